package dev.atrium.connectors.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.security.Key;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Verifies ID tokens (OpenID Connect Core 1.0 section 3.1.3.7).
final class IdTokens {
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final OidcSettings settings;
    private final Discovery discovery;
    private final Clock clock;

    IdTokens(OidcSettings settings, Discovery discovery, Clock clock) {
        this.settings = settings;
        this.discovery = discovery;
        this.clock = clock;
    }

    /// The claims as they were sent, without those that are null.
    ///
    /// @param nonce that the token must repeat, where one was sent
    Map<String, Object> verified(String token, Optional<String> nonce) throws UpstreamException {
        return verified(token, nonce, true);
    }

    /// The same for a token that was given to somebody else, as those are that are exchanged.
    Map<String, Object> verifiedForAnybody(String token) throws UpstreamException {
        return verified(token, Optional.empty(), false);
    }

    private Map<String, Object> verified(String token, Optional<String> nonce, boolean ours)
            throws UpstreamException {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            checkSignature(jwt);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            checkClaims(claims);
            if (ours && !claims.getAudience().contains(settings.clientId())) {
                throw refused("its audience is " + claims.getAudience());
            }
            if (nonce.isPresent() && !nonce.orElseThrow().equals(claims.getStringClaim("nonce"))) {
                throw refused("its nonce is another one");
            }
            return present(jwt.getPayload().toJSONObject());
        } catch (ParseException malformed) {
            throw new UpstreamException(
                    Kind.REFUSED, "failed to verify ID token: it is not a signed token", malformed);
        }
    }

    private void checkSignature(SignedJWT jwt) throws UpstreamException {
        JWSHeader header = jwt.getHeader();
        JWSAlgorithm algorithm = header.getAlgorithm();
        List<String> listed = discovery.provider().algorithms();
        List<String> allowed = listed.isEmpty() ? List.of("RS256") : listed;
        if (!allowed.contains(algorithm.getName())
                || !JWSAlgorithm.Family.SIGNATURE.contains(algorithm)) {
            throw refused("it is signed with " + algorithm);
        }
        JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
        List<JWK> keys =
                new JWKSelector(matcher)
                        .select(discovery.keys(Optional.ofNullable(header.getKeyID())));
        for (Key key : KeyConverter.toJavaKeys(keys)) {
            if (key instanceof PublicKey && verifies(jwt, key)) {
                return;
            }
        }
        throw refused("no key of the provider verifies it");
    }

    private static boolean verifies(SignedJWT jwt, Key key) {
        try {
            return jwt.verify(
                    new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), key));
        } catch (JOSEException _) {
            return false;
        }
    }

    private void checkClaims(JWTClaimsSet claims) throws UpstreamException {
        String issuer = settings.acceptedIssuer().orElse(settings.issuer());
        if (!issuer.equals(claims.getIssuer())) {
            throw refused("its issuer is \"" + claims.getIssuer() + "\"");
        }
        Date expiry = claims.getExpirationTime();
        if (expiry == null || expiry.toInstant().isBefore(clock.instant().minus(SKEW))) {
            throw refused("it has expired");
        }
        Date issued = claims.getIssueTime();
        if (issued != null
                && issued.toInstant().isAfter(clock.instant().plus(Duration.ofMinutes(5)))) {
            throw refused("it was issued in the future; compare the clocks");
        }
    }

    static Map<String, Object> present(Map<String, Object> claims) {
        Map<String, Object> present = new HashMap<>();
        claims.forEach(
                (name, value) -> {
                    if (value != null) {
                        present.put(name, value);
                    }
                });
        return present;
    }

    private static UpstreamException refused(String reason) {
        return new UpstreamException(Kind.REFUSED, "failed to verify ID token: " + reason);
    }
}
