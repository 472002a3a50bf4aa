package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.dex.audit.LoginEvent;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who guesses passwords, at the form or at the token endpoint, on whichever process.
@ExtendWith(TestDatabase.class)
class GuessingTest {
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2: {skipApprovalScreen: true, passwordConnector: people}
            staticClients:
            - {id: app, secret: app-secret, name: App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            connectors:
            - {type: mockPassword, id: people, name: People, config: {username: admin, password: PASSWORD}}
            """;

    private final FakeClock clock = FakeClock.atNoon();

    @Test
    void slows_down_after_ten_refusals_on_whichever_process(Database database) {
        try (DexServer one = DexServer.start(database, clock, CONFIG);
                DexServer two = DexServer.beside(database, clock, CONFIG, one)) {
            for (int guess = 0; guess < 10; guess++) {
                HttpResponse<String> refused = password(guess % 2 == 0 ? one : two, "wrong");
                assertThat(refused.statusCode()).isEqualTo(401);
            }

            HttpResponse<String> tooEarly = password(two, "PASSWORD");
            assertThat(tooEarly.statusCode()).as("even when it is right").isEqualTo(429);
            assertThat(tooEarly.body()).contains("try again in");
            assertThat(form(one, "PASSWORD").statusCode()).isEqualTo(429);

            clock.advance(Duration.ofSeconds(2));
            assertThat(password(one, "PASSWORD").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void waits_longer_after_each_further_refusal_and_forgives_at_a_success(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            for (int guess = 0; guess < 10; guess++) {
                password(dex, "wrong");
            }
            for (int more = 0; more < 4; more++) {
                clock.advance(Duration.ofMinutes(1));
                assertThat(password(dex, "wrong").statusCode()).isEqualTo(401);
            }
            clock.advance(Duration.ofSeconds(10));
            assertThat(password(dex, "PASSWORD").statusCode())
                    .as("the fifth costs more than ten seconds")
                    .isEqualTo(429);

            clock.advance(Duration.ofMinutes(1));
            assertThat(password(dex, "PASSWORD").statusCode()).isEqualTo(200);
            assertThat(password(dex, "wrong").statusCode()).isEqualTo(401);
            assertThat(password(dex, "PASSWORD").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void writes_down_every_attempt(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            form(dex, "wrong");
            clock.advance(Duration.ofSeconds(1));
            form(dex, "PASSWORD");
            clock.advance(Duration.ofSeconds(1));
            password(dex, "wrong");

            assertThat(dex.dex().trail().latest(10))
                    .extracting(
                            LoginEvent::outcome,
                            LoginEvent::connector,
                            LoginEvent::name,
                            LoginEvent::userId,
                            LoginEvent::client,
                            LoginEvent::address)
                    .containsExactly(
                            tuple(LoginEvent.Outcome.REFUSED, "admin", ""),
                            tuple(LoginEvent.Outcome.SUCCESS, "Kilgore Trout", "0-385-28089-0"),
                            tuple(LoginEvent.Outcome.REFUSED, "admin", ""));
        }
    }

    private static org.assertj.core.groups.Tuple tuple(
            LoginEvent.Outcome outcome, String name, String userId) {
        return org.assertj.core.groups.Tuple.tuple(
                outcome, "people", name, userId, "app", "127.0.0.1");
    }

    private static HttpResponse<String> password(DexServer dex, String password) {
        return new Browser()
                .post(
                        dex.base() + "/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "app",
                                "client_secret",
                                "app-secret",
                                "username",
                                "admin",
                                "password",
                                password,
                                "scope",
                                "openid"));
    }

    private static HttpResponse<String> form(DexServer dex, String password) {
        Browser browser = new Browser();
        String form =
                Browser.location(
                        browser.get(
                                dex.base()
                                        + "/auth/people?client_id=app&response_type=code&scope=openid&state=s&redirect_uri=http://127.0.0.1:5555/callback"));
        return browser.post(dex.origin() + form, Map.of("login", "admin", "password", password));
    }
}
