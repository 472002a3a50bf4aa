package dev.atrium.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class GrantsTest {
    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

    private final FakeClock clock = FakeClock.atNoon();
    private final HttpClient client = HttpClient.newHttpClient();
    private TestIssuer issuer;

    @BeforeEach
    void start(Database database) {
        issuer = new TestIssuer(database, clock);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Nested
    class Codes {
        @Test
        void revokes_what_a_code_gave_when_it_is_used_twice() {
            String code = issuer.code("openid", "offline_access");
            JsonNode tokens = json(exchange(code));

            assertThat(json(exchange(code)).path("error").asString()).isEqualTo("invalid_grant");
            assertThat(refresh(tokens).statusCode()).isEqualTo(400);
        }

        @Test
        void dies_after_its_lifetime() {
            String code = issuer.code("openid");
            clock.advance(Duration.ofMinutes(5));

            assertThat(exchange(code).statusCode()).isEqualTo(400);
        }

        @Test
        void challenges_a_client_that_failed_with_basic() {
            HttpResponse<String> refused =
                    post("/token", Optional.of("app:wrong"), "grant_type=authorization_code");

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Basic");
        }
    }

    @Nested
    class ClientCredentials {
        @Test
        void gives_a_client_an_access_token_and_nothing_else() {
            HttpResponse<String> answer = ask("app:app-secret", "&scope=a+b");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).propertyNames())
                    .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
        }

        @Test
        void refuses_a_public_client() {
            HttpResponse<String> refused =
                    post(
                            "/token",
                            Optional.empty(),
                            "grant_type=client_credentials&client_id=fctl");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json(refused).path("error").asString()).isEqualTo("unauthorized_client");
        }

        @Test
        void refuses_a_client_that_is_for_another_grant() {
            HttpResponse<String> refused = ask("page:page-secret", "");

            assertThat(json(refused).path("error").asString()).isEqualTo("unauthorized_client");
        }

        @Test
        void refuses_a_wrong_secret() {
            assertThat(ask("app:wrong", "").statusCode()).isEqualTo(401);
        }

        private HttpResponse<String> ask(String credentials, String more) {
            return post("/token", Optional.of(credentials), "grant_type=client_credentials" + more);
        }
    }

    @Nested
    class Refreshing {
        @Test
        void gives_the_current_token_to_who_repeats_the_previous_one() {
            JsonNode first = json(exchange(issuer.code("openid", "offline_access")));
            clock.advance(Duration.ofMinutes(1));
            JsonNode second = json(refresh(first));
            clock.advance(Duration.ofSeconds(10));

            JsonNode repeated = json(refresh(first));

            assertThat(repeated.path("refresh_token")).isEqualTo(second.path("refresh_token"));
            assertThat(second.path("refresh_token")).isNotEqualTo(first.path("refresh_token"));
        }

        @Test
        void ends_the_family_when_an_old_token_comes_back() {
            JsonNode first = json(exchange(issuer.code("openid", "offline_access")));
            clock.advance(Duration.ofMinutes(1));
            JsonNode second = json(refresh(first));
            clock.advance(Duration.ofMinutes(1));

            HttpResponse<String> replay = refresh(first);

            assertThat(json(replay).path("error").asString()).isEqualTo("invalid_request");
            assertThat(refresh(second).statusCode()).isEqualTo(400);
        }

        @Test
        void dies_after_its_lifetime() {
            JsonNode tokens = json(exchange(issuer.code("openid", "offline_access")));
            clock.advance(Duration.ofDays(3));

            assertThat(refresh(tokens).statusCode()).isEqualTo(400);
        }

        @Test
        void remembers_what_the_role_knows() {
            JsonNode first = json(exchange(issuer.code("openid", "offline_access")));
            clock.advance(Duration.ofMinutes(1));
            JsonNode second = json(refresh(first));

            assertThat(second.path("scope").asString()).isEqualTo("openid offline_access");
            assertThat(
                            issuer.verifier
                                    .current(second.path("access_token").asString())
                                    .orElseThrow()
                                    .claims()
                                    .path("organization_id")
                                    .asString())
                    .isEqualTo("acme");
        }

        @Test
        void leaves_other_logins_alone() {
            JsonNode laptop = json(exchange(issuer.code("openid", "offline_access")));
            JsonNode desktop = json(exchange(issuer.code("openid", "offline_access")));

            assertThat(refresh(laptop).statusCode()).isEqualTo(200);
            assertThat(refresh(desktop).statusCode()).isEqualTo(200);
        }

        @Test
        void stops_when_the_client_revokes_it() {
            JsonNode tokens = json(exchange(issuer.code("openid", "offline_access")));
            String form = "token=" + tokens.path("refresh_token").asString();

            assertThat(post("/revoke", Optional.of("fctl:"), form).statusCode()).isEqualTo(200);
            assertThat(refresh(tokens).statusCode()).as("another client's").isEqualTo(200);
            assertThat(post("/revoke", Optional.of("app:app-secret"), form).statusCode())
                    .isEqualTo(200);
            assertThat(refresh(tokens).statusCode()).isEqualTo(400);
        }
    }

    @Nested
    class Devices {
        @Test
        void serves_a_program_that_identifies_itself_in_three_ways() {
            JsonNode begun = begin();
            String poll =
                    "grant_type="
                            + DEVICE
                            + "&device_code="
                            + begun.path("device_code").asString()
                            + "&client_id=fctl&client_secret=&resource=";
            assertThat(error(poll)).isEqualTo("authorization_pending");
            assertThat(error(poll)).isEqualTo("slow_down");

            approve(begun);
            JsonNode tokens = json(post("/token", Optional.empty(), poll));

            assertThat(begun.path("interval").asInt()).isEqualTo(2);
            assertThat(tokens.path("id_token").asString()).isNotEmpty();
            assertThat(error(poll)).as("once").isEqualTo("invalid_request");
            String refresh =
                    "grant_type=refresh_token&client_id=fctl&refresh_token="
                            + tokens.path("refresh_token").asString();
            assertThat(post("/token", Optional.empty(), refresh).statusCode()).isEqualTo(200);
        }

        @Test
        void refuses_another_clients_device_code() {
            JsonNode begun = begin();
            approve(begun);

            HttpResponse<String> stolen =
                    post(
                            "/token",
                            Optional.of("app:app-secret"),
                            "grant_type="
                                    + DEVICE
                                    + "&device_code="
                                    + begun.path("device_code").asString());

            assertThat(json(stolen).path("error").asString()).isEqualTo("invalid_request");
        }

        @Test
        void tells_a_device_that_it_was_denied_or_came_too_late() {
            JsonNode denied = begin();
            issuer.devices.deny(waiting(denied));
            JsonNode late = begin();
            String poll = "grant_type=" + DEVICE + "&client_id=fctl&device_code=";

            assertThat(error(poll + denied.path("device_code").asString()))
                    .isEqualTo("access_denied");
            clock.advance(Duration.ofMinutes(10));
            assertThat(error(poll + late.path("device_code").asString()))
                    .isEqualTo("expired_token");
            assertThat(error(poll)).isEqualTo("invalid_request");
        }

        @Test
        void limits_codes_that_wait_for_one_client_at_one_address() {
            begin();
            begin();
            begin();

            assertThat(post("/device", Optional.of("fctl:"), "").statusCode()).isEqualTo(429);
            clock.advance(Duration.ofMinutes(10));
            assertThat(post("/device", Optional.of("fctl:"), "").statusCode()).isEqualTo(200);
        }

        @Test
        void refuses_a_client_that_is_unknown() {
            assertThat(post("/device", Optional.of("nobody:"), "").statusCode()).isEqualTo(401);
        }

        private JsonNode begin() {
            HttpResponse<String> begun =
                    post(
                            "/device",
                            Optional.of("fctl:"),
                            "scope=openid+offline_access&prompt=no-org");
            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
            return json(begun);
        }

        private DeviceCodes.Waiting waiting(JsonNode begun) {
            String typed = begun.path("user_code").asString().toLowerCase(java.util.Locale.ROOT);
            return issuer.devices.byUserCode(typed).orElseThrow();
        }

        private void approve(JsonNode begun) {
            DeviceCodes.Approval approval =
                    new DeviceCodes.Approval(
                            TestIssuer.grant("fctl", "openid", "offline_access"), Optional.empty());
            boolean approved =
                    issuer.database.write(
                            tx -> issuer.devices.approve(tx, waiting(begun), approval));
            assertThat(approved).isTrue();
        }

        private String error(String poll) {
            return json(post("/token", Optional.empty(), poll)).path("error").asString();
        }
    }

    @Nested
    class LoggingOut {
        @Test
        void ends_the_browsers_session_and_goes_where_the_client_registered() {
            String cookie = logIn();
            String hint = json(exchange(issuer.code("openid"))).path("id_token").asString();

            HttpResponse<String> end =
                    get(
                            "/end?state=s&id_token_hint="
                                    + hint
                                    + "&post_logout_redirect_uri="
                                    + TestIssuer.GOODBYE,
                            cookie);

            assertThat(end.statusCode()).isEqualTo(302);
            assertThat(end.headers().firstValue("Location"))
                    .contains(TestIssuer.GOODBYE + "?state=s");
            assertThat(get("/who", cookie).body()).isEqualTo("nobody");
        }

        @Test
        void stays_where_the_redirect_is_not_the_clients() {
            String cookie = logIn();

            assertThat(
                            get(
                                            "/end?client_id=app&post_logout_redirect_uri=https://evil.example.com/",
                                            cookie)
                                    .statusCode())
                    .isEqualTo(400);
            assertThat(get("/who", cookie).body()).isEqualTo("ada");
        }

        private String logIn() {
            String cookie = get("/login", "").headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie)
                    .startsWith("atrium-test-8080-session=")
                    .contains("HttpOnly", "SameSite=Lax", "Path=/api");
            return cookie.substring(0, cookie.indexOf(';'));
        }
    }

    @Nested
    class Collecting {
        @Test
        void removes_what_has_expired_and_nothing_else() {
            issuer.code("openid");
            exchange(issuer.code("openid", "offline_access"));
            ExpiredRows expired = new ExpiredRows(issuer.profile);

            assertThat(collect(expired)).isZero();
            clock.advance(Duration.ofMinutes(6));
            assertThat(collect(expired)).as("two codes").isEqualTo(2);
            clock.advance(Duration.ofDays(3));
            assertThat(collect(expired)).as("a refresh token").isEqualTo(1);
        }

        private int collect(ExpiredRows expired) {
            return issuer.database.write(tx -> expired.collect(tx, clock.instant()));
        }
    }

    private HttpResponse<String> exchange(String code) {
        return post(
                "/token",
                Optional.of("app:app-secret"),
                "grant_type=authorization_code&code="
                        + code
                        + "&redirect_uri="
                        + Parameters.encode(TestIssuer.REDIRECT));
    }

    private HttpResponse<String> refresh(JsonNode tokens) {
        return post(
                "/token",
                Optional.of("app:app-secret"),
                "grant_type=refresh_token&refresh_token="
                        + tokens.path("refresh_token").asString());
    }

    private HttpResponse<String> post(String path, Optional<String> basic, String form) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(issuer.url(path)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form));
        basic.ifPresent(
                pair ->
                        request.header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        pair.getBytes(StandardCharsets.UTF_8))));
        return send(request.build());
    }

    private HttpResponse<String> get(String path, String cookie) {
        return send(
                HttpRequest.newBuilder(URI.create(issuer.url(path)))
                        .header("Cookie", cookie)
                        .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.mapper().readTree(response.body());
    }
}
