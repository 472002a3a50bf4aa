package dev.atrium.dex.opening;

import dev.atrium.testkit.replay.Allowance;
import dev.atrium.testkit.replay.Recordings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// What this product answers otherwise than Dex on purpose, beside what the recordings name.
public final class Differences {
    private Differences() {}

    public static List<Allowance> all() {
        return Recordings.allowances(text("/differences.yaml"));
    }

    /// What is answered instead where a scenario allows a difference without saying so.
    public static JsonNode answers() {
        return Recordings.yaml(text("/answers.yaml"));
    }

    private static String text(String resource) {
        try (InputStream in = Differences.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
