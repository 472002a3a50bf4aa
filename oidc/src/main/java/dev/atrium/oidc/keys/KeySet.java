package dev.atrium.oidc.keys;

import dev.atrium.oidc.Digest;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The published keys as a JWK set (RFC 7517), with the members in the order that relying parties
/// have seen.
public final class KeySet {
    private final KeyRing keys;

    public KeySet(KeyRing keys) {
        this.keys = keys;
    }

    public Map<String, Object> members() {
        List<Map<String, String>> all = keys.published().stream().map(KeySet::jwk).toList();
        return Map.of("keys", all);
    }

    private static Map<String, String> jwk(SigningKey key) {
        Map<String, String> jwk = new LinkedHashMap<>();
        jwk.put("use", "sig");
        jwk.put("kty", "RSA");
        jwk.put("kid", key.kid());
        jwk.put("alg", SigningKey.ALGORITHM);
        jwk.put("n", unsigned(key.publicKey().getModulus()));
        jwk.put("e", unsigned(key.publicKey().getPublicExponent()));
        return jwk;
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Digest.base64Url(
                bytes[0] == 0 && bytes.length > 1
                        ? Arrays.copyOfRange(bytes, 1, bytes.length)
                        : bytes);
    }
}
