package dev.atrium.oidc.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import dev.atrium.kernel.Json;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Recognises the issuer's own tokens.
public final class JwtVerifier {
    private static final int LONGEST = 64 * 1024;

    private final IssuerKeys keys;
    private final String issuer;
    private final Clock clock;
    private final VerifiedTokens remembered = new VerifiedTokens();

    public JwtVerifier(IssuerKeys keys, String issuer, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
    }

    /// @param payload the claims as they were signed, byte by byte
    public record Verified(JsonNode claims, String payload) {
        public Instant expiry() {
            return Instant.ofEpochSecond(claims.path("exp").asLong(0));
        }

        public String subject() {
            return claims.path("sub").asString("");
        }
    }

    /// @return empty unless the token is ours and has not expired
    public Optional<Verified> current(String token) {
        return signed(token).filter(verified -> verified.expiry().isAfter(clock.instant()));
    }

    /// Whether a text has the form of a JWT, whoever signed it.
    public static boolean looksLikeJwt(String text) {
        try {
            return text.length() <= LONGEST && JWSObject.parse(text) != null;
        } catch (ParseException _) {
            return false;
        }
    }

    /// The claims of a token of ours, expired or not, for hints (OpenID Connect Core section
    /// 3.1.2.1).
    public Optional<Verified> signed(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Verified> known = remembered.find(token, keys.loaded());
        if (known.isPresent()) {
            return known;
        }
        Object before = keys.loaded();
        Optional<Verified> found = verify(token);
        found.ifPresent(verified -> remembered.keep(token, verified, before));
        return found;
    }

    private Optional<Verified> verify(String token) {
        try {
            JWSObject jws = JWSObject.parse(token);
            String kid = jws.getHeader().getKeyID();
            Optional<PublishedKey> key =
                    Optional.ofNullable(kid)
                            .flatMap(keys::find)
                            .filter(
                                    found ->
                                            found.algorithm()
                                                    .matches(jws.getHeader().getAlgorithm()));
            if (key.isEmpty() || !SigningAlgorithm.verifies(key.orElseThrow().publicKey(), jws)) {
                return Optional.empty();
            }
            String payload = jws.getPayload().toString();
            JsonNode claims = Json.mapper().readTree(payload);
            return claims.path("iss").asString("").equals(issuer)
                    ? Optional.of(new Verified(claims, payload))
                    : Optional.empty();
        } catch (ParseException | JOSEException | JacksonException _) {
            return Optional.empty();
        }
    }
}
