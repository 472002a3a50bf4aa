package dev.atrium.testkit.vault;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/// One version of a key with its private part.
record KeyMaterial(String type, KeyPair pair, Instant created) {
    /// What stands before a SHA-256 in a signature of PKCS #1 v1.5 (RFC 8017 section 9.2).
    private static final byte[] SHA_256 =
            HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    static KeyMaterial of(String type, Instant created) throws GeneralSecurityException {
        KeyPairGenerator generator =
                KeyPairGenerator.getInstance(
                        type.startsWith("rsa")
                                ? "RSA"
                                : type.startsWith("ecdsa") ? "EC" : "Ed25519");
        switch (type) {
            case "rsa-2048" -> generator.initialize(2048);
            case "rsa-3072" -> generator.initialize(3072);
            case "ecdsa-p256" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case "ecdsa-p384" -> generator.initialize(new ECGenParameterSpec("secp384r1"));
            case "ecdsa-p521" -> generator.initialize(new ECGenParameterSpec("secp521r1"));
            case "ed25519" -> {}
            default -> throw new IllegalArgumentException(type);
        }
        return new KeyMaterial(type, generator.generateKeyPair(), created);
    }

    /// PEM, and for Ed25519 the bare key.
    String published() {
        byte[] encoded = pair.getPublic().getEncoded();
        if (type.equals("ed25519")) {
            return Base64.getEncoder()
                    .encodeToString(
                            Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        }
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
    }

    /// In the alphabet of URLs, as `marshaling_algorithm: jws` has it.
    String sign(JsonNode asked) throws GeneralSecurityException {
        if (!asked.path("marshaling_algorithm").asString("").equals("jws")) {
            throw new IllegalArgumentException("only jws is played here");
        }
        byte[] input = Base64.getDecoder().decode(asked.path("input").asString(""));
        boolean prehashed = asked.path("prehashed").asBoolean(false);
        if (prehashed == type.equals("ed25519")) {
            throw new IllegalArgumentException("prehashed does not fit the type of the key");
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature(asked, input));
    }

    private byte[] signature(JsonNode asked, byte[] input) throws GeneralSecurityException {
        String hash = asked.path("hash_algorithm").asString("");
        if (pair.getPublic() instanceof RSAPublicKey) {
            if (!asked.path("signature_algorithm").asString("").equals("pkcs1v15")) {
                throw new IllegalArgumentException("tokens are signed by pkcs1v15");
            }
            expect(hash, "sha2-256", input, 32);
            byte[] whole = Arrays.copyOf(SHA_256, SHA_256.length + input.length);
            System.arraycopy(input, 0, whole, SHA_256.length, input.length);
            return sign("NONEwithRSA", whole);
        }
        switch (type) {
            case "ecdsa-p256" -> expect(hash, "sha2-256", input, 32);
            case "ecdsa-p384" -> expect(hash, "sha2-384", input, 48);
            case "ecdsa-p521" -> expect(hash, "sha2-512", input, 64);
            default -> {}
        }
        return sign(type.equals("ed25519") ? "Ed25519" : "NONEwithECDSAinP1363Format", input);
    }

    private static void expect(String hash, String expected, byte[] input, int length) {
        if (!hash.equals(expected) || input.length != length) {
            throw new IllegalArgumentException(
                    "the input is not a " + expected + " of " + length + " bytes");
        }
    }

    private byte[] sign(String algorithm, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(input);
        return signature.sign();
    }
}
