package dev.atrium.console.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How a session is found: the SHA-256 digest of its cookie's value, which itself is stored
/// nowhere.
public record SessionKey(String hex) {
    public static SessionKey ofCookie(String value) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(value.getBytes(StandardCharsets.UTF_8));
            return new SessionKey(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing", impossible);
        }
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
