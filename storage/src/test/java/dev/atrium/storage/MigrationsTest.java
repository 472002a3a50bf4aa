package dev.atrium.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.kernel.RandomIds;
import dev.atrium.storage.embedded.EmbeddedPostgres;
import dev.atrium.storage.embedded.FreePort;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final String SCHEMA = "probe";
    private static final String HISTORY = "probe.atrium_migrations";
    private static EmbeddedPostgres postgres;
    private static Database database;

    @BeforeAll
    static void start() throws IOException {
        Path parent = Files.createTempDirectory("migrations-test");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        postgres =
                EmbeddedPostgres.throwaway(
                        parent.resolve("pg"),
                        FreePort.choose(),
                        new RandomIds(new SecureRandom(), Clock.systemUTC()));
        database =
                Database.open(
                        postgres.uri(), PoolSettings.DEFAULT, "test", new SimpleMeterRegistry());
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void nothing_there() {
        run("drop schema if exists probe cascade");
    }

    @Test
    void are_applied_once() {
        assertThat(migrations().up()).isOne();
        assertThat(migrations().up()).isZero();
        assertThat(migrations().complete()).isTrue();
        assertThat(migrations().status())
                .contains(new Migrations.Migration("202601010000", "probe", true));
    }

    @Test
    void a_schema_that_this_build_brought_up_to_date_is_not_looked_into_again() {
        migrations().up();
        // Flyway would refuse this history.
        run("update " + HISTORY + " set checksum = 1 where version = '202601010000'");

        assertThat(migrations().up()).isZero();
    }

    @Test
    void a_schema_of_another_build_is() {
        migrations().up();
        run("update " + HISTORY + " set checksum = 1 where version = '202601010000'");
        run("comment on table " + HISTORY + " is '1 files, 00000000'");

        assertThatThrownBy(() -> migrations().up())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("checksum mismatch");
    }

    @Test
    void without_a_mark_the_schema_is_looked_into_and_marked() {
        migrations().up();
        run("comment on table " + HISTORY + " is null");

        assertThat(migrations().up()).isZero();
        assertThat(mark()).contains("of the probe");
    }

    @Test
    void the_build_tells_its_own_files_from_other_ones() {
        assertThat(MigrationFiles.fingerprint(List.of("migrations/atrium")))
                .hasValueSatisfying(text -> assertThat(text).matches("[0-9a-f]{64}"));
        assertThat(MigrationFiles.fingerprint(List.of("migrations/atrium", "migrations/none")))
                .isEmpty();
    }

    @Test
    void a_role_that_does_not_own_the_tables_leaves_no_mark() {
        migrations().up();
        run("comment on table " + HISTORY + " is null");
        run("create role guest login password 'guest'");
        run("grant all on schema probe to guest");
        run("grant all on all tables in schema probe to guest");
        PostgresUri uri =
                PostgresUri.parse(
                        postgres.uri().whole().reveal().replaceFirst("//[^@]*@", "//guest:guest@"));

        try (Database guest =
                Database.open(uri, PoolSettings.DEFAULT, "guest", new SimpleMeterRegistry())) {
            assertThat(new Migrations(guest, SCHEMA, "migrations/probe").up()).isZero();
        }

        assertThat(mark()).isEmpty();
    }

    @Test
    void a_schema_that_is_not_ours_is_left_alone() {
        run("create schema probe create table probe.theirs (id int)");

        assertThatThrownBy(() -> migrations().up())
                .isInstanceOf(Migrations.ForeignSchemaException.class);
    }

    private static Migrations migrations() {
        return new Migrations(database, SCHEMA, "migrations/probe");
    }

    private static Optional<String> mark() {
        return database.read(
                tx ->
                        tx.sql()
                                .createQuery("select obj_description(:table::regclass)")
                                .bind("table", HISTORY)
                                .mapTo(String.class)
                                .findOne());
    }

    private static void run(String statement) {
        database.writing(tx -> tx.sql().execute(statement));
    }
}
