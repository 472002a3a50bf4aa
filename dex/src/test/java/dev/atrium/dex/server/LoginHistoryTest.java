package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.dex.audit.LoginEvent;
import dev.atrium.dex.audit.LoginHistory;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the record of logins knows of one person.
@ExtendWith(TestDatabase.class)
class LoginHistoryTest {
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2: {skipApprovalScreen: true, passwordConnector: local}
            enablePasswordDB: true
            staticClients:
            - {id: app, secret: app-secret, name: App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            staticPasswords:
            - {email: ada@example.com, username: ada, userID: ada-1, hash: $2a$10$27uh3e4T2U4EDUhnlAseVOmwJB/E.UNLwoTA19jVGdCdlSj5hz5im}
            - {email: bob@example.com, username: ada, userID: bob-1, hash: $2a$10$27uh3e4T2U4EDUhnlAseVOmwJB/E.UNLwoTA19jVGdCdlSj5hz5im}
            """;

    private final FakeClock clock = FakeClock.atNoon();

    @Test
    void has_their_logins_and_failures_under_the_name_they_log_in_with(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            password(dex, "ada@example.com", "wrong");
            password(dex, "Ada@Example.com", "password");
            password(dex, "bob@example.com", "wrong");
            password(dex, "bob@example.com", "password");
            password(dex, "ADA@example.com", "wrong too");
            password(dex, "ada", "the name that both show proves nothing");

            assertThat(outcomes(history(database).of(accounts(dex, "ada-1"), Long.MAX_VALUE, 9)))
                    .containsExactly("REFUSED", "SUCCESS", "REFUSED");
            assertThat(outcomes(history(database).of(accounts(dex, "bob-1"), Long.MAX_VALUE, 9)))
                    .containsExactly("SUCCESS", "REFUSED");
        }
    }

    @Test
    void knows_nobody_by_another_issuer_or_connector(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            password(dex, "ada@example.com", "password");

            LoginHistory history = history(database);
            String issuer = dex.base();
            assertThat(history.records(List.of(issuer, "https://keycloak.example.com"))).isTrue();
            assertThat(history.records(List.of("https://keycloak.example.com"))).isFalse();
            assertThat(
                            history.of(
                                    List.of(
                                            new LoginHistory.Account(issuer, "ldap", "ada-1"),
                                            new LoginHistory.Account(issuer, "local", ""),
                                            new LoginHistory.Account(
                                                    "https://keycloak.example.com",
                                                    "local",
                                                    "ada-1")),
                                    Long.MAX_VALUE,
                                    9))
                    .isEmpty();
        }
    }

    @Test
    void goes_on_behind_what_was_read(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            for (int time = 0; time < 5; time++) {
                password(dex, "ada@example.com", time % 2 == 0 ? "password" : "wrong");
            }
            List<LoginHistory.Line> all = new ArrayList<>();
            List<LoginHistory.Line> page;
            long before = Long.MAX_VALUE;
            do {
                page = history(database).of(accounts(dex, "ada-1"), before, 2);
                all.addAll(page);
                before = page.isEmpty() ? before : page.getLast().seq();
            } while (!page.isEmpty());

            assertThat(outcomes(all))
                    .containsExactly("SUCCESS", "REFUSED", "SUCCESS", "REFUSED", "SUCCESS");
            assertThat(all)
                    .extracting(LoginHistory.Line::seq)
                    .isSortedAccordingTo((one, other) -> Long.compare(other, one));
        }
    }

    @Test
    void forgets_after_ninety_days(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            password(dex, "ada@example.com", "password");
            clock.advance(Duration.ofDays(90));
            password(dex, "ada@example.com", "wrong");
            database.in(Dex.SCHEMA).writing(tx -> dex.dex().collect(tx, clock.instant()));

            assertThat(history(database).of(accounts(dex, "ada-1"), Long.MAX_VALUE, 9)).isEmpty();
            assertThat(dex.dex().trail().latest(9)).hasSize(1);
        }
    }

    @Test
    void is_not_there_where_no_dex_shares_the_database(Database database) {
        assertThat(new LoginHistory(database, "elsewhere").records(List.of("https://d.example")))
                .isFalse();
    }

    private static LoginHistory history(Database database) {
        return new LoginHistory(database, Dex.SCHEMA);
    }

    private static List<LoginHistory.Account> accounts(DexServer dex, String user) {
        return List.of(new LoginHistory.Account(dex.base(), "local", user));
    }

    private static List<String> outcomes(List<LoginHistory.Line> lines) {
        return lines.stream()
                .map(LoginHistory.Line::event)
                .map(LoginEvent::outcome)
                .map(Enum::name)
                .toList();
    }

    private static void password(DexServer dex, String name, String password) {
        int status =
                new Browser()
                        .post(
                                dex.base() + "/token",
                                Map.of(
                                        "grant_type", "password",
                                        "client_id", "app",
                                        "client_secret", "app-secret",
                                        "username", name,
                                        "password", password,
                                        "scope", "openid"))
                        .statusCode();
        assertThat(status).isEqualTo(password.equals("password") ? 200 : 401);
    }
}
