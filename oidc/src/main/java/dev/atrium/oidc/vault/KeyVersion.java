package dev.atrium.oidc.vault;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.atrium.oidc.keys.Ed25519;
import dev.atrium.oidc.keys.PublishedKey;
import dev.atrium.oidc.keys.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/// One version of the key. Its id is its thumbprint (RFC 7638), so that every replica, and whoever
/// else uses the key, says the same.
///
/// @param number from 1 on
record KeyVersion(int number, PublishedKey published, Instant created) {

    String kid() {
        return published.kid();
    }

    SigningAlgorithm algorithm() {
        return published.algorithm();
    }

    /// @param type in the words of the engine
    /// @param text the key in PEM, or for Ed25519 its bytes in base64
    static KeyVersion of(String type, int number, String text, Instant created)
            throws VaultException {
        SigningAlgorithm algorithm = algorithm(type);
        try {
            PublicKey key = key(algorithm, text);
            return new KeyVersion(
                    number, new PublishedKey(thumbprint(algorithm, key), algorithm, key), created);
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException _) {
            throw new VaultException(
                    "the public key of version " + number + " is not one of type " + type, true);
        }
    }

    private static SigningAlgorithm algorithm(String type) throws VaultException {
        return switch (type) {
            case "rsa-2048", "rsa-3072", "rsa-4096" -> SigningAlgorithm.RS256;
            case "ecdsa-p256" -> SigningAlgorithm.ES256;
            case "ecdsa-p384" -> SigningAlgorithm.ES384;
            case "ecdsa-p521" -> SigningAlgorithm.ES512;
            case "ed25519" -> SigningAlgorithm.EdDSA;
            default ->
                    throw new VaultException(
                            "keys of type \""
                                    + type
                                    + "\" cannot sign tokens (expected rsa-2048, rsa-3072, rsa-4096, ecdsa-p256, ecdsa-p384, ecdsa-p521 or ed25519)",
                            true);
        };
    }

    private static PublicKey key(SigningAlgorithm algorithm, String text)
            throws GeneralSecurityException {
        byte[] bytes =
                Base64.getMimeDecoder()
                        .decode(text.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", ""));
        return switch (algorithm) {
            case RS256 -> KeyFactory.getInstance("RSA").generatePublic(spki(bytes));
            case ES256, ES384, ES512 -> KeyFactory.getInstance("EC").generatePublic(spki(bytes));
            case EdDSA ->
                    text.startsWith("-----")
                            ? KeyFactory.getInstance("Ed25519").generatePublic(spki(bytes))
                            : Ed25519.publicKey(bytes);
        };
    }

    private static X509EncodedKeySpec spki(byte[] bytes) {
        return new X509EncodedKeySpec(bytes);
    }

    private static String thumbprint(SigningAlgorithm algorithm, PublicKey key)
            throws JOSEException {
        JWK jwk =
                switch (algorithm) {
                    case RS256 -> new RSAKey.Builder((RSAPublicKey) key).build();
                    case ES256 -> new ECKey.Builder(Curve.P_256, (ECPublicKey) key).build();
                    case ES384 -> new ECKey.Builder(Curve.P_384, (ECPublicKey) key).build();
                    case ES512 -> new ECKey.Builder(Curve.P_521, (ECPublicKey) key).build();
                    case EdDSA ->
                            new OctetKeyPair.Builder(
                                            Curve.Ed25519, Base64URL.encode(Ed25519.raw(key)))
                                    .build();
                };
        return jwk.computeThumbprint().toString();
    }
}
