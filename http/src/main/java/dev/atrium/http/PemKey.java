package dev.atrium.http;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A private key as text. The JDK reads PKCS #8 only, yet the tools that make certificates also
/// write the older forms of RSA (RFC 8017 appendix A.1.2) and elliptic curves (RFC 5915).
final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN ((?:RSA |EC )?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");
    private static final byte[] RSA = {
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };
    private static final byte[] EC = {
        0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
    };
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    private PemKey() {}

    static PrivateKey read(String pem) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new GeneralSecurityException("it has no unencrypted private key");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
        return switch (block.group(1)) {
            case "RSA " -> key("RSA", wrapped(RSA, bytes));
            case "EC " -> key("EC", wrapped(sequence(join(EC, curve(bytes))), bytes));
            default -> anyKind(bytes);
        };
    }

    private static PrivateKey anyKind(byte[] pkcs8) throws GeneralSecurityException {
        try {
            return key("RSA", pkcs8);
        } catch (GeneralSecurityException _) {
            return key("EC", pkcs8);
        }
    }

    private static PrivateKey key(String kind, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return sequence(join(VERSION, algorithm, tagged(0x04, key)));
    }

    /// The name of the curve: the object identifier inside of the element `[0]`.
    private static byte[] curve(byte[] key) throws GeneralSecurityException {
        for (int index = 0; index + 4 < key.length; index++) {
            int length = key[index + 1];
            boolean named =
                    (key[index] & 0xff) == 0xa0
                            && key[index + 2] == 0x06
                            && length == key[index + 3] + 2
                            && index + 2 + length <= key.length;
            if (named) {
                byte[] name = new byte[length];
                System.arraycopy(key, index + 2, name, 0, length);
                return name;
            }
        }
        throw new GeneralSecurityException("its elliptic curve has no name");
    }

    private static byte[] sequence(byte[] content) {
        return tagged(0x30, content);
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
