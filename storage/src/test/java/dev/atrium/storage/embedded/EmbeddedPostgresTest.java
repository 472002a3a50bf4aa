package dev.atrium.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.kernel.RandomIds;
import dev.atrium.storage.Database;
import dev.atrium.storage.PoolSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {
    private final RandomIds ids = new RandomIds(new SecureRandom(), Clock.systemUTC());
    private Path directory;

    @BeforeEach
    void prepare() throws IOException {
        directory = Files.createTempDirectory("embedded-postgres");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void remove() throws IOException {
        Directories.delete(directory);
    }

    @Test
    void keeps_what_was_committed_over_a_restart() throws IOException {
        Path data = directory.resolve("up");
        int port = FreePort.choose();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(data, port, ids);
                Database database = open(postgres)) {
            database.writing(tx -> tx.sql().execute("create table kept (value text)"));
            database.writing(tx -> tx.sql().execute("insert into kept values ('yes')"));
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.durable(data, port, ids);
                Database database = open(postgres)) {
            assertThat(values(database)).isEqualTo("yes");
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
        }
        assertThat(Postmaster.of(data.resolve("data"))).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void takes_over_the_server_that_a_killed_process_left_behind() throws IOException {
        Path data = directory.resolve("up");
        int port = FreePort.choose();
        EmbeddedPostgres left = EmbeddedPostgres.durable(data, port, ids);
        long process = Postmaster.of(data.resolve("data")).orElseThrow().process().pid();
        try (EmbeddedPostgres adopted = EmbeddedPostgres.durable(data, port, ids)) {
            assertThat(Postmaster.of(data.resolve("data")).orElseThrow().process().pid())
                    .isEqualTo(process);
            assertThat(adopted.uri()).isEqualTo(left.uri());
        }
        assertThat(ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    }

    @Test
    void says_in_one_sentence_that_a_port_is_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(
                            () ->
                                    EmbeddedPostgres.durable(
                                            directory.resolve("up"), taken.getLocalPort(), ids))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessage(
                            "port "
                                    + taken.getLocalPort()
                                    + " is taken, so PostgreSQL cannot start. Stop what listens there, or choose other ports with --port-offset.");
        }
    }

    @Test
    void a_throwaway_leaves_nothing_behind() throws IOException {
        Path data = directory.resolve("memory");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.throwaway(data, FreePort.choose(), ids);
                Database database = open(postgres)) {
            assertThat(setting(database, "server_version")).startsWith("18");
        }
        assertThat(data).doesNotExist();
    }

    private static Database open(EmbeddedPostgres postgres) {
        return Database.open(
                postgres.uri(),
                PoolSettings.DEFAULT.withMaxOpen(2),
                "test",
                new SimpleMeterRegistry());
    }

    private static String values(Database database) {
        return database.read(
                tx -> tx.sql().createQuery("select value from kept").mapTo(String.class).one());
    }

    private static String setting(Database database, String name) {
        return database.read(
                tx ->
                        tx.sql()
                                .createQuery("select current_setting(:name)")
                                .bind("name", name)
                                .mapTo(String.class)
                                .one());
    }
}
