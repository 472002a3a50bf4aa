package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Secret;
import dev.atrium.membership.ServiceUrl;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.membership.issuer.Browser.Page;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whoever is wrong too often has to wait. The proxy at 127.0.0.1 is trusted to name the caller.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class GuessingTest {
    private static final String HERE = "203.0.113.1";
    private static final String ELSEWHERE = "203.0.113.2";

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private Servers servers;
    private Relying relying;

    @BeforeEach
    void start(Database database) {
        servers =
                new Servers(
                        database,
                        clock,
                        Servers.clients(),
                        Map.of("TRUSTED_PROXIES", "127.0.0.1/32"));
        relying = new Relying(servers.issuer);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private static Map<String, String> from(String address) {
        return Map.of("X-Forwarded-For", address);
    }

    private static void hasToWait(Page page) {
        assertThat(page.status()).as(page.text()).isEqualTo(429);
        assertThat(page.text()).contains("too many attempts, try again in");
    }

    @Nested
    class DeviceCodes {
        private Page type(String code, String address) {
            return browser.post(
                    servers.issuer + "/device", Map.of("user_code", code), from(address));
        }

        private String right() {
            return relying.fctlLogin().json().path("user_code").asString();
        }

        private void wrong(int times, String address) {
            for (int attempt = 0; attempt < times; attempt++) {
                assertThat(type("BBBB-BBBB", address).status()).isEqualTo(400);
            }
        }

        @Test
        void are_slowed_down_by_address() {
            wrong(50, HERE);
            hasToWait(type("CCCC-CCCC", HERE));
            hasToWait(type(right(), HERE));
            hasToWait(browser.get(servers.issuer + "/device?user_code=DDDD-DDDD", from(HERE)));
            assertThat(type("CCCC-CCCC", ELSEWHERE).status()).isEqualTo(400);
            assertThat(type(right(), ELSEWHERE).status()).isEqualTo(303);

            clock.advance(Duration.ofSeconds(2));
            assertThat(type(right(), HERE).status()).isEqualTo(303);
        }

        @Test
        void are_slowed_down_by_person_wherever_they_are() {
            browser.logIn(browser.get(servers.issuer + "/device?user_code=" + right()), "ada");
            for (int attempt = 0; attempt < 10; attempt++) {
                wrong(1, "203.0.113." + (100 + attempt));
            }
            hasToWait(type("CCCC-CCCC", HERE));
            hasToWait(type(right(), HERE));
            browser.forget();
            assertThat(type(right(), HERE).status()).isEqualTo(303);
        }

        @Test
        void that_are_right_forgive_nothing_since_everybody_can_have_one() {
            browser.logIn(browser.get(servers.issuer + "/device?user_code=" + right()), "ada");
            wrong(9, HERE);
            assertThat(type(right(), HERE).status()).isEqualTo(303);
            wrong(1, HERE);
            hasToWait(type(right(), HERE));
        }

        @Test
        void cost_longer_the_more_are_wrong() {
            wrong(50, HERE);
            clock.advance(Duration.ofSeconds(2));
            wrong(1, HERE);
            clock.advance(Duration.ofMillis(1500));
            hasToWait(type("CCCC-CCCC", HERE));
        }
    }

    @Nested
    class SecretsOfClients {
        private Page ask(String path, String client, String secret, String address) {
            return browser.post(
                    servers.issuer + path,
                    Map.of("grant_type", "client_credentials", "token", "x"),
                    Map.of(
                            "Authorization",
                            Relying.basic(client, secret),
                            "X-Forwarded-For",
                            address));
        }

        private int status(String client, String secret, String address) {
            return ask(
                            client.startsWith("organization_") ? "/oauth/token" : "/revoke",
                            client,
                            secret,
                            address)
                    .status();
        }

        @Test
        void are_slowed_down_by_client_and_address() {
            for (int attempt = 0; attempt < 10; attempt++) {
                assertThat(status("portal", "guess-" + attempt, HERE)).isEqualTo(401);
            }
            Page refused = ask("/oauth/token", "portal", "portal-secret", HERE);
            hasToWait(refused);
            assertThat(refused.json().path("error").asString()).isEqualTo("slow_down");
            assertThat(status("portal", "guess", ELSEWHERE)).isEqualTo(401);
            assertThat(status("portal", "portal-secret", ELSEWHERE)).isEqualTo(200);
        }

        @Test
        void that_are_right_forgive_what_was_wrong_before() {
            for (int attempt = 0; attempt < 10; attempt++) {
                status("portal", "guess-" + attempt, HERE);
            }
            clock.advance(Duration.ofSeconds(2));
            assertThat(status("portal", "portal-secret", HERE)).isEqualTo(200);
            assertThat(status("portal", "guess", HERE)).isEqualTo(401);
            assertThat(status("portal", "portal-secret", HERE)).isEqualTo(200);
        }

        @Test
        void are_slowed_down_by_address_over_all_clients() {
            IntStream.range(0, 100)
                    .forEach(
                            attempt ->
                                    assertThat(status("client-" + attempt, "guess", HERE))
                                            .isEqualTo(401));
            hasToWait(ask("/oauth/token", "another", "guess", HERE));
            hasToWait(ask("/oauth/token", "portal", "portal-secret", HERE));
            assertThat(relying.fctlLogin().status()).isEqualTo(200);
        }

        @Test
        void are_slowed_down_wherever_they_are_tried() {
            for (int attempt = 0; attempt < 10; attempt++) {
                assertThat(
                                ask(
                                                attempt % 2 == 0
                                                        ? "/device_authorization"
                                                        : "/oauth/introspect",
                                                "portal",
                                                "guess",
                                                HERE)
                                        .status())
                        .isEqualTo(401);
            }
            hasToWait(ask("/device_authorization", "portal", "guess", HERE));
            hasToWait(ask("/oauth/introspect", "portal", "guess", HERE));
            hasToWait(ask("/revoke", "portal", "guess", HERE));
        }

        @Test
        void that_nobody_can_guess_are_never_kept_waiting() {
            servers.sql(
                    "insert into membership.users (id, email) values ('eve', 'eve@acme.test')",
                    "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'eve')",
                    "insert into membership.organization_clients (id, organization_id, name, secret_hash, secret_last_digits) values ('robot', 'acme', 'Robot', sha256('generated'), '1234')");
            for (int attempt = 0; attempt < 10; attempt++) {
                assertThat(status("organization_robot", "guess", HERE)).isEqualTo(401);
            }
            hasToWait(ask("/oauth/token", "organization_robot", "guess", HERE));
            assertThat(status("organization_robot", "generated", HERE)).isEqualTo(200);
        }
    }

    @Nested
    class Invitations {
        private String link(String id) {
            return new InvitationLinks(
                            MasterKey.of(Secret.of("test"), new SecureRandom())
                                    .derive("membership.invitation_links"),
                            new ServiceUrl(servers.issuer))
                    .of(new InvitationId(id))
                    .toString();
        }

        @Test
        void cost_whoever_tries_their_tokens_and_nobody_else() {
            servers.sql(
                    "insert into membership.users (id, email) values ('eve', 'eve@acme.test')",
                    "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'eve')",
                    "insert into membership.invitations (id, organization_id, user_email, expires_at) values ('inv-1', 'acme', 'ada@example.com', '2026-11-29T12:00:00Z')");
            String forged = link("inv-1").replaceFirst("token=.{4}", "token=AAAA");
            for (int attempt = 0; attempt < 10; attempt++) {
                assertThat(browser.get(forged, from(HERE)).status()).isEqualTo(400);
            }
            hasToWait(browser.get(forged, from(HERE)));
            assertThat(browser.get(forged, from(ELSEWHERE)).status()).isEqualTo(400);
            assertThat(browser.get(link("inv-1"), from(HERE)).status()).isEqualTo(302);
        }

        @Test
        void are_counted_over_all_of_them() {
            for (int attempt = 0; attempt < 50; attempt++) {
                assertThat(
                                browser.get(
                                                servers.issuer
                                                        + "/invitations/i"
                                                        + attempt
                                                        + "?token=x",
                                                from(HERE))
                                        .status())
                        .isEqualTo(400);
            }
            hasToWait(browser.get(servers.issuer + "/invitations/another?token=x", from(HERE)));
        }
    }

    @Test
    void a_refusal_says_when_to_come_back() throws IOException, InterruptedException {
        HttpRequest guess =
                HttpRequest.newBuilder(URI.create(servers.issuer + "/oauth/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "grant_type=client_credentials&client_id=portal&client_secret=x"))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int attempt = 0; attempt < 10; attempt++) {
                http.send(guess, HttpResponse.BodyHandlers.discarding());
            }
            clock.advance(Duration.ofSeconds(2));
            http.send(guess, HttpResponse.BodyHandlers.discarding());
            assertThat(
                            http.send(guess, HttpResponse.BodyHandlers.discarding())
                                    .headers()
                                    .firstValue("Retry-After"))
                    .contains("2");
        }
    }
}
