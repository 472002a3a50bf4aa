package dev.atrium.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A server that is already running on a data directory, read from the `postmaster.pid` that
/// PostgreSQL keeps there: process id, data directory, start time in epoch seconds, port, each on
/// its line.
record Postmaster(ProcessHandle process, int port) {
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(5);

    /// Empty when there is none, or when the process of that number is another one: numbers are
    /// reused.
    static Optional<Postmaster> of(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
            boolean here = Path.of(lines.get(1).strip()).equals(data);
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> here && startedAt(process, started))
                    .map(
                            process ->
                                    new Postmaster(
                                            process, Integer.parseInt(lines.get(3).strip())));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static boolean startedAt(ProcessHandle process, Instant expected) {
        return process.info()
                .startInstant()
                .map(actual -> Duration.between(actual, expected).abs().compareTo(CLOCK_SLACK) < 0)
                .orElse(false);
    }
}
