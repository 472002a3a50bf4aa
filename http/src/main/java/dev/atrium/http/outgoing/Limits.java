package dev.atrium.http.outgoing;

import java.time.Duration;

/// @param deadline for the whole exchange, the last byte included
/// @param answer bytes of a body at most
public record Limits(Duration deadline, int answer) {
    public static final Limits STANDARD = new Limits(Duration.ofSeconds(10), 1 << 20);
}
