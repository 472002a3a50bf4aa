package dev.atrium.oidc.keys;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;

/// One key. It is published from its creation on, signs from `signsFrom` until its successor does,
/// and stays published until everything that it signed has expired.
record SigningKey(
        String kid,
        SigningAlgorithm algorithm,
        PrivateKey privateKey,
        PublicKey publicKey,
        Instant signsFrom) {
    PublishedKey published() {
        return new PublishedKey(kid, algorithm, publicKey);
    }
}
