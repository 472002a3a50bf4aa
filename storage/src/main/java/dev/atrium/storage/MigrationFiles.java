package dev.atrium.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The SQL files that this build brings for a schema.
final class MigrationFiles {
    private MigrationFiles() {}

    /// A text that is another one as soon as a file is added, removed, renamed or changed. The
    /// build wrote it beside them, since a start has no time to read them all.
    ///
    /// @param locations class path folders
    /// @return empty where a folder has none, as in a class path that no build has made
    static Optional<String> fingerprint(List<String> locations) {
        List<String> each = new ArrayList<>();
        for (String location : locations) {
            Optional<String> one = read(location + "/fingerprint");
            if (one.isEmpty()) {
                return Optional.empty();
            }
            each.add(one.orElseThrow());
        }
        return Optional.of(String.join(" ", each));
    }

    private static Optional<String> read(String resource) {
        try (@Nullable InputStream in =
                MigrationFiles.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(resource + " cannot be read", failure);
        }
    }
}
