/// Metrics, liveness and readiness of a process, and the routes that show them. What is measured is
/// said where it happens; here is only where it is collected and read.
@NullMarked
package dev.atrium.server.telemetry;

import org.jspecify.annotations.NullMarked;
