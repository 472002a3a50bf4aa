package dev.atrium.oidc.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/// How tokens are signed (RFC 7518 section 3). Signatures are in the form of a JWS, which for
/// elliptic curves is not the one that certificates use.
public enum SigningAlgorithm {
    RS256("RSA", "SHA256withRSA"),
    ES256("EC", "SHA256withECDSAinP1363Format");

    private final String keys;
    private final String signature;

    SigningAlgorithm(String keys, String signature) {
        this.keys = keys;
        this.signature = signature;
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

    static JWSVerifier verifier(PublicKey key) throws JOSEException {
        return switch (key) {
            case RSAPublicKey rsa -> new RSASSAVerifier(rsa);
            case ECPublicKey ec -> new ECDSAVerifier(ec);
            default -> throw new JOSEException("a key of the kind " + key.getAlgorithm());
        };
    }
}
