package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.dex.takeover.OwnTables;
import dev.atrium.dex.takeover.RealDex;
import dev.atrium.dex.takeover.TakeOverException;
import dev.atrium.oidc.token.ProtoPair;
import dev.atrium.storage.Database;
import dev.atrium.storage.Migrations;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The first start over the tables of a Dex, and the time in which replicas of both run.
@ExtendWith(TestDatabase.class)
class OwnTablesTest {
    private static final RealDex DEX = RealDex.POSTGRES;
    private static final String CONFIG = RealDex.config("");

    private final FakeClock clock = new FakeClock(DEX.at().plus(Duration.ofMinutes(1)));

    @Test
    void honours_what_the_dex_before_it_gave(Database database) {
        started(database);
        try (DexServer server = DexServer.start(database, clock, CONFIG)) {
            TakenOver taken = TakenOver.of(server, DEX);

            taken.publishesTheKeys();
            taken.honoursEveryToken();
        }
    }

    @Test
    void takes_over_once_however_many_replicas_start(Database database) throws Exception {
        DEX.fill(database.uri());
        migrate(database);
        Callable<Boolean> start = () -> tables(database).start();
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : replicas.invokeAll(List.of(start, start, start))) {
                assertThat(each.get()).isTrue();
            }
        }

        assertThat(number(database, "select count(*) from dex.refresh_tokens")).isEqualTo(5);
        assertThat(number(database, "select count(*) from dex.take_over")).isEqualTo(1);
    }

    @Test
    void leaves_a_database_alone_that_is_not_a_dex_s(Database database) {
        sql(database, "create table migrations (num integer, at timestamptz)");
        migrate(database);

        assertThat(tables(database).start()).isFalse();
        database.in(Dex.SCHEMA).writing(tables(database)::follow);
    }

    @Test
    void starts_over_nothing_half(Database database) {
        DEX.fill(database.uri());
        sql(database, "drop table public.client");
        migrate(database);

        assertThatThrownBy(() -> tables(database).start())
                .isInstanceOf(TakeOverException.class)
                .hasMessageContaining("has no table client: it is half filled");
        assertThat(number(database, "select count(*) from dex.refresh_tokens")).isZero();
    }

    @Test
    void follows_a_refresh_at_an_old_replica(Database database) {
        OwnTables tables = started(database);
        try (DexServer server = DexServer.start(database, clock, CONFIG)) {
            TakenOver taken = TakenOver.of(server, DEX);
            JsonNode login = taken.given().path("stored");

            String renewed = refreshedThere(database, login, clock.instant());
            assertThat(taken.refresh(login, renewed).path("error").asString())
                    .isEqualTo("invalid_request");
            database.in(Dex.SCHEMA).writing(tables::follow);

            taken.refreshed(login, renewed);
        }
    }

    @Test
    void keeps_the_later_of_two_refreshes(Database database) {
        OwnTables tables = started(database);
        try (DexServer server = DexServer.start(database, clock, CONFIG)) {
            TakenOver taken = TakenOver.of(server, DEX);
            JsonNode login = taken.given().path("stored");
            Instant before = clock.instant();
            clock.advance(Duration.ofSeconds(10));
            String ours =
                    taken.refreshed(login, login.path("refresh").asString())
                            .path("refresh_token")
                            .asString();

            refreshedThere(database, login, before);
            database.in(Dex.SCHEMA).writing(tables::follow);

            taken.refreshed(login, ours);
        }
    }

    @Test
    void follows_what_old_replicas_add_and_delete(Database database) {
        OwnTables tables = started(database);
        try (DexServer server = DexServer.start(database, clock, CONFIG)) {
            TakenOver taken = TakenOver.of(server, DEX);
            JsonNode revoked = taken.given().path("second");
            JsonNode kept = taken.given().path("declared");
            sql(
                    database,
                    "delete from public.refresh_token where id = '" + id(revoked) + "'",
                    "update public.client set name = 'Renamed' where id = 'made-app'",
                    "delete from public.password");
            database.in(Dex.SCHEMA).writing(tables::follow);

            assertThat(taken.active(revoked.path("refresh").asString())).isFalse();
            assertThat(taken.active(kept.path("refresh").asString())).isTrue();
            assertThat(number(database, "select count(*) from dex.clients where name = 'Renamed'"))
                    .isEqualTo(1);
            assertThat(number(database, "select count(*) from dex_passwords.passwords")).isZero();
        }
    }

    @Test
    void follows_a_login_that_takes_the_place_of_another(Database database) {
        OwnTables tables = started(database);
        try (DexServer server = DexServer.start(database, clock, CONFIG)) {
            TakenOver taken = TakenOver.of(server, DEX);
            JsonNode login = taken.given().path("stored");
            sql(
                    database,
                    """
                    update public.offline_session
                    set refresh = convert_to(replace(convert_from(refresh, 'UTF8'), '%s', 'anotherlogin'), 'UTF8')
                    where user_id = 'new-1'
                    """
                            .formatted(id(login)),
                    "update public.refresh_token set id = 'anotherlogin', token = 'anothertoken', created_at = '"
                            + clock.instant()
                            + "', last_used = '"
                            + clock.instant()
                            + "' where id = '"
                            + id(login)
                            + "'");
            database.in(Dex.SCHEMA).writing(tables::follow);

            assertThat(taken.active(login.path("refresh").asString())).isFalse();
            taken.refreshed(login, new ProtoPair("anotherlogin", "anothertoken").encode());
        }
    }

    @Test
    void stops_when_the_old_tables_have_been_still(Database database) {
        OwnTables tables = started(database);
        clock.advance(Duration.ofMinutes(9));
        sql(database, "update public.client set name = 'Renamed' where id = 'made-app'");
        database.in(Dex.SCHEMA).writing(tables::follow);
        clock.advance(Duration.ofMinutes(9));
        database.in(Dex.SCHEMA).writing(tables::follow);
        assertThat(tables(database).start()).isTrue();

        clock.advance(Duration.ofMinutes(1));
        database.in(Dex.SCHEMA).writing(tables::follow);
        assertThat(tables(database).start()).isFalse();

        sql(database, "update public.client set name = 'Late' where id = 'made-app'");
        database.in(Dex.SCHEMA).writing(tables::follow);
        assertThat(number(database, "select count(*) from dex.clients where name = 'Late'"))
                .isZero();
    }

    @Test
    void stops_when_the_old_tables_are_dropped(Database database) {
        OwnTables tables = started(database);
        sql(database, "drop schema public cascade", "create schema public");

        database.in(Dex.SCHEMA).writing(tables::follow);

        assertThat(tables(database).start()).isFalse();
        assertThat(number(database, "select count(*) from dex.refresh_tokens")).isEqualTo(5);
    }

    /// A replica of Dex answers a refresh.
    private static String refreshedThere(Database database, JsonNode login, Instant at) {
        sql(
                database,
                "update public.refresh_token set obsolete_token = token, token = 'renewedthere', last_used = '"
                        + at
                        + "' where id = '"
                        + id(login)
                        + "'");
        return new ProtoPair(id(login), "renewedthere").encode();
    }

    private static String id(JsonNode login) {
        return ProtoPair.decode(login.path("refresh").asString()).orElseThrow().first();
    }

    private OwnTables started(Database database) {
        DEX.fill(database.uri());
        migrate(database);
        OwnTables tables = tables(database);
        assertThat(tables.start()).isTrue();
        return tables;
    }

    private OwnTables tables(Database database) {
        return new OwnTables(database.in(Dex.SCHEMA), TakenOver.into(clock, CONFIG), clock);
    }

    private static void migrate(Database database) {
        Dex.migrations(database).up();
        new Migrations(database, "dex_passwords", "db/passwords").up();
    }

    private static void sql(Database database, String... statements) {
        database.writing(
                tx -> {
                    for (String each : statements) {
                        tx.sql().execute(each);
                    }
                });
    }

    private static int number(Database database, String sql) {
        return database.read(tx -> tx.sql().createQuery(sql).mapTo(Integer.class).one());
    }
}
