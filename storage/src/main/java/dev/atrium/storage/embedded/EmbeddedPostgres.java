package dev.atrium.storage.embedded;

import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.PostgresUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A PostgreSQL 18 that lives below one directory and listens on 127.0.0.1 only. What it has
/// committed survives the death of this process and of the machine: fsync stays on.
///
/// A server that a killed process left behind is taken over when it is provably the one of this
/// directory.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String SUPERUSER = "atrium";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ProcessHandle postmaster;
    private final PostgresUri uri;
    private final Optional<Path> throwaway;

    private EmbeddedPostgres(ProcessHandle postmaster, PostgresUri uri, Optional<Path> throwaway) {
        this.postmaster = postmaster;
        this.uri = uri;
        this.throwaway = throwaway;
    }

    /// Starts the server of `directory`, which is created and kept.
    ///
    /// @param port on 127.0.0.1
    /// @throws EmbeddedPostgresException when it cannot start; the message says why and what to do
    public static EmbeddedPostgres durable(Path directory, int port, RandomIds ids)
            throws IOException {
        return start(directory.toAbsolutePath(), port, ids, Optional.empty());
    }

    /// Starts a server whose directory is deleted when it is closed.
    public static EmbeddedPostgres throwaway(Path directory, int port, RandomIds ids)
            throws IOException {
        Path own = directory.toAbsolutePath();
        Postmaster.of(own.resolve("data")).ifPresent(left -> stop(left.process()));
        Directories.delete(own);
        return start(own, port, ids, Optional.of(own));
    }

    public PostgresUri uri() {
        return uri;
    }

    /// Ends the server as PostgreSQL's fast shutdown does: sessions are cut, everything committed
    /// is kept.
    @Override
    public void close() throws IOException {
        stop(postmaster);
        if (throwaway.isPresent()) {
            Directories.delete(throwaway.orElseThrow());
        }
    }

    private static EmbeddedPostgres start(
            Path directory, int port, RandomIds ids, Optional<Path> throwaway) throws IOException {
        ServerAccount account = ServerAccount.choose();
        Directories.createPrivate(directory);
        account.own(directory);
        Path home = PostgresBinaries.unpack(directory);
        Path data = directory.resolve("data");
        Secret password = password(directory, ids);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialize(account, home, data, password);
        }
        PostgresUri uri =
                PostgresUri.parse(
                        "postgresql://"
                                + SUPERUSER
                                + ":"
                                + password.reveal()
                                + "@127.0.0.1:"
                                + port
                                + "/postgres");
        Optional<Postmaster> left = Postmaster.of(data);
        if (left.isPresent() && left.orElseThrow().port() == port && answers(uri)) {
            return new EmbeddedPostgres(
                    left.orElseThrow().process(), uri.withDatabase("atrium"), throwaway);
        }
        left.ifPresent(old -> stop(old.process()));
        Process process = launch(account, home, directory, data, port);
        await(process, uri, directory, port);
        createDatabase(uri);
        return new EmbeddedPostgres(process.toHandle(), uri.withDatabase("atrium"), throwaway);
    }

    private static Secret password(Path directory, RandomIds ids) throws IOException {
        Path file = directory.resolve("postgres.password");
        if (!Files.exists(file)) {
            Directories.writePrivate(file, ids.token());
        }
        return Secret.of(Files.readString(file).strip());
    }

    private static void initialize(ServerAccount account, Path home, Path data, Secret password)
            throws IOException {
        // Made in a directory beside and renamed: an initdb that was cut off is started over.
        Path fresh = data.resolveSibling("data.new");
        Directories.delete(fresh);
        Directories.createPrivate(fresh);
        account.own(fresh);
        Path passwordFile = data.resolveSibling("initdb.password");
        Directories.writePrivate(passwordFile, password.reveal());
        account.own(passwordFile);
        List<String> arguments =
                List.of(
                        "--pgdata=" + fresh,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-instructions");
        Process process =
                new ProcessBuilder(
                                account.command(home.resolve("bin/initdb").toString(), arguments))
                        .redirectErrorStream(true)
                        .start();
        String output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        int exit = waitFor(process);
        Files.deleteIfExists(passwordFile);
        if (exit != 0) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL's initdb failed in "
                            + data
                            + " (exit "
                            + exit
                            + "): "
                            + lastLine(output));
        }
        Files.move(fresh, data);
    }

    private static Process launch(
            ServerAccount account, Path home, Path directory, Path data, int port)
            throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-D", data.toString(),
                                "-p", Integer.toString(port),
                                "-c", "listen_addresses=127.0.0.1",
                                "-c", "unix_socket_directories=",
                                "-c", "max_connections=200",
                                "-c", "shared_buffers=64MB",
                                "-c", "log_timezone=UTC",
                                "-c", "timezone=UTC"));
        Path log = directory.resolve("postgres.log");
        return new ProcessBuilder(
                        account.command(home.resolve("bin/postgres").toString(), arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
    }

    private static void await(Process process, PostgresUri uri, Path directory, int port)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(uri)) {
            if (!process.isAlive()) {
                String log = Files.readString(directory.resolve("postgres.log"));
                throw new EmbeddedPostgresException(
                        log.contains("could not bind")
                                ? "port "
                                        + port
                                        + " is taken, so PostgreSQL cannot start. Stop what listens there, or choose other ports with --port-offset."
                                : "PostgreSQL did not start; the end of "
                                        + directory.resolve("postgres.log")
                                        + " says: "
                                        + lastLine(log));
            }
            if (System.nanoTime() > deadline) {
                process.destroy();
                throw new EmbeddedPostgresException(
                        "PostgreSQL did not answer within "
                                + PATIENCE.toSeconds()
                                + " s; see "
                                + directory.resolve("postgres.log"));
            }
            sleep(Duration.ofMillis(25));
        }
    }

    private static boolean answers(PostgresUri uri) {
        try (var _ = DriverManager.getConnection("jdbc:" + address(uri), credentials(uri))) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private static void createDatabase(PostgresUri uri) {
        try (var connection =
                        DriverManager.getConnection("jdbc:" + address(uri), credentials(uri));
                var statement = connection.createStatement();
                var existing =
                        statement.executeQuery(
                                "select 1 from pg_database where datname = 'atrium'")) {
            if (!existing.next()) {
                try (var create = connection.createStatement()) {
                    create.execute("create database atrium");
                }
            }
        } catch (SQLException failure) {
            throw new EmbeddedPostgresException(
                    "the database could not be created: " + failure.getMessage());
        }
    }

    private static String address(PostgresUri uri) {
        return "postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database();
    }

    private static Properties credentials(PostgresUri uri) {
        Properties properties = new Properties();
        uri.user().ifPresent(user -> properties.setProperty("user", user));
        uri.password().ifPresent(password -> properties.setProperty("password", password.reveal()));
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "5");
        return properties;
    }

    private static void stop(ProcessHandle process) {
        try {
            // SIGINT is PostgreSQL's fast shutdown; Java's destroy() would send SIGTERM, which
            // waits for open sessions.
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException _) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return -1;
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String lastLine(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "nothing" : lines.getLast();
    }
}
