package dev.atrium.dex.client;

import java.util.Arrays;
import java.util.Optional;

/// What a client's refresh tokens end with.
public enum RefreshLifetime {
    /// Nothing said, which means the same as `STANDALONE`.
    UNSET(""),
    STANDALONE("standalone"),
    /// The browser session that gave them.
    SESSION("session");

    private final String wire;

    RefreshLifetime(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static Optional<RefreshLifetime> of(String wire) {
        return Arrays.stream(values()).filter(lifetime -> lifetime.wire.equals(wire)).findFirst();
    }
}
