package dev.atrium.testkit.replay;

import java.util.Map;
import java.util.Optional;

/// Where the servers of a scenario listen.
///
/// @param bases base URLs by the names that scenarios use, such as `telemetry`; `issuer` is the
///     server under test
public record Servers(Map<String, String> bases) {
    public Servers {
        bases = Map.copyOf(bases);
    }

    String base(String name) {
        return Optional.ofNullable(bases.get(name))
                .orElseThrow(() -> new CannotPlay("no server is called " + name));
    }

    String issuer() {
        return base("issuer");
    }

    /// Whether a browser of the scenario would go on to this address.
    boolean serves(String address) {
        return bases.values().stream()
                .anyMatch(base -> address.equals(base) || address.startsWith(base + "/"));
    }
}
