package dev.atrium.storage;

import dev.atrium.kernel.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The key that secrets at rest are sealed under, and the only code that seals and opens. A sealed
/// value is `version(1) | key id(4) | nonce(12) | ciphertext and tag`; the purpose and the row it
/// belongs to are associated data, so that a value copied to another row or column does not open.
/// AES-256-GCM, NIST SP 800-38D.
public final class MasterKey {
    private static final String AES_GCM = "AES/GCM/NoPadding";
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int HEADER = 1 + 4 + NONCE;

    private static final int MOST_KEPT = 256;

    private final byte[] key;
    private final byte[] id;
    private final SecureRandom random;
    private final Provider aes;
    // Purposes are few; those that name a day leave with the next clearing.
    private final Map<String, SecretKeySpec> sealing = new ConcurrentHashMap<>();

    private MasterKey(byte[] key, SecureRandom random) {
        this.key = key;
        this.id = Arrays.copyOf(hmac(key, "id".getBytes(StandardCharsets.UTF_8)), 4);
        this.random = random;
        this.aes = aes();
    }

    /// Looking through all providers takes longer than to seal.
    private static Provider aes() {
        try {
            return Cipher.getInstance(AES_GCM).getProvider();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("AES-GCM is missing", missing);
        }
    }

    /// Derives the key from a configured secret of any length (HKDF-Extract, RFC 5869 section 2.2).
    public static MasterKey of(Secret configured, SecureRandom random) {
        if (configured.isEmpty()) {
            throw new IllegalArgumentException("the master key is empty");
        }
        return new MasterKey(
                hmac(
                        "atrium master key".getBytes(StandardCharsets.UTF_8),
                        configured.reveal().getBytes(StandardCharsets.UTF_8)),
                random);
    }

    /// Names the key without revealing it; eight hexadecimal digits.
    public String id() {
        return HexFormat.of().formatHex(id);
    }

    /// @param purpose the column or use, such as `oidc.signing_keys`
    /// @param row the identity of the row
    public byte[] seal(String purpose, String row, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] cipher = crypt(Cipher.ENCRYPT_MODE, purpose, row, nonce, plain);
        return ByteBuffer.allocate(HEADER + cipher.length)
                .put(VERSION)
                .put(id)
                .put(nonce)
                .put(cipher)
                .array();
    }

    /// @throws UnsealException when the value was changed, belongs elsewhere or was sealed under
    ///     another key
    public byte[] open(String purpose, String row, byte[] sealed) {
        if (sealed.length < HEADER + 16 || sealed[0] != VERSION) {
            throw new UnsealException(purpose, "it is not a sealed value");
        }
        if (!Arrays.equals(sealed, 1, 5, id, 0, 4)) {
            throw new UnsealException(
                    purpose,
                    "it was sealed under master key "
                            + HexFormat.of().formatHex(sealed, 1, 5)
                            + ", this one is "
                            + id());
        }
        byte[] nonce = new byte[NONCE];
        System.arraycopy(sealed, 5, nonce, 0, NONCE);
        byte[] cipher = new byte[sealed.length - HEADER];
        System.arraycopy(sealed, HEADER, cipher, 0, cipher.length);
        try {
            return crypt(Cipher.DECRYPT_MODE, purpose, row, nonce, cipher);
        } catch (IllegalStateException _) {
            throw new UnsealException(purpose, "it was changed or belongs to another row");
        }
    }

    /// A key for one purpose, so that no two uses share one (HKDF-Expand, RFC 5869 section 2.3).
    public byte[] derive(String purpose) {
        byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
        return hmac(key, ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array());
    }

    private SecretKeySpec sealing(String purpose) {
        if (sealing.size() >= MOST_KEPT) {
            sealing.clear();
        }
        return sealing.computeIfAbsent(
                purpose, each -> new SecretKeySpec(derive("seal:" + each), "AES"));
    }

    private byte[] crypt(int mode, String purpose, String row, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(AES_GCM, aes);
            cipher.init(mode, sealing(purpose), new GCMParameterSpec(128, nonce));
            cipher.updateAAD((purpose + "\0" + row).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("AES-GCM failed", failure);
        }
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("HMAC-SHA256 is missing", failure);
        }
    }

    /// A sealed value that does not open. The message names the purpose, never the content.
    public static final class UnsealException extends RuntimeException {
        UnsealException(String purpose, String reason) {
            super("a sealed value of " + purpose + " does not open: " + reason, null, false, false);
        }
    }
}
