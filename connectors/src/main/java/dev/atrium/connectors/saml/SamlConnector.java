package dev.atrium.connectors.saml;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.w3c.dom.Element;

/// A SAML 2.0 identity provider, by the Web Browser SSO profile.
public final class SamlConnector implements RedirectConnector, RefreshableConnector {
    private final SamlSettings settings;
    private final Signatures signatures;
    private final Conditions conditions;
    private final Statement statement;
    private final Clock clock;

    public SamlConnector(SamlSettings settings, Clock clock) {
        this.settings = settings;
        this.signatures = new Signatures(settings.verification(), clock);
        this.conditions = new Conditions(settings, clock);
        this.statement = new Statement(settings);
        this.clock = clock;
    }

    @Override
    public String type() {
        return "saml";
    }

    @Override
    public boolean answersByPost() {
        return true;
    }

    /// @param callback is not looked at: the provider knows the configured address, which may also
    ///     be the callback with this connector's id after it
    /// @param state becomes the id of the request and what the answer brings back, so it must be a
    ///     name in XML and short
    @Override
    public Departure depart(Asked asked, String callback, String state) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("SAMLRequest", new AuthnRequest(state, clock.instant(), settings).encoded());
        fields.put("RelayState", state);
        return new Departure(
                settings.ssoUrl().toString(), state.getBytes(StandardCharsets.UTF_8), fields);
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        return read(
                asked,
                new String(memory, StandardCharsets.UTF_8),
                answer.form().text("SAMLResponse"));
    }

    Login read(Asked asked, String request, String response) throws UpstreamException {
        if (request.isEmpty()) {
            throw new UpstreamException(Kind.REFUSED, "saml: nobody asked for this answer");
        }
        Element root = Xml.parse(decoded(response)).getDocumentElement();
        Answer vouched = Answer.of(root, signatures, settings.verification().skipSignature());
        conditions.check(vouched, request);
        Identity identity = statement.identity(vouched.assertion());
        return new Login(asks(asked, identity), Remembered.write(identity));
    }

    private static byte[] decoded(String base64) throws UpstreamException {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(base64);
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same message.
        }
        throw new UpstreamException(Kind.REFUSED, "saml: there is no readable SAMLResponse");
    }

    /// The provider cannot be asked without the person, so what it last said stays so.
    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        Identity identity = Remembered.read(upstreamState);
        if (!identity.userId().equals(known.userId())) {
            throw new UpstreamException(Kind.REFUSED, "saml: what was kept is somebody else's");
        }
        return new Login(asks(asked, identity), upstreamState);
    }

    private static Identity asks(Asked asked, Identity identity) {
        return asked.groups()
                ? identity
                : new Identity(
                        identity.userId(),
                        identity.username(),
                        identity.preferredUsername(),
                        identity.email(),
                        identity.emailVerified(),
                        java.util.List.of());
    }
}
