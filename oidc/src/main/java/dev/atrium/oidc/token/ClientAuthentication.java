package dev.atrium.oidc.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.client.ClientSecret;
import dev.atrium.oidc.throttle.Guess;
import dev.atrium.oidc.throttle.Throttle;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds out which client calls, by HTTP Basic or by form fields (RFC 6749 section 2.3.1).
public final class ClientAuthentication {
    private final ClientRegistry clients;
    private final boolean challengesBasic;
    private final Optional<Guessing> guessing;

    /// Without a limit on how often somebody may be wrong.
    public ClientAuthentication(ClientRegistry clients, boolean challengesBasic) {
        this(clients, challengesBasic, Optional.empty());
    }

    public ClientAuthentication(
            ClientRegistry clients, boolean challengesBasic, Optional<Guessing> guessing) {
        this.clients = clients;
        this.challengesBasic = challengesBasic;
        this.guessing = guessing;
    }

    /// What slows down whoever guesses secrets.
    ///
    /// @param address of the caller
    public record Guessing(Throttle throttle, Function<Request, String> address) {
        private Guess[] by(Request request, ClientId client) {
            String from = address.apply(request);
            return new Guess[] {
                new Guess.Attempt(
                        Guess.What.SECRET_OF_CLIENT,
                        Digest.base64Url(Digest.sha256(client.value())) + " " + from),
                new Guess.Attempt(Guess.What.SECRET, from)
            };
        }
    }

    /// What a caller presents; nothing of it is checked yet.
    ///
    /// @param basic whether it came in the header
    public record Presented(ClientId id, String secret, boolean basic) {}

    /// A secret that we made is looked at first, since no number of guesses finds one: whoever has
    /// it is never kept waiting for what others tried. One that somebody chose is looked at only
    /// while guessing is allowed.
    ///
    /// @throws OAuthProblem.Answered unless the client is known and is who it says
    /// @throws dev.atrium.kernel.Problem.Throttled when it is too early for another guess
    public Client authenticate(Request request, Parameters form) {
        Presented presented = presented(request, form);
        Optional<Client> client = clients.find(presented.id());
        boolean guessable =
                client.filter(each -> each.secrets().stream().anyMatch(ClientSecret::guessable))
                        .isPresent();
        boolean forgives = guessable && mayGuess(request, presented.id());
        Optional<Client> proven = client.filter(each -> each.accepts(presented.secret()));
        if (proven.isEmpty()) {
            if (!guessable) {
                mayGuess(request, presented.id());
            }
            guessing.ifPresent(each -> each.throttle().refused(each.by(request, presented.id())));
            throw refused(presented.basic());
        }
        if (forgives) {
            guessing.ifPresent(
                    each -> each.throttle().accepted(each.by(request, presented.id())[0]));
        }
        return proven.orElseThrow();
    }

    /// @return whether something was wrong of late
    private boolean mayGuess(Request request, ClientId client) {
        return guessing.isPresent()
                && guessing.orElseThrow()
                        .throttle()
                        .check(guessing.orElseThrow().by(request, client));
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
