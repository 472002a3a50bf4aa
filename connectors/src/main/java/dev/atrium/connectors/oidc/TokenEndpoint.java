package dev.atrium.connectors.oidc;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.http.Parameters;
import dev.atrium.http.outgoing.OutgoingException;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// Exchanges codes and refresh tokens for tokens.
final class TokenEndpoint {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final OidcSettings settings;
    private final Discovery discovery;
    private final OutgoingHttp http;
    private final AtomicBoolean basicFailed = new AtomicBoolean();

    record Tokens(String accessToken, Optional<String> idToken, Optional<String> refreshToken) {}

    TokenEndpoint(OidcSettings settings, Discovery discovery, OutgoingHttp http) {
        this.settings = settings;
        this.discovery = discovery;
        this.http = http;
    }

    /// Where nobody said how the provider wants the client's credentials, HTTP Basic is tried first
    /// and the body next, and what worked is remembered.
    Tokens ask(Parameters form) throws UpstreamException {
        Provider provider = discovery.provider();
        boolean basic = basic(provider);
        OutgoingHttp.Answer answer = send(provider.token(), form, basic);
        boolean guessed =
                settings.basicAuthUnsupported().isEmpty()
                        && provider.tokenAuthentication().isEmpty();
        if (basic && guessed && (answer.status() == 401 || answer.status() == 400)) {
            OutgoingHttp.Answer second = send(provider.token(), form, false);
            if (second.status() == 200) {
                basicFailed.set(true);
                answer = second;
            }
        }
        return read(answer);
    }

    private boolean basic(Provider provider) {
        if (settings.basicAuthUnsupported().isPresent()) {
            return !settings.basicAuthUnsupported().orElseThrow();
        }
        List<String> listed = provider.tokenAuthentication();
        return !basicFailed.get() && (listed.isEmpty() || listed.contains("client_secret_basic"));
    }

    private OutgoingHttp.Answer send(URI address, Parameters form, boolean basic)
            throws UpstreamException {
        String id = settings.clientId();
        String secret = settings.clientSecret().reveal();
        try {
            if (!basic) {
                Parameters whole = form.with("client_id", id);
                return http.form(
                        address,
                        (secret.isEmpty() ? whole : whole.with("client_secret", secret)).encode(),
                        "Accept",
                        "application/json");
            }
            // Both parts are form-encoded first, RFC 6749 section 2.3.1.
            String pair = Parameters.encode(id) + ":" + Parameters.encode(secret);
            return http.form(
                    address,
                    form.encode(),
                    "Accept",
                    "application/json",
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(OidcConnector.utf8(pair)));
        } catch (OutgoingException failure) {
            throw new UpstreamException(
                    Kind.UNAVAILABLE, "failed to get token: " + failure.getMessage(), failure);
        }
    }

    private static Tokens read(OutgoingHttp.Answer answer) throws UpstreamException {
        Map<String, Object> members;
        try {
            members = Json.mapper().readValue(answer.body(), OBJECT);
        } catch (JacksonException malformed) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "failed to get token: the answer of status " + answer.status() + " is not JSON",
                    malformed);
        }
        if (answer.status() != 200) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "failed to get token: "
                            + answer.status()
                            + " "
                            + text(members, "error").orElse("without an error code")
                            + " "
                            + text(members, "error_description").orElse(""));
        }
        return new Tokens(
                text(members, "access_token").orElse(""),
                text(members, "id_token"),
                text(members, "refresh_token"));
    }

    private static Optional<String> text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }
}
