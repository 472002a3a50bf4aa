package dev.atrium.storage.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL programs for this machine, unpacked from the class path.
final class PostgresBinaries {
    private static final String VERSION = "18.6";

    private PostgresBinaries() {}

    /// @return the directory with `bin`, `lib` and `share`, unpacked below `parent` unless it is
    ///     there already
    /// @throws EmbeddedPostgresException when this build has no binaries for the machine
    static Path unpack(Path parent) throws IOException {
        Path home = parent.resolve("postgresql-" + VERSION);
        if (Files.isExecutable(home.resolve("bin/postgres"))) {
            return home;
        }
        String archive = "/postgres-" + platform() + ".txz";
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new EmbeddedPostgresException(
                        "this build carries no PostgreSQL for "
                                + platform()
                                + ". Start one yourself and set POSTGRES_URI=postgresql://user:password@host:5432/database.");
            }
            // Unpacked beside and renamed, so that a start that was cut off leaves no half of it.
            Path partial = Files.createTempDirectory(parent, "unpacking-");
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
            extract(packed, partial);
            try {
                Files.move(partial, home);
            } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException _) {
                Directories.delete(partial);
            }
        }
        return home;
    }

    private static void extract(InputStream packed, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException(
                            "the archive has an entry outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path,
                            PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static String platform() {
        String os =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac")
                        ? "darwin"
                        : "linux";
        String machine = System.getProperty("os.arch", "");
        boolean arm = machine.equals("aarch64") || machine.equals("arm64");
        return os + "-" + (arm ? "arm_64" : "x86_64");
    }
}
