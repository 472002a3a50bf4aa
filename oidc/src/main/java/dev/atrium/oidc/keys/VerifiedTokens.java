package dev.atrium.oidc.keys;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens whose signature was found good, so that a client's next request with the same token costs
/// no arithmetic. Only the signature is remembered: expiry is compared by whoever asks, rights are
/// read at each request, and all is forgotten as soon as the keys were read anew, so that a key
/// that was taken away takes its tokens with it.
final class VerifiedTokens {
    private static final int MOST = 1_024;
    private static final int LONGEST = 8 * 1024;

    private volatile Memory memory = new Memory(new Object(), new ConcurrentHashMap<>());

    private record Memory(Object keys, Map<String, JwtVerifier.Verified> tokens) {
        @SuppressWarnings("ReferenceEquality") // what was loaded, not something with equal keys
        boolean isOf(Object loaded) {
            return keys == loaded;
        }
    }

    Optional<JwtVerifier.Verified> find(String token, Object loaded) {
        Memory now = memory;
        return now.isOf(loaded) ? Optional.ofNullable(now.tokens().get(token)) : Optional.empty();
    }

    /// @param loaded the keys before the token was verified
    void keep(String token, JwtVerifier.Verified verified, Object loaded) {
        if (token.length() > LONGEST) {
            return;
        }
        Memory now = memory;
        if (!now.isOf(loaded) || now.tokens().size() >= MOST) {
            now = new Memory(loaded, new ConcurrentHashMap<>());
            memory = now;
        }
        now.tokens().put(token, verified);
    }
}
