package dev.atrium.server.walkthrough;

import dev.atrium.storage.PostgresUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// One run of `up` with a file of its own on a database of its own.
final class Installation implements AutoCloseable {
    private final Path directory;
    private final Program up;
    private final Map<String, String> shell;

    private Installation(Path directory, Program up, Map<String, String> shell) {
        this.directory = directory;
        this.up = up;
        this.shell = shell;
    }

    /// @param flag which names the file: `--values` or `--config`
    static Installation start(PostgresUri database, int offset, String flag, String text)
            throws IOException {
        Path directory = Files.createTempDirectory("installation");
        Path file = directory.resolve("file.yaml");
        Files.writeString(file, text);
        Path data = directory.resolve("data");
        Program up =
                Program.start(
                        Map.of("POSTGRES_URI", database.whole().reveal()),
                        "up",
                        "--data",
                        data.toString(),
                        "--port-offset",
                        Integer.toString(offset),
                        flag,
                        file.toString());
        try {
            return new Installation(directory, up, up.awaitUp(data));
        } catch (IOException | RuntimeException failure) {
            up.close();
            Seeds.delete(directory);
            throw failure;
        }
    }

    /// A variable of the file that `up` writes for shells.
    String value(String name) {
        String value = shell.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not in the file for shells");
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        try (up) {
            up.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            Seeds.delete(directory);
        }
    }
}
