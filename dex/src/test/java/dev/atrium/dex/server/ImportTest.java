package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atrium.dex.takeover.Import;
import dev.atrium.dex.takeover.Kind;
import dev.atrium.dex.takeover.MariaDb;
import dev.atrium.dex.takeover.RealDex;
import dev.atrium.dex.takeover.Source;
import dev.atrium.dex.takeover.Sources;
import dev.atrium.dex.takeover.TakeOver;
import dev.atrium.dex.takeover.TakeOverException;
import dev.atrium.storage.Database;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.PostgresUri;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// What a real Dex gave out before its state was imported is worth the same after it.
@ExtendWith(TestDatabase.class)
class ImportTest {
    private static final Map<String, String> SESSIONS = Map.of("DEX_SESSIONS_ENABLED", "true");

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = RealDex.class,
            names = {"SQLITE", "SQLITE_ENT", "KUBERNETES"})
    void honours_what_a_dex_gave_whose_state_is_a_file(RealDex dex, Database database) {
        Path file = dex == RealDex.KUBERNETES ? dex.document(folder) : dex.file(folder);

        honoursEverything(dex, file.toString(), database);
    }

    @ParameterizedTest
    @EnumSource(
            value = RealDex.class,
            names = {"POSTGRES", "POSTGRES_2_45"})
    void honours_what_a_dex_gave_whose_state_is_in_postgresql(RealDex dex, Database database) {
        PostgresUri old = TestDatabase.create();
        dex.fill(old);

        honoursEverything(dex, old.whole().reveal(), database);
    }

    @Test
    void honours_what_a_dex_gave_whose_state_is_in_mysql(Database database) {
        assumeTrue(MariaDb.installed(), "mariadb-server-core is not installed");
        try (MariaDb server = MariaDb.start(folder)) {
            honoursEverything(RealDex.MYSQL, server.filled(RealDex.MYSQL), database);
        }
    }

    private static void honoursEverything(RealDex dex, String place, Database database) {
        String config = RealDex.config("");
        FakeClock clock = clock(dex);
        TakeOver.Counts counts = imported(place, clock, config, database, false);
        try (DexServer server = DexServer.start(database, clock, config)) {
            TakenOver taken = TakenOver.of(server, dex);

            taken.publishesTheKeys();
            taken.honoursEveryToken();

            assertThat(counts.of(Kind.REFRESH_TOKEN)).isEqualTo(5);
            assertThat(counts.of(Kind.CLIENT)).isEqualTo(3);
            assertThat(passwordLogin(taken).has("id_token")).isTrue();
        }
    }

    /// The person, the client and the password are all stored ones.
    private static JsonNode passwordLogin(TakenOver taken) {
        return taken.token(
                taken.given().path("stored"),
                Map.of(
                        "grant_type", "password",
                        "username", "New@example.com",
                        "password", "password",
                        "scope", "openid"));
    }

    private static FakeClock clock(RealDex dex) {
        return new FakeClock(dex.at().plus(Duration.ofMinutes(1)));
    }

    private static TakeOver.Counts imported(
            String place, FakeClock clock, String config, Database database, boolean again) {
        Dex.migrations(database).up();
        new Migrations(database, "dex_passwords", "db/passwords").up();
        try (Source source = Sources.open(place)) {
            return new Import(database.in(Dex.SCHEMA), TakenOver.into(clock, config), clock)
                    .run(source, again);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RealDex.class,
            names = {"SQLITE", "KUBERNETES"})
    void gives_the_current_token_to_whoever_lost_the_answer_of_the_old_server(
            RealDex dex, Database database) {
        String config = RealDex.config("refreshTokens: {reuseInterval: 1h}");
        Path file = dex == RealDex.KUBERNETES ? dex.document(folder) : dex.file(folder);
        FakeClock clock = clock(dex);
        imported(file.toString(), clock, config, database, false);
        try (DexServer server = DexServer.start(database, clock, config)) {
            TakenOver taken = TakenOver.of(server, dex);
            JsonNode login = taken.given().path("rotated");

            assertThat(
                            taken.refreshed(login, login.path("previous").asString())
                                    .path("refresh_token"))
                    .isEqualTo(login.path("refresh"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RealDex.class,
            names = {"SQLITE", "SQLITE_ENT", "KUBERNETES"})
    void knows_the_browsers_that_were_logged_in(RealDex dex, Database database) {
        String config = RealDex.config("");
        Path file = dex == RealDex.KUBERNETES ? dex.document(folder) : dex.file(folder);
        FakeClock clock = clock(dex);
        imported(file.toString(), clock, config, database, false);
        try (DexServer server =
                DexServer.start(DexServer.Setup.of(database, clock, config).with(SESSIONS))) {
            TakenOver taken = TakenOver.of(server, dex);
            Browser browser = new Browser();
            taken.given()
                    .path("bound")
                    .path("cookies")
                    .properties()
                    .forEach(
                            cookie ->
                                    browser.cookies()
                                            .put(cookie.getKey(), cookie.getValue().asString()));

            HttpResponse<String> answer =
                    browser.get(
                            server.base()
                                    + "/auth/local?client_id=made-bound&response_type=code&scope=openid&prompt=none&redirect_uri="
                                    + Relying.REDIRECT);

            while (!Browser.location(answer).startsWith(Relying.REDIRECT)) {
                answer = browser.get(server.origin() + Browser.location(answer));
            }
            assertThat(Browser.location(answer)).contains("code=");
            taken.honoursEveryToken();
        }
    }

    @Test
    void ends_bound_tokens_with_the_session_that_gave_them(Database database) {
        RealDex dex = RealDex.KUBERNETES;
        String config = RealDex.config("");
        FakeClock clock = clock(dex);
        imported(dex.document(folder).toString(), clock, config, database, false);
        clock.advance(Duration.ofHours(2));
        try (DexServer server =
                DexServer.start(DexServer.Setup.of(database, clock, config).with(SESSIONS))) {
            TakenOver taken = TakenOver.of(server, dex);
            JsonNode bound = taken.given().path("bound");
            JsonNode free = taken.given().path("declared");

            assertThat(
                            taken.refresh(bound, bound.path("refresh").asString())
                                    .path("error_description")
                                    .asString())
                    .isEqualTo("The session this refresh token belongs to has ended.");
            assertThat(taken.refresh(free, free.path("refresh").asString()).has("id_token"))
                    .isTrue();
        }
    }

    @Test
    void is_asked_for_twice_before_it_imports_twice(Database database) {
        RealDex dex = RealDex.KUBERNETES;
        String config = RealDex.config("");
        String place = dex.document(folder).toString();
        FakeClock clock = clock(dex);
        imported(place, clock, config, database, false);

        assertThatThrownBy(() -> imported(place, clock, config, database, false))
                .isInstanceOf(TakeOverException.class)
                .hasMessageContaining(place)
                .hasMessageEndingWith("say --again");
    }

    @Test
    void keeps_what_was_used_here_when_it_imports_again(Database database) {
        RealDex dex = RealDex.KUBERNETES;
        String config = RealDex.config("");
        String place = dex.document(folder).toString();
        FakeClock clock = clock(dex);
        imported(place, clock, config, database, false);
        try (DexServer server = DexServer.start(database, clock, config)) {
            TakenOver taken = TakenOver.of(server, dex);
            JsonNode login = taken.given().path("stored");
            String next =
                    taken.refreshed(login, login.path("refresh").asString())
                            .path("refresh_token")
                            .asString();

            imported(place, clock, config, database, true);

            taken.refreshed(login, next);
            JsonNode other = taken.given().path("second");
            taken.refreshed(other, other.path("refresh").asString());
        }
    }
}
