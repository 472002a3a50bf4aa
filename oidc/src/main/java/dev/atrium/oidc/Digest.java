package dev.atrium.oidc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The hashes that the protocol and the stores need.
public final class Digest {
    private static final String HMAC = "HmacSHA256";
    // Looking through all providers takes longer than the hash.
    private static final Provider PROVIDER = provider();

    private Digest() {}

    private static Provider provider() {
        try {
            return Mac.getInstance(HMAC).getProvider();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("HMAC-SHA256 is missing", missing);
        }
    }

    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("SHA-256 is missing", missing);
        }
    }

    public static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance(HMAC, PROVIDER);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("HMAC-SHA256 is missing", failure);
        }
    }

    public static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Compares in constant time.
    public static boolean same(byte[] left, byte[] right) {
        return MessageDigest.isEqual(left, right);
    }
}
