package dev.atrium.oidc.keys;

import dev.atrium.oidc.Digest;
import dev.atrium.oidc.JsonText;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes JWTs. The header has exactly `alg` and `kid`, and claims keep the order they
/// come in: relying parties have seen it that way.
public final class JwtSigner {
    private final Signatory signatory;
    private final Counter signatures;
    private volatile Header last = new Header("", "");

    /// @param provider of RSA signatures, for instance one in native code; empty for the JDK's own
    public JwtSigner(KeyRing keys, Optional<Provider> provider, String role, MeterRegistry meters) {
        this(new LocalSignatory(keys, provider), role, meters);
    }

    public JwtSigner(Signatory signatory, String role, MeterRegistry meters) {
        this.signatory = signatory;
        this.signatures =
                Counter.builder("atrium.oidc.signatures")
                        .description("Tokens signed")
                        .tag("role", role)
                        .register(meters);
    }

    private record Header(String kid, String encoded) {}

    /// @throws SignerUnavailable when whoever keeps the key does not sign now
    public String sign(Map<String, ?> claims) {
        return sign("", claims);
    }

    /// Makes a JWT that says in its header what it is, so that it passes for nothing else (RFC 8725
    /// section 3.11).
    ///
    /// @param type such as `logout+jwt`
    public String sign(String type, Map<String, ?> claims) {
        String payload = Digest.base64Url(JsonText.compact(claims));
        try {
            return sign(signatory.current(), type, payload);
        } catch (SignerUnavailable.KeyWithdrawn _) {
            return sign(signatory.current(), type, payload);
        }
    }

    private String sign(Signatory.Key key, String type, String payload) {
        String input = header(key, type) + "." + payload;
        byte[] signature = key.sign(input.getBytes(StandardCharsets.US_ASCII));
        signatures.increment();
        return input + "." + Digest.base64Url(signature);
    }

    /// The name, in discovery, of the algorithm that signs now.
    public String algorithm() {
        return signatory.current().algorithm().name();
    }

    /// `at_hash` and `c_hash` as they belong into a token that is signed now.
    public String leftHalf(String token) {
        return signatory.current().algorithm().leftHalf(token);
    }

    private String header(Signatory.Key key, String type) {
        if (!type.isEmpty()) {
            return encoded(key, type);
        }
        Header known = last;
        if (!known.kid().equals(key.kid())) {
            known = new Header(key.kid(), encoded(key, ""));
            last = known;
        }
        return known.encoded();
    }

    private static String encoded(Signatory.Key key, String type) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("alg", key.algorithm().name());
        members.put("kid", key.kid());
        if (!type.isEmpty()) {
            members.put("typ", type);
        }
        return Digest.base64Url(JsonText.compact(members));
    }
}
