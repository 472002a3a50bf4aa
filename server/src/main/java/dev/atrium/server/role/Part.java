package dev.atrium.server.role;

import dev.atrium.server.telemetry.Readiness;

/// A running role.
public interface Part extends AutoCloseable {
    String name();

    Readiness readiness();

    @Override
    void close();
}
