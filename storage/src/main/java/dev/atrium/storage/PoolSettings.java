package dev.atrium.storage;

import java.time.Duration;

/// @param maxOpen connections at most
/// @param minIdle connections kept ready
/// @param acquireTimeout how long a request waits for a free connection before it is refused
/// @param maxIdleTime after which an unused connection is closed
/// @param maxLifetime after which a connection is replaced; zero for never
public record PoolSettings(
        int maxOpen,
        int minIdle,
        Duration acquireTimeout,
        Duration maxIdleTime,
        Duration maxLifetime) {
    public static final PoolSettings DEFAULT =
            new PoolSettings(
                    20, 2, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(30));

    public PoolSettings {
        if (maxOpen < 1 || minIdle < 0 || minIdle > maxOpen) {
            throw new IllegalArgumentException(
                    "a pool of " + maxOpen + " connections cannot keep " + minIdle + " idle");
        }
    }

    public PoolSettings withMaxOpen(int count) {
        return new PoolSettings(
                count, Math.min(minIdle, count), acquireTimeout, maxIdleTime, maxLifetime);
    }
}
