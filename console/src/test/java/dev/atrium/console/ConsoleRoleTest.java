package dev.atrium.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.console.session.Session;
import dev.atrium.console.session.Sessions;
import dev.atrium.console.session.Tokens;
import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
class ConsoleRoleTest {
    private static final Secret COOKIE_SECRET = Secret.of("changeMe00");
    private final SecureRandom random = new SecureRandom();
    private final FakeClock clock = FakeClock.atNoon();
    private final RandomIds ids = new RandomIds(random, clock);
    private final HttpClient client = HttpClient.newHttpClient();
    private Database database;
    private HttpServer server;

    @BeforeEach
    void start(Database given) {
        database = given;
        ConsoleRole.migrations(database, ConsoleSettings.App.PORTAL).up();
        ConsoleSettings settings =
                new ConsoleSettings(
                        ConsoleSettings.App.PORTAL,
                        URI.create("https://portal.example.com"),
                        URI.create("http://127.0.0.1:1/api"),
                        "portal",
                        Secret.of("secret"),
                        COOKIE_SECRET,
                        Optional.of(URI.create("https://console.example.com")),
                        Duration.ofDays(3));
        ConsoleRole role = new ConsoleRole(settings, database, client, random, clock, "v1.2.3");
        server =
                HttpServer.start(
                        ServerSettings.of("portal", "127.0.0.1", 0),
                        role.routes(),
                        role.errors(),
                        ids,
                        new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        for (int index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Nested
    class Pages {
        @Test
        void every_path_of_the_application_is_its_page_with_the_headers_that_guard_it()
                throws Exception {
            HttpResponse<String> response = get("/organizations/demo/stacks");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("<div id=\"root\">");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'")
                    .contains("frame-ancestors 'none'");
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        }

        @Test
        void assets_are_kept_for_good_and_unknown_ones_are_not_the_page() throws Exception {
            String page = get("/").body();
            String asset = page.replaceAll("(?s).*(/assets/[A-Za-z0-9_.-]+\\.js).*", "$1");
            HttpResponse<String> response = get(asset);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("immutable");
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/javascript");
            assertThat(get("/assets/none.js").statusCode()).isEqualTo(404);
        }

        @Test
        void nothing_but_the_built_files_can_be_read() throws Exception {
            for (String path :
                    new String[] {
                        "/..%2f..%2fbuild.properties", "/%2e%2e/x.txt", "/assets/..%2findex.html"
                    }) {
                assertThat(get(path).body()).doesNotContain("version=");
            }
        }

        @Test
        void info_answers_without_database_and_membership() throws Exception {
            assertThat(get("/_info").body()).isEqualTo("{\"version\":\"v1.2.3\"}");
        }
    }

    @Nested
    class WithoutASession {
        @Test
        void the_session_and_the_api_say_that_nobody_is_logged_in() throws Exception {
            for (String path : new String[] {"/session", "/api/me"}) {
                HttpResponse<String> response = get(path, "Cookie", "atrium_portal_443=forged");
                assertThat(response.statusCode()).isEqualTo(401);
                assertThat(response.body())
                        .contains("\"errorCode\":\"UNAUTHENTICATED\"")
                        .contains("\"requestId\":\"");
            }
        }

        @Test
        void a_membership_that_does_not_answer_is_said_and_nothing_is_written() throws Exception {
            HttpResponse<String> response = get("/auth/login?to=/x");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body())
                    .contains("Membership cannot be reached at http://127.0.0.1:1");
            assertThat(rows()).isZero();
        }

        @Test
        void an_answer_to_a_login_that_was_not_started_here_is_refused() throws Exception {
            HttpResponse<String> response = get("/auth/login?code=stolen&state=guessed");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("this login was not started in this browser");
            assertThat(rows()).isZero();
        }
    }

    @Nested
    class WithASession {
        private final AtomicInteger renewals = new AtomicInteger();

        private Sessions sessions(Sessions.Renewal renewal) {
            return new Sessions(
                    database.in("portal"),
                    MasterKey.of(COOKIE_SECRET, random),
                    renewal,
                    ids,
                    clock,
                    Duration.ofDays(3));
        }

        private Tokens tokens(Instant expiry) {
            return new Tokens(Secret.of("access"), Secret.of("refresh"), Secret.of("id"), expiry);
        }

        private Secret open() {
            Session.Person person = new Session.Person("ada-id", "ada@example.com", "Ada");
            return sessions(old -> old).open(person, tokens(clock.instant().plusSeconds(300)));
        }

        @Test
        void it_is_found_by_its_cookie_and_shows_no_token() throws Exception {
            HttpResponse<String> response =
                    get("/session", "Cookie", "atrium_portal_443=" + open().reveal());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body())
                    .contains("\"email\":\"ada@example.com\"")
                    .contains("\"consoleUrl\":\"https://console.example.com\"")
                    .doesNotContain("access")
                    .doesNotContain("refresh");
        }

        @Test
        void neither_cookie_nor_tokens_can_be_read_from_the_database() {
            String cookie = open().reveal();
            String row =
                    database.read(
                            tx ->
                                    tx.sql()
                                            .createQuery(
                                                    "select row_to_json(s)::text || encode(tokens, 'escape') from portal.sessions s")
                                            .mapTo(String.class)
                                            .one());
            assertThat(row).doesNotContain(cookie).doesNotContain("refresh");
        }

        @Test
        void it_ends_with_its_lifetime() throws Exception {
            String cookie = open().reveal();
            clock.advance(Duration.ofHours(73));
            assertThat(get("/session", "Cookie", "atrium_portal_443=" + cookie).statusCode())
                    .isEqualTo(401);
            sessions(old -> old).closeExpired();
            assertThat(rows()).isZero();
        }

        @Test
        void a_page_of_another_site_can_neither_log_out_nor_change_anything() throws Exception {
            String cookie = "atrium_portal_443=" + open().reveal();
            assertThat(
                            send(
                                            "POST",
                                            "/auth/logout",
                                            "Cookie",
                                            cookie,
                                            "Sec-Fetch-Site",
                                            "cross-site")
                                    .statusCode())
                    .isEqualTo(403);
            assertThat(
                            send(
                                            "POST",
                                            "/auth/logout",
                                            "Cookie",
                                            cookie,
                                            "Origin",
                                            "https://evil.example")
                                    .statusCode())
                    .isEqualTo(403);
            assertThat(send("DELETE", "/api/organizations/x", "Cookie", cookie).statusCode())
                    .isEqualTo(403);
            assertThat(rows()).isOne();
        }

        @Test
        void of_two_renewals_at_once_both_end_with_the_same_tokens() {
            Sessions sessions =
                    sessions(
                            _ -> {
                                int number = renewals.incrementAndGet();
                                return new Tokens(
                                        Secret.of("access-" + number),
                                        Secret.of("refresh-" + number),
                                        Secret.of("id"),
                                        clock.instant().plusSeconds(300));
                            });
            Session session = sessions.find(open().reveal()).orElseThrow();
            clock.advance(Duration.ofMinutes(6));
            Session first = sessions.renewed(session);
            Session second = sessions.renewed(session);
            assertThat(renewals.get()).isEqualTo(2);
            assertThat(second.tokens().refresh()).isEqualTo(first.tokens().refresh());
        }

        @Test
        void it_is_gone_when_membership_ended_the_login() {
            Sessions sessions =
                    sessions(
                            _ -> {
                                throw new Problem.Unauthenticated("over");
                            });
            Session session = sessions.find(open().reveal()).orElseThrow();
            clock.advance(Duration.ofMinutes(6));
            assertThat(
                            org.assertj.core.api.Assertions.catchThrowable(
                                    () -> sessions.renewed(session)))
                    .isInstanceOf(Problem.Unauthenticated.class);
            assertThat(rows()).isZero();
        }
    }

    private int rows() {
        return database.read(
                tx ->
                        tx.sql()
                                .createQuery("select count(*) from portal.sessions")
                                .mapTo(int.class)
                                .one());
    }
}
