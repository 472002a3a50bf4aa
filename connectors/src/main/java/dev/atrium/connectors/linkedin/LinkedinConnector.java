package dev.atrium.connectors.linkedin;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Api;
import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.HeldTokens;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.http.Request;
import dev.atrium.http.outgoing.OutgoingHttp;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// LinkedIn, for applications that were registered while it still gave these scopes.
public final class LinkedinConnector implements RedirectConnector, RefreshableConnector {
    private static final List<String> SCOPES = List.of("r_liteprofile", "r_emailaddress");
    private static final String EMAIL =
            "/v2/emailAddress?q=members&projection=(elements*(handle~))";

    private final Place place;
    private final CodeFlow flow;
    private final Api api;

    /// Where it is.
    public record Place(URI web, URI api) {
        public static final Place LINKEDIN =
                new Place(
                        URI.create("https://www.linkedin.com"),
                        URI.create("https://api.linkedin.com"));
    }

    public LinkedinConnector(
            Registration registration, Place place, OutgoingHttp http, Clock clock) {
        this.place = place;
        this.flow =
                new CodeFlow(
                        registration,
                        new CodeFlow.Endpoints(
                                URI.create(place.web() + "/oauth/v2/authorization"),
                                URI.create(place.web() + "/oauth/v2/accessToken")),
                        http,
                        clock);
        this.api = new Api("linkedin", http);
    }

    @Override
    public String type() {
        return "linkedin";
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        return flow.depart(callback, state, SCOPES);
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        return login(flow.arrive(callback, answer));
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        Login login = login(flow.current(HeldTokens.read(upstreamState)));
        if (!login.identity().userId().equals(known.userId())) {
            throw new UpstreamException(Kind.REFUSED, "linkedin: the tokens are somebody else's");
        }
        return login;
    }

    private Login login(HeldTokens held) throws UpstreamException {
        String[] headers = Api.bearer(held.accessToken());
        JsonNode me = api.get(URI.create(place.api() + "/v2/me"), headers);
        String id = me.path("id").asString("");
        if (id.isEmpty()) {
            throw new UpstreamException(Kind.REFUSED, "linkedin: /v2/me names nobody");
        }
        String email = email(api.get(URI.create(place.api() + EMAIL), headers));
        String name = (part(me, "FirstName") + " " + part(me, "LastName")).strip();
        Identity identity =
                new Identity(
                        id,
                        name.isEmpty() ? email : name,
                        Optional.empty(),
                        Optional.of(email),
                        true,
                        List.of());
        return new Login(identity, held.write());
    }

    /// The last one, if there are several.
    private static String email(JsonNode answer) throws UpstreamException {
        String email = "";
        for (JsonNode element : answer.path("elements")) {
            email = element.path("handle~").path("emailAddress").asString("");
        }
        if (email.isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED, "linkedin: the account has no e-mail address");
        }
        return email;
    }

    private static String part(JsonNode me, String name) {
        return me.path("localized" + name).asString("");
    }
}
