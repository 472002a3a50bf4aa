package dev.atrium.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.embedded.EmbeddedPostgres;
import dev.atrium.storage.embedded.FreePort;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final RandomIds IDS = new RandomIds(new SecureRandom(), Clock.systemUTC());
    private static EmbeddedPostgres postgres;
    private static Database database;

    @BeforeAll
    static void start() throws IOException {
        Path parent = Files.createTempDirectory("database-test");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        postgres = EmbeddedPostgres.throwaway(parent.resolve("pg"), FreePort.choose(), IDS);
        database = Database.open(postgres.uri(), PoolSettings.DEFAULT, "test", METERS);
        new Migrations(database, "probe", "migrations/probe").up();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        postgres.close();
    }

    @Test
    void a_violated_constraint_is_named() {
        insert("insert into probe.probes (id) values (1)");
        assertThatThrownBy(() -> insert("insert into probe.probes (id) values (1)"))
                .isInstanceOf(ConstraintViolation.Unique.class)
                .hasMessage("probes_pkey");
        assertThatThrownBy(() -> insert("insert into probe.probes (id, owner) values (2, 99)"))
                .isInstanceOf(ConstraintViolation.ForeignKey.class)
                .hasMessage("probes_owner_fkey");
        assertThatThrownBy(() -> insert("insert into probe.probes (id, count) values (3, -1)"))
                .isInstanceOf(ConstraintViolation.Check.class)
                .hasMessage("probes_count_check");
    }

    @Test
    void a_single_statement_is_written_without_a_transaction_around_it() {
        boolean inTransaction =
                database.writeOnce(
                        tx -> {
                            tx.sql().execute("insert into probe.probes (id) values (60)");
                            return tx.sql().isInTransaction();
                        });
        assertThat(inTransaction).isFalse();
        assertThat(count("select count(*) from probe.probes where id = 60")).isEqualTo(1);
    }

    @Test
    void frequent_statements_run_in_the_schema_of_the_view_and_take_values_of_each_kind() {
        insert(
                "create table probe.kinds (id uuid, at timestamptz, bytes bytea, words text, number bigint)");
        Database view = database.in("probe");
        UUID id = UUID.randomUUID();
        Instant at = Instant.parse("2026-11-22T10:00:00.123456Z");
        FrequentSql insert =
                FrequentSql.of(
                        "insert into <schema>.kinds values (:id, :at, :bytes, :words, :number)");
        int written =
                view.write(
                        tx ->
                                tx.change(
                                        insert.with("id", id)
                                                .with("at", at)
                                                .with("bytes", new byte[] {0, 1})
                                                .with("words", Optional.of("a ? b"))
                                                .with("number", Optional.empty())));
        assertThat(written).isEqualTo(1);
        FrequentSql find =
                FrequentSql.of(
                        "select * from <schema>.kinds where bytes = any (:bytes) and words = :words");
        view.read(
                tx ->
                        tx.read(
                                find.with("bytes", new byte[][] {{7}, {0, 1}})
                                        .with("words", "a ? b"),
                                row -> {
                                    assertThat(row.next()).isTrue();
                                    assertThat(row.getObject("id")).isEqualTo(id);
                                    assertThat(Columns.time(row, "at")).isEqualTo(at);
                                    assertThat(Columns.number(row, "number")).isEmpty();
                                    return row.next();
                                }));
    }

    @Test
    void a_frequent_statement_that_fails_is_told_like_any_other() {
        insert("insert into probe.probes (id) values (70)");
        FrequentSql again = FrequentSql.of("insert into probe.probes (id) values (:id)");
        assertThatThrownBy(() -> database.writeOnce(tx -> tx.change(again.with("id", 70))))
                .isInstanceOf(ConstraintViolation.Unique.class)
                .hasMessage("probes_pkey");
    }

    @Test
    void two_frequent_statements_at_once_are_one_even_outside_of_a_transaction() {
        insert("insert into probe.probes (id) values (80)");
        FrequentSql add = FrequentSql.of("insert into <schema>.probes (id) values (:id)");
        Database view = database.in("probe");
        assertThatThrownBy(
                        () ->
                                view.writeOnce(
                                        tx -> tx.change(add.with("id", 81), add.with("id", 80))))
                .isInstanceOf(ConstraintViolation.Unique.class);
        // More often than the driver waits before it prepares a statement on the server.
        for (int id = 82; id < 92; id++) {
            int first = id;
            view.writeOnce(tx -> tx.change(add.with("id", first), add.with("id", first + 100)));
        }
        int added =
                view.read(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "select count(*) from <schema>.probes where id between 80 and 191")
                                        .mapTo(Integer.class)
                                        .one());
        assertThat(added).isEqualTo(21);
    }

    @Test
    void transactions_read_what_was_committed_whatever_the_server_is_set_to() {
        database.read(tx -> tx.sql().execute("create database strict"));
        insert("alter database strict set default_transaction_isolation = 'serializable'");
        try (Database strict =
                Database.open(
                        postgres.uri().withDatabase("strict"),
                        PoolSettings.DEFAULT,
                        "strict",
                        METERS)) {
            assertThat(
                            strict.<String>write(
                                    tx ->
                                            tx.sql()
                                                    .createQuery("show transaction_isolation")
                                                    .mapTo(String.class)
                                                    .one()))
                    .isEqualTo("read committed");
        }
    }

    @Test
    void what_is_thrown_rolls_back_what_was_written() {
        assertThatThrownBy(
                        () ->
                                database.writing(
                                        tx -> {
                                            tx.sql()
                                                    .execute(
                                                            "insert into probe.probes (id) values (50)");
                                            throw new Problem.Conflict("no");
                                        }))
                .isInstanceOf(Problem.Conflict.class);
        assertThat(count("select count(*) from probe.probes where id = 50")).isZero();
    }

    @Test
    void two_transactions_that_block_each_other_both_succeed() {
        insert("insert into probe.probes (id) values (10), (11)");
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<?> one = crossing(10, 11, bothHoldOne, attempts);
        CompletableFuture<?> two = crossing(11, 10, bothHoldOne, attempts);
        CompletableFuture.allOf(one, two).join();
        assertThat(count("select sum(count) from probe.probes where id in (10, 11)")).isEqualTo(4);
        assertThat(attempts.get()).isGreaterThan(2);
    }

    private static CompletableFuture<?> crossing(
            int first, int second, CyclicBarrier barrier, AtomicInteger attempts) {
        return CompletableFuture.runAsync(
                () ->
                        database.writing(
                                tx -> {
                                    int attempt = attempts.incrementAndGet();
                                    increment(tx, first);
                                    if (attempt <= 2) {
                                        meet(barrier);
                                    }
                                    increment(tx, second);
                                }));
    }

    @Test
    void a_server_that_does_not_answer_is_a_problem_of_its_own() {
        PoolSettings impatient =
                new PoolSettings(
                        1, 0, Duration.ofMillis(300), Duration.ofMinutes(1), Duration.ofMinutes(1));
        PostgresUri nowhere = PostgresUri.parse("postgresql://me:secret@127.0.0.1:1/none");
        try (Database unreachable =
                Database.open(nowhere, impatient, "none", new SimpleMeterRegistry())) {
            assertThatThrownBy(
                            () ->
                                    unreachable.read(
                                            tx ->
                                                    tx.sql()
                                                            .createQuery("select 1")
                                                            .mapTo(int.class)
                                                            .one()))
                    .isInstanceOf(Problem.Unavailable.class)
                    .hasMessage("the database does not answer");
        }
    }

    @Test
    void a_schema_that_is_not_ours_is_refused_untouched() {
        insert("create schema foreigner");
        insert("create table foreigner.users (id text)");
        assertThatThrownBy(() -> new Migrations(database, "foreigner", "migrations/probe").up())
                .isInstanceOf(Migrations.ForeignSchemaException.class)
                .hasMessageContaining(
                        "\"foreigner\" that Atrium did not create; nothing was changed");
        assertThat(
                        count(
                                "select count(*) from information_schema.tables where table_schema = 'foreigner'"))
                .isOne();
    }

    @Test
    void migrations_are_applied_once_and_listed() {
        Migrations migrations = new Migrations(database, "probe_again", "migrations/probe");
        assertThat(migrations.complete()).isFalse();
        assertThat(migrations.up()).isOne();
        assertThat(migrations.up()).isZero();
        assertThat(migrations.complete()).isTrue();
        assertThat(migrations.status())
                .anyMatch(
                        migration ->
                                migration.version().equals("202601010000") && migration.applied());
    }

    @Test
    void one_pool_serves_several_schemas() {
        new Migrations(database, "left_one", "migrations/probe").up();
        new Migrations(database, "right_one", "migrations/probe").up();
        database.in("left_one")
                .writing(tx -> tx.sql().execute("insert into <schema>.probes (id) values (1)"));
        assertThat(count("select count(*) from left_one.probes")).isOne();
        assertThat(count("select count(*) from right_one.probes")).isZero();
    }

    @Test
    void a_notification_arrives_when_its_transaction_commits_and_only_then() {
        ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
        try (Notifications _ = Notifications.listen(database, Map.of("probe", received::add))) {
            await().atMost(Duration.ofSeconds(10)).until(() -> received.contains(""));
            assertThatThrownBy(
                            () ->
                                    database.writing(
                                            tx -> {
                                                Notifications.notify(tx, "probe", "rolled back");
                                                throw new Problem.Conflict("no");
                                            }))
                    .isInstanceOf(Problem.Conflict.class);
            database.writing(tx -> Notifications.notify(tx, "probe", "committed"));
            await().atMost(Duration.ofSeconds(10)).until(() -> received.contains("committed"));
            assertThat(received).doesNotContain("rolled back");
        }
    }

    @Test
    void of_two_replicas_one_runs_a_pass_of_a_job() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger passes = new AtomicInteger();
        try (Jobs one = new Jobs(database, METERS);
                Jobs two = new Jobs(database, METERS)) {
            Jobs.Pass pass =
                    tx -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        tx.sql().createQuery("select 1 from pg_sleep(0.05)").mapTo(int.class).one();
                        running.decrementAndGet();
                        passes.incrementAndGet();
                    };
            one.repeat("probe", Duration.ofMillis(10), pass);
            two.repeat("probe", Duration.ofMillis(10), pass);
            await().atMost(Duration.ofSeconds(20)).until(() -> passes.get() >= 5);
        }
        assertThat(most.get()).isOne();
        assertThat(
                        METERS.get("atrium.jobs")
                                .tag("job", "probe")
                                .tag("outcome", "done")
                                .timer()
                                .count())
                .isPositive();
    }

    @Test
    void without_a_configured_master_key_one_is_kept_in_the_database_and_found_again() {
        SecureRandom random = new SecureRandom();
        MasterKeys.Found first = MasterKeys.find(database, Optional.empty(), random, IDS);
        MasterKeys.Found again = MasterKeys.find(database, Optional.empty(), random, IDS);
        assertThat(first.generated()).isTrue();
        assertThat(again.key().id()).isEqualTo(first.key().id());
        MasterKeys.Found configured =
                MasterKeys.find(database, Optional.of(Secret.of("mine")), random, IDS);
        assertThat(configured.generated()).isFalse();
        assertThat(configured.key().id()).isNotEqualTo(first.key().id());
    }

    private static void insert(String sql) {
        database.writing(tx -> tx.sql().execute(sql));
    }

    private static void increment(Tx tx, int id) {
        tx.sql().execute("update probe.probes set count = count + 1 where id = ?", id);
    }

    private static int count(String sql) {
        return database.read(tx -> tx.sql().createQuery(sql).mapTo(int.class).one());
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
