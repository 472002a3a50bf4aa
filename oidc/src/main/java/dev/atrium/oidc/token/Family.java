package dev.atrium.oidc.token;

import java.time.Instant;
import java.util.Optional;

/// All refresh tokens that one login gave, of which one is current.
///
/// @param generation grows with each rotation
/// @param sealedSuccessor the current secret, which only the previous one opens
record Family(
        String id,
        int generation,
        byte[] secretHash,
        Optional<byte[]> previousHash,
        Optional<byte[]> sealedSuccessor,
        Grant grant,
        Instant created,
        Instant lastUsed) {}
