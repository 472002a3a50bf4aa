package dev.atrium.oidc.keys;

import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/// One RSA key. It is published from its creation on, signs from `signsFrom` until its successor
/// does, and stays published until everything that it signed has expired.
record SigningKey(String kid, RSAPrivateKey privateKey, RSAPublicKey publicKey, Instant signsFrom) {
    static final String ALGORITHM = "RS256";
}
