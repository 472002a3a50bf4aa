package dev.atrium.oidc.keys;

import java.security.PublicKey;

/// What everybody may know of a key, by which they check what it signed.
public record PublishedKey(String kid, SigningAlgorithm algorithm, PublicKey publicKey) {}
