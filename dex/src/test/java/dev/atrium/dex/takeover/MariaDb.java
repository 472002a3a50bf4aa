package dev.atrium.dex.takeover;

import dev.atrium.storage.embedded.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/// Debian's MariaDB on loopback, for as long as a test takes.
public final class MariaDb implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");

    private final Process process;
    private final int port;

    private MariaDb(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static boolean installed() {
        return Files.isExecutable(SERVER);
    }

    /// @param folder an empty one
    public static MariaDb start(Path folder) {
        try {
            int port = FreePort.choose();
            String data = "--datadir=" + folder.resolve("data");
            Path log = folder.resolve("log");
            int made =
                    new ProcessBuilder(
                                    "mariadb-install-db",
                                    "--no-defaults",
                                    "--user=root",
                                    "--auth-root-authentication-method=normal",
                                    "--skip-test-db",
                                    data)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start()
                            .waitFor();
            if (made != 0) {
                throw new IllegalStateException(Files.readString(log));
            }
            Process process =
                    new ProcessBuilder(
                                    List.of(
                                            SERVER.toString(),
                                            "--no-defaults",
                                            "--user=root",
                                            data,
                                            "--port=" + port,
                                            "--bind-address=127.0.0.1",
                                            "--socket=" + folder.resolve("socket"),
                                            "--pid-file=" + folder.resolve("pid")))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            MariaDb server = new MariaDb(process, port);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(server::answers);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(url(""))) {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    /// @param database empty for none
    String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root&sslMode=disable";
    }

    /// The address of a database that has the dump.
    public String filled(RealDex dex) {
        RealDex.run(url(""), "create database dex");
        RealDex.run(url("dex"), dex.dump());
        return "mysql://root@127.0.0.1:" + port + "/dex?tls=false";
    }

    @Override
    public void close() {
        process.destroy();
    }
}
