package dev.atrium.dex.config;

import java.util.Optional;

/// @param http where metrics and health are served; off when absent
public record TelemetryConfig(Optional<String> http, boolean enableProfiling) {
    static TelemetryConfig read(Section section, DexOverrides overrides) {
        return new TelemetryConfig(
                overrides.telemetry().or(() -> section.text("http")),
                section.flag("enableProfiling"));
    }
}
