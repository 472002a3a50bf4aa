package dev.atrium.oidc.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.atrium.oidc.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;

/// How tokens are signed (RFC 7518 section 3, RFC 8037), named as in their headers. Signatures are
/// in the form of a JWS, which for elliptic curves is not the one that certificates use.
public enum SigningAlgorithm {
    RS256("RSA", "SHA256withRSA", "SHA-256"),
    ES256("EC", "SHA256withECDSAinP1363Format", "SHA-256"),
    ES384("EC", "SHA384withECDSAinP1363Format", "SHA-384"),
    ES512("EC", "SHA512withECDSAinP1363Format", "SHA-512"),
    EdDSA("Ed25519", "Ed25519", "SHA-512");

    private final String keys;
    private final String signature;
    private final String hash;

    SigningAlgorithm(String keys, String signature, String hash) {
        this.keys = keys;
        this.signature = signature;
        this.hash = hash;
    }

    /// With the hash that belongs to the algorithm. Ed25519 hashes with SHA-512 itself (RFC 8032
    /// section 5.1), so that is the one for what goes with such a token.
    public byte[] hash(byte[] input) {
        try {
            return MessageDigest.getInstance(hash).digest(input);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(hash + " is missing", missing);
        }
    }

    /// `at_hash` and `c_hash` in a token that is signed this way: the left half of the hash (OpenID
    /// Connect Core section 3.1.3.6).
    public String leftHalf(String token) {
        byte[] whole = hash(token.getBytes(StandardCharsets.US_ASCII));
        return Digest.base64Url(Arrays.copyOf(whole, whole.length / 2));
    }

    /// The name that [java.security.Signature] knows.
    String signature() {
        return signature;
    }

    KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keys);
            generator.initialize(
                    switch (this) {
                        case RS256 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
                        case ES256 -> new ECGenParameterSpec("secp256r1");
                        case ES384 -> new ECGenParameterSpec("secp384r1");
                        case ES512 -> new ECGenParameterSpec("secp521r1");
                        case EdDSA -> NamedParameterSpec.ED25519;
                    });
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(keys + " is missing", missing);
        }
    }

    KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance(keys);
    }

    /// Whether a token claims to be signed this way. Keys say how they sign; the token does not
    /// choose.
    boolean matches(JWSAlgorithm claimed) {
        return name().equals(claimed.getName());
    }

    static boolean verifies(PublicKey key, JWSObject token) throws JOSEException {
        return switch (key) {
            case RSAPublicKey rsa -> token.verify(new RSASSAVerifier(rsa));
            case ECPublicKey ec -> token.verify(new ECDSAVerifier(ec));
            case EdECPublicKey edwards -> verifies(edwards, token);
            default -> throw new JOSEException("a key of the kind " + key.getAlgorithm());
        };
    }

    private static boolean verifies(EdECPublicKey key, JWSObject token) {
        if (token.getHeader().getCriticalParams() != null) {
            // None is understood here (RFC 7515 section 4.1.11).
            return false;
        }
        try {
            Signature signature = Signature.getInstance(EdDSA.signature);
            signature.initVerify(key);
            signature.update(token.getSigningInput());
            return signature.verify(token.getSignature().decode());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
