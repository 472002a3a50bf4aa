package dev.atrium.connectors.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.http.outgoing.OutgoingException;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// A provider's documents, fetched when they are first needed and again when they are old. Two
/// callers may fetch the same document at once; both get a whole one.
final class Discovery {
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration KEY_PATIENCE = Duration.ofSeconds(10);
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final OidcSettings settings;
    private final OutgoingHttp http;
    private final Clock clock;
    private final AtomicReference<Optional<Fetched<Provider>>> provider =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Fetched<JWKSet>>> keys =
            new AtomicReference<>(Optional.empty());

    private record Fetched<T>(T value, Instant at) {
        boolean younger(Duration age, Instant now) {
            return at.plus(age).isAfter(now);
        }
    }

    Discovery(OidcSettings settings, OutgoingHttp http, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
    }

    Provider provider() throws UpstreamException {
        Optional<Fetched<Provider>> held = provider.get();
        if (held.isPresent() && held.orElseThrow().younger(FRESH, clock.instant())) {
            return held.orElseThrow().value();
        }
        try {
            Provider fetched = fetchProvider();
            provider.set(Optional.of(new Fetched<>(fetched, clock.instant())));
            return fetched;
        } catch (UpstreamException unreachable) {
            if (held.isPresent()) {
                return held.orElseThrow().value();
            }
            throw unreachable;
        }
    }

    /// The provider's keys, fetched anew when `keyId` is not among them, yet not more often than
    /// every few seconds, for anybody can send a token with a made-up key id.
    JWKSet keys(Optional<String> keyId) throws UpstreamException {
        Optional<Fetched<JWKSet>> held = keys.get();
        Instant now = clock.instant();
        boolean known =
                held.isPresent()
                        && held.orElseThrow().younger(FRESH, now)
                        && keyId.map(id -> held.orElseThrow().value().getKeyByKeyId(id) != null)
                                .orElse(true);
        if (known || (held.isPresent() && held.orElseThrow().younger(KEY_PATIENCE, now))) {
            return held.orElseThrow().value();
        }
        URI address = provider().keys();
        try {
            OutgoingHttp.Answer answer = http.get(address, "Accept", "application/json");
            JWKSet fetched = JWKSet.parse(new String(answer.body(), StandardCharsets.UTF_8));
            keys.set(Optional.of(new Fetched<>(fetched, now)));
            return fetched;
        } catch (OutgoingException failure) {
            throw new UpstreamException(
                    Kind.UNAVAILABLE, "failed to get keys: " + failure.getMessage(), failure);
        } catch (ParseException malformed) {
            throw new UpstreamException(
                    Kind.UNAVAILABLE,
                    "failed to get keys: " + address + " is no JWK set",
                    malformed);
        }
    }

    private Provider fetchProvider() throws UpstreamException {
        String base = settings.issuer().replaceAll("/+$", "");
        URI address = address(base + "/.well-known/openid-configuration", "issuer");
        try {
            OutgoingHttp.Answer answer = http.get(address, "Accept", "application/json");
            if (answer.status() != 200) {
                throw failed(address + " answered " + answer.status());
            }
            return read(Json.mapper().readValue(answer.body(), OBJECT));
        } catch (OutgoingException failure) {
            throw new UpstreamException(
                    Kind.UNAVAILABLE, "failed to get provider: " + failure.getMessage(), failure);
        } catch (JacksonException _) {
            throw failed(address + " is not a discovery document");
        }
    }

    private Provider read(Map<String, Object> document) throws UpstreamException {
        String issuer = text(document, "issuer").orElse("");
        String expected = settings.acceptedIssuer().orElse(settings.issuer());
        if (!issuer.equals(expected)) {
            throw failed(
                    "the issuer did not match the one of discovery, expected \""
                            + expected
                            + "\" got \""
                            + issuer
                            + "\"");
        }
        OidcSettings.Endpoints own = settings.endpoints();
        return new Provider(
                issuer,
                required(document, own.authorization(), "authorization_endpoint"),
                required(document, own.token(), "token_endpoint"),
                required(document, own.keys(), "jwks_uri"),
                optional(document, own.userInfo(), "userinfo_endpoint"),
                optional(document, own.endSession(), "end_session_endpoint"),
                texts(document, "code_challenge_methods_supported"),
                texts(document, "id_token_signing_alg_values_supported"),
                texts(document, "token_endpoint_auth_methods_supported"));
    }

    private static URI required(Map<String, Object> document, Optional<String> own, String member)
            throws UpstreamException {
        return optional(document, own, member)
                .orElseThrow(() -> failed("its discovery document has no " + member));
    }

    private static Optional<URI> optional(
            Map<String, Object> document, Optional<String> own, String member)
            throws UpstreamException {
        Optional<String> text = own.or(() -> text(document, member));
        return text.isEmpty() ? Optional.empty() : Optional.of(address(text.orElseThrow(), member));
    }

    private static URI address(String text, String member) throws UpstreamException {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null
                    && String.valueOf(address.getScheme()).startsWith("http")) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same message.
        }
        throw failed("the " + member + " \"" + text + "\" is not an http or https address");
    }

    private static Optional<String> text(Map<String, Object> document, String member) {
        return document.get(member) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }

    private static List<String> texts(Map<String, Object> document, String member) {
        return document.get(member) instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    private static UpstreamException failed(String reason) {
        return new UpstreamException(Kind.UNAVAILABLE, "failed to get provider: " + reason);
    }
}
