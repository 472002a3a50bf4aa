package dev.atrium.server.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;

/// What must answer before a part takes traffic, by name. A check that throws has failed, and its
/// message says why.
public final class Readiness {
    private final Map<String, Runnable> checks = new LinkedHashMap<>();

    public Readiness check(String name, Runnable check) {
        checks.put(name, check);
        return this;
    }

    /// Runs every check, in the order they were named.
    ///
    /// @return by name: `ok`, or what is wrong
    public Map<String, String> report() {
        Map<String, String> report = new LinkedHashMap<>();
        checks.forEach((name, check) -> report.put(name, run(check)));
        return report;
    }

    public boolean ready() {
        return report().values().stream().allMatch("ok"::equals);
    }

    private static String run(Runnable check) {
        try {
            check.run();
            return "ok";
        } catch (RuntimeException failure) {
            return failure.getMessage() == null
                    ? failure.getClass().getSimpleName()
                    : failure.getMessage();
        }
    }
}
