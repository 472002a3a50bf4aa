package dev.atrium.connectors.saml;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.directory.Slapd;
import dev.atrium.testkit.saml.IdentityProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;

/// A provider, the connector that trusts it, and what its answers lead to.
final class SamlHarness {
    static final String REQUEST = "r2345678901234567890123456";
    static final Asked GROUPS = new Asked(true, true);

    final FakeClock clock = FakeClock.atNoon();
    final IdentityProvider idp;
    final IdentityProvider stranger;
    SamlSettings.Groups groups =
            new SamlSettings.Groups(Optional.of("groups"), Optional.empty(), List.of(), false);
    Optional<String> ssoIssuer = Optional.of(IdentityProvider.ISSUER);
    boolean skipSignature;
    boolean sha1;
    boolean skipAudience;

    /// Two providers, one of which is trusted.
    record Keys(IdentityProvider idp, IdentityProvider stranger) {
        static Keys in(Path dir) throws Exception {
            Slapd.certificate(dir, "idp", "DNS:idp.example.com");
            Slapd.certificate(dir, "stranger", "DNS:idp.example.com");
            return new Keys(IdentityProvider.of(dir, "idp"), IdentityProvider.of(dir, "stranger"));
        }
    }

    SamlHarness(Keys keys) {
        this.idp = keys.idp();
        this.stranger = keys.stranger();
        // The certificates are of today.
        clock.advance(
                Duration.between(
                        clock.instant(),
                        idp.certificate().getNotBefore().toInstant().plusSeconds(60)));
    }

    SamlSettings settings() {
        return new SamlSettings(
                URI.create("https://idp.example.com/sso"),
                IdentityProvider.ACS,
                Optional.of(IdentityProvider.AUDIENCE),
                ssoIssuer,
                new SamlSettings.Verification(
                        List.of(idp.certificate()), skipSignature, sha1, skipAudience),
                new SamlSettings.Attributes("name", "email"),
                groups,
                "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
    }

    SamlConnector connector() {
        return new SamlConnector(settings(), clock);
    }

    String response() {
        return IdentityProvider.response(REQUEST, clock.instant());
    }

    /// A response of which the assertion is signed.
    Document signed() throws Exception {
        return idp.sign(IdentityProvider.parse(response()), "_asrt");
    }

    /// What the connector makes of it.
    Identity read(String xml) throws UpstreamException {
        return read(xml, GROUPS);
    }

    Identity read(String xml, Asked asked) throws UpstreamException {
        return connector()
                .read(
                        asked,
                        REQUEST,
                        Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8)))
                .identity();
    }

    Identity read(Document document) throws Exception {
        return read(IdentityProvider.write(document));
    }
}
