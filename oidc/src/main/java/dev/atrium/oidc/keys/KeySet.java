package dev.atrium.oidc.keys;

import dev.atrium.oidc.Digest;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The published keys as a JWK set (RFC 7517), with the members in the order that relying parties
/// have seen.
public final class KeySet {
    private final IssuerKeys keys;

    public KeySet(IssuerKeys keys) {
        this.keys = keys;
    }

    public Map<String, Object> members() {
        return members(published());
    }

    public List<PublishedKey> published() {
        return keys.published();
    }

    public static Map<String, Object> members(List<PublishedKey> published) {
        return Map.of("keys", published.stream().map(KeySet::jwk).toList());
    }

    private static Map<String, String> jwk(PublishedKey key) {
        Map<String, String> jwk = new LinkedHashMap<>();
        jwk.put("use", "sig");
        switch (key.publicKey()) {
            case RSAPublicKey rsa -> {
                jwk.put("kty", "RSA");
                jwk.put("kid", key.kid());
                jwk.put("alg", key.algorithm().name());
                jwk.put("n", Digest.base64Url(unsigned(rsa.getModulus())));
                jwk.put("e", Digest.base64Url(unsigned(rsa.getPublicExponent())));
            }
            case ECPublicKey ec -> {
                jwk.put("kty", "EC");
                jwk.put("kid", key.kid());
                int bits = ec.getParams().getCurve().getField().getFieldSize();
                jwk.put("crv", "P-" + bits);
                jwk.put("alg", key.algorithm().name());
                jwk.put("x", coordinate(ec.getW().getAffineX(), bits));
                jwk.put("y", coordinate(ec.getW().getAffineY(), bits));
            }
            case EdECPublicKey edwards -> {
                jwk.put("kty", "OKP");
                jwk.put("kid", key.kid());
                jwk.put("crv", edwards.getParams().getName());
                jwk.put("alg", key.algorithm().name());
                jwk.put("x", Digest.base64Url(Ed25519.raw(edwards)));
            }
            default -> throw new IllegalStateException("key " + key.kid() + " is of no known kind");
        }
        return jwk;
    }

    /// As long as the field, zeros in front (RFC 7518 section 6.2.1.2).
    private static String coordinate(BigInteger number, int bits) {
        byte[] bytes = unsigned(number);
        byte[] padded = new byte[(bits + 7) / 8];
        System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
        return Digest.base64Url(padded);
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 && bytes.length > 1
                ? Arrays.copyOfRange(bytes, 1, bytes.length)
                : bytes;
    }
}
