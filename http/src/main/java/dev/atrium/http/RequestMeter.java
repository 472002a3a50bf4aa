package dev.atrium.http;

import java.time.Duration;

/// Counts requests in a role's own way, beside the metrics that every server has.
@FunctionalInterface
public interface RequestMeter {
    /// @param route the path as the role wrote it; empty when no route matched
    /// @param bytes of the body
    void finished(String route, String method, int status, Duration took, long bytes);
}
