package dev.atrium.connectors.codeflow;

import dev.atrium.connectors.RedirectConnector.Departure;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.outgoing.OutgoingHttp;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The authorization code flow (RFC 6749 section 4.1) with one upstream.
public final class CodeFlow {
    private final Registration registration;
    private final Endpoints endpoints;
    private final TokenEndpoint tokens;
    private final Clock clock;
    private final boolean namesCallback;

    public record Endpoints(URI authorization, URI token) {}

    public CodeFlow(
            Registration registration, Endpoints endpoints, OutgoingHttp http, Clock clock) {
        this(
                registration,
                endpoints,
                new TokenEndpoint(registration, Optional.empty(), http),
                clock,
                true);
    }

    private CodeFlow(
            Registration registration,
            Endpoints endpoints,
            TokenEndpoint tokens,
            Clock clock,
            boolean namesCallback) {
        this.registration = registration;
        this.endpoints = endpoints;
        this.tokens = tokens;
        this.clock = clock;
        this.namesCallback = namesCallback;
    }

    /// The same without the callback's address (RFC 6749 section 3.1.2.3), for an upstream that
    /// knows where the client is and may know it by another address.
    public CodeFlow toRegisteredCallback() {
        return new CodeFlow(registration, endpoints, tokens, clock, false);
    }

    public Departure depart(String callback, String state, List<String> scopes)
            throws UpstreamException {
        return depart(callback, state, scopes, Parameters.EMPTY);
    }

    /// @param more parameters that this upstream knows besides the standard ones
    public Departure depart(String callback, String state, List<String> scopes, Parameters more)
            throws UpstreamException {
        registration.checkCallback(callback);
        Parameters query =
                named(callback, more)
                        .with("client_id", registration.clientId())
                        .with("response_type", "code")
                        .with("state", state);
        Parameters whole = scopes.isEmpty() ? query : query.with("scope", String.join(" ", scopes));
        String base = endpoints.authorization().toString();
        return new Departure(
                base + (base.contains("?") ? "&" : "?") + whole.sorted().encode(), new byte[0]);
    }

    /// @throws UpstreamException when the upstream sent an error instead of a code
    public HeldTokens arrive(String callback, Request answer) throws UpstreamException {
        Parameters query = answer.query();
        if (!query.text("error").isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED, query.text("error") + ": " + query.text("error_description"));
        }
        return held(
                ask(
                        named(
                                callback,
                                Parameters.EMPTY
                                        .with("grant_type", "authorization_code")
                                        .with("code", query.text("code")))),
                "");
    }

    private Parameters named(String callback, Parameters others) {
        return namesCallback ? others.with("redirect_uri", callback) : others;
    }

    public HeldTokens refresh(HeldTokens held) throws UpstreamException {
        return held(
                ask(
                        Parameters.EMPTY
                                .with("grant_type", "refresh_token")
                                .with("refresh_token", held.refreshToken())),
                held.refreshToken());
    }

    /// These tokens, or new ones if the access token has expired and there is a way to get others.
    public HeldTokens current(HeldTokens held) throws UpstreamException {
        if (held.accessToken().isEmpty() && held.refreshToken().isEmpty()) {
            throw new UpstreamException(Kind.REFUSED, "no upstream token was kept of the login");
        }
        boolean expired = held.accessToken().isEmpty() || held.expiredAt(clock.instant());
        return expired && !held.refreshToken().isEmpty() ? refresh(held) : held;
    }

    private Tokens ask(Parameters form) throws UpstreamException {
        return tokens.ask(endpoints.token(), List.of(), form);
    }

    private HeldTokens held(Tokens received, String refreshToken) throws UpstreamException {
        if (received.accessToken().isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED, "failed to get token: server response missing access_token");
        }
        return new HeldTokens(
                received.accessToken(),
                received.refreshToken().orElse(refreshToken),
                received.lifetime().map(clock.instant()::plus));
    }
}
