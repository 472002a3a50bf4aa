package dev.atrium.dex.session;

import dev.atrium.kernel.Secret;
import dev.atrium.oidc.token.ProtoPair;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The value of the session cookie: id and secret, encrypted where a key is configured. The form is
/// Dex's, so that its cookies are read after a change of images, and ours after a change back.
final class SessionCookie {
    private static final int NONCE = 12;

    private final Optional<Secret> key;

    SessionCookie(Optional<Secret> key) {
        this.key = key;
    }

    /// @param nonce twelve random bytes
    String write(ProtoPair idAndSecret, byte[] nonce) {
        String plain = idAndSecret.encode();
        if (key.isEmpty()) {
            return plain;
        }
        byte[] sealed =
                crypt(Cipher.ENCRYPT_MODE, nonce, plain.getBytes(StandardCharsets.US_ASCII))
                        .orElseThrow();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
    }

    /// @return empty for anything that this server did not write
    Optional<ProtoPair> read(String value) {
        if (key.isEmpty()) {
            return ProtoPair.decode(value);
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(value);
            return bytes.length <= NONCE
                    ? Optional.empty()
                    : crypt(
                                    Cipher.DECRYPT_MODE,
                                    Arrays.copyOf(bytes, NONCE),
                                    Arrays.copyOfRange(bytes, NONCE, bytes.length))
                            .map(plain -> new String(plain, StandardCharsets.US_ASCII))
                            .flatMap(ProtoPair::decode);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> crypt(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] bytes = key.orElseThrow().reveal().getBytes(StandardCharsets.UTF_8);
            cipher.init(mode, new SecretKeySpec(bytes, "AES"), new GCMParameterSpec(128, nonce));
            return Optional.of(cipher.doFinal(input));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }
}
