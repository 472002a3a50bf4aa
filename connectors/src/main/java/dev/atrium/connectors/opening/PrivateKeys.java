package dev.atrium.connectors.opening;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Private keys as PEM files give them: PKCS #8, or PKCS #1 for RSA.
final class PrivateKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (RSA |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

    /// Version 0 and the algorithm rsaEncryption without parameters (RFC 5208 section 5).
    private static final byte[] RSA_HEADER = {
        2, 1, 0, 48, 13, 6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
    };

    private PrivateKeys() {}

    static PrivateKey read(String pem) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new GeneralSecurityException("there is no unencrypted private key in it");
        }
        byte[] der = Base64.getMimeDecoder().decode(block.group(2));
        byte[] whole = block.group(1).isEmpty() ? der : wrapped(der);
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(whole));
            } catch (java.security.spec.InvalidKeySpecException _) {
                // It is one of the others.
            }
        }
        throw new GeneralSecurityException("its private key is neither RSA nor EC nor Ed25519");
    }

    private static byte[] wrapped(byte[] rsa) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_HEADER);
        content.writeBytes(tagged(4, rsa));
        return tagged(48, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
