package dev.atrium.oidc.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Finds out which client calls, by HTTP Basic or by form fields (RFC 6749 section 2.3.1).
public final class ClientAuthentication {
    private final ClientRegistry clients;
    private final boolean challengesBasic;

    public ClientAuthentication(ClientRegistry clients, boolean challengesBasic) {
        this.clients = clients;
        this.challengesBasic = challengesBasic;
    }

    /// What a caller presents; nothing of it is checked yet.
    ///
    /// @param basic whether it came in the header
    public record Presented(ClientId id, String secret, boolean basic) {}

    /// @throws OAuthProblem.Answered unless the client is known and is who it says
    public Client authenticate(Request request, Parameters form) {
        Presented presented = presented(request, form);
        return clients.find(presented.id())
                .filter(client -> client.accepts(presented.secret()))
                .orElseThrow(() -> refused(presented.basic()));
    }

    /// @throws OAuthProblem.Answered as [#authenticate(Request, Parameters)] does, and when the
    ///     client may not use this grant (RFC 6749 section 5.2)
    public Client authenticate(Request request, Parameters form, GrantType grant) {
        Client client = authenticate(request, form);
        if (!client.mayUse(grant)) {
            throw new OAuthProblem.Answered(
                    OAuthError.UNAUTHORIZED_CLIENT,
                    "Client is not allowed to use the grant type " + grant.wire() + ".");
        }
        return client;
    }

    /// The credentials of a request. Those in the header win. A header that is not readable Basic
    /// counts as none, an empty password is a password, and a form field without a value is an
    /// empty secret: released command lines send all of these.
    public static Presented presented(Request request, Parameters form) {
        return request.header("Authorization")
                .flatMap(ClientAuthentication::basic)
                .orElseGet(
                        () ->
                                new Presented(
                                        new ClientId(form.text("client_id")),
                                        form.text("client_secret"),
                                        false));
    }

    private static Optional<Presented> basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        String pair;
        try {
            pair =
                    new String(
                            Base64.getDecoder().decode(header.substring(6).strip()),
                            StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(
                        new Presented(
                                new ClientId(decoded("client_id", pair.substring(0, colon))),
                                decoded("client_secret", pair.substring(colon + 1)),
                                true));
    }

    /// Both parts are form-encoded inside of the Base64 (RFC 6749 section 2.3.1).
    private static String decoded(String part, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_REQUEST, part + " improperly encoded");
        }
    }

    private OAuthProblem.Answered refused(boolean basic) {
        return new OAuthProblem.Answered(
                OAuthError.INVALID_CLIENT,
                "Invalid client credentials.",
                OAuthError.INVALID_CLIENT.status(),
                basic && challengesBasic
                        ? List.of(new Response.Header("WWW-Authenticate", "Basic"))
                        : List.of());
    }
}
