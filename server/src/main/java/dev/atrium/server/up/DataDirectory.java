package dev.atrium.server.up;

import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The directory of one instance. Only its owner may enter it, and only one process at a time uses
/// it.
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final @Nullable FileLock lock;

    private DataDirectory(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    static DataDirectory open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        if (Files.getOwner(absolute).getName().equals(System.getProperty("user.name"))) {
            Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx--x--x"));
        }
        FileChannel channel =
                FileChannel.open(
                        absolute.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new UpException(
                    "another atrium up uses "
                            + absolute
                            + ". Stop it, or choose another directory with --data and other ports with --port-offset.");
        }
        return new DataDirectory(absolute, channel, lock);
    }

    /// Where data goes when nobody says otherwise. As root it is outside of root's home, which the
    /// account that PostgreSQL runs under cannot enter.
    static Path byDefault(Map<String, String> environment, int portOffset) {
        String name = portOffset == 0 ? "up" : "up-" + portOffset;
        if ("root".equals(System.getProperty("user.name"))) {
            return Path.of("/var/lib/atrium", name);
        }
        String share =
                Optional.ofNullable(environment.get("XDG_DATA_HOME"))
                        .filter(value -> !value.isBlank())
                        .orElse(System.getProperty("user.home") + "/.local/share");
        return Path.of(share, "atrium", name);
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /// A secret that is made once and kept beside the data that it seals.
    Secret secret(String name, RandomIds ids) throws IOException {
        Path file = path.resolve(name);
        if (!Files.exists(file)) {
            write(name, ids.token());
        }
        return Secret.of(Files.readString(file).strip());
    }

    /// Replaces a file that only its owner may read.
    Path write(String name, String content) throws IOException {
        Path file = path.resolve(name);
        Path fresh = Files.createTempFile(path, name, ".new");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(fresh, content);
        return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Writes `KEY='value'` lines that a shell can source.
    Path writeEnvironment(Map<String, String> values) throws IOException {
        return write(
                "env",
                values.entrySet().stream()
                        .map(
                                entry ->
                                        entry.getKey()
                                                + "='"
                                                + entry.getValue().replace("'", "'\\''")
                                                + "'\n")
                        .collect(Collectors.joining()));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path.resolve("env"));
        if (lock != null) {
            lock.release();
        }
        channel.close();
    }
}
