package dev.atrium.oidc.keys;

import dev.atrium.oidc.Digest;
import dev.atrium.oidc.JsonText;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Makes JWTs. The header has exactly `alg` and `kid`, and claims keep the order they
/// come in: relying parties have seen it that way.
public final class JwtSigner {
    private final KeyRing keys;
    private final Optional<Provider> provider;
    private final Counter signatures;
    private volatile Optional<Prepared> prepared = Optional.empty();

    /// @param provider of RSA signatures, for instance one in native code; empty for the JDK's own
    public JwtSigner(KeyRing keys, Optional<Provider> provider, String role, MeterRegistry meters) {
        this.keys = keys;
        this.provider = provider;
        this.signatures =
                Counter.builder("atrium.oidc.signatures")
                        .description("Tokens signed")
                        .tag("role", role)
                        .register(meters);
    }

    /// A key as its provider has it, which takes as long to make from another form as a signature
    /// does.
    private record Prepared(SigningKey key, PrivateKey privateKey, String header) {}

    public String sign(Map<String, ?> claims) {
        Prepared ready = prepared();
        return sign(ready, ready.header(), claims);
    }

    /// Makes a JWT that says in its header what it is, so that it passes for nothing else (RFC 8725
    /// section 3.11).
    ///
    /// @param type such as `logout+jwt`
    public String sign(String type, Map<String, ?> claims) {
        Prepared ready = prepared();
        return sign(ready, header(ready.key(), type), claims);
    }

    private Prepared prepared() {
        SigningKey key = keys.signing();
        Optional<Prepared> known = prepared.filter(last -> last.key().kid().equals(key.kid()));
        if (known.isEmpty()) {
            known = Optional.of(new Prepared(key, own(key), header(key, "")));
            prepared = known;
        }
        return known.orElseThrow();
    }

    private PrivateKey own(SigningKey key) {
        if (!isNative(key.algorithm())) {
            return key.privateKey();
        }
        try {
            return KeyFactory.getInstance("RSA", provider.orElseThrow())
                    .generatePrivate(new PKCS8EncodedKeySpec(key.privateKey().getEncoded()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("key " + key.kid() + " cannot sign", failure);
        }
    }

    private String sign(Prepared ready, String header, Map<String, ?> claims) {
        String input = header + "." + Digest.base64Url(JsonText.compact(claims));
        try {
            Signature signature = signature(ready.key().algorithm());
            signature.initSign(ready.privateKey());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            signatures.increment();
            return input + "." + Digest.base64Url(signature.sign());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("a token cannot be signed", failure);
        }
    }

    private Signature signature(SigningAlgorithm algorithm) throws GeneralSecurityException {
        return isNative(algorithm)
                ? Signature.getInstance(algorithm.signature(), provider.orElseThrow())
                : Signature.getInstance(algorithm.signature());
    }

    private boolean isNative(SigningAlgorithm algorithm) {
        return provider.isPresent() && algorithm == SigningAlgorithm.RS256;
    }

    /// The name, in discovery, of the algorithm that signs now.
    public String algorithm() {
        return keys.signing().algorithm().name();
    }

    private static String header(SigningKey key, String type) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("alg", key.algorithm().name());
        members.put("kid", key.kid());
        if (!type.isEmpty()) {
            members.put("typ", type);
        }
        return Digest.base64Url(JsonText.compact(members));
    }
}
