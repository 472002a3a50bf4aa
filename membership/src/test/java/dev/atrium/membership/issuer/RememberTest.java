package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.issuer.Browser.Page;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The scope `remember_me`: a login with it outlives the browser's windows.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class RememberTest {
    private final Browser browser = new Browser();
    private Servers servers;
    private Relying relying;

    @BeforeEach
    void start(Database database) {
        servers = new Servers(database, FakeClock.atNoon());
        relying = new Relying(servers.issuer);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    /// What the browser was told to keep of the session, as the header says it.
    private String session() {
        return browser.setCookies.stream()
                .filter(cookie -> cookie.matches("atrium-membership-\\d+-session=.+"))
                .reduce((_, latest) -> latest)
                .orElseThrow();
    }

    private void portal(String scope) {
        browser.logIn(browser.get(relying.authorize(scope, Map.of())), "ada");
    }

    private void device(String client, String secret) {
        Page started =
                browser.post(
                        servers.issuer + "/device_authorization",
                        Map.of("scope", "openid remember_me"),
                        Map.of("Authorization", Relying.basic(client, secret)));
        browser.logIn(
                browser.get(
                        servers.issuer
                                + "/device?user_code="
                                + started.json().path("user_code").asString()),
                "ada");
    }

    @Test
    void a_login_with_it_is_kept_as_long_as_the_session() {
        portal("openid remember_me");
        assertThat(session()).contains("Max-Age=259200");
    }

    @Test
    void a_login_without_it_ends_with_the_browser() {
        portal("openid offline_access");
        assertThat(session()).doesNotContain("Max-Age").doesNotContain("Expires");
    }

    @Test
    void it_counts_for_the_login_of_a_device_too() {
        device("portal", "portal-secret");
        assertThat(session()).contains("Max-Age=259200");
    }

    @Test
    void it_counts_only_for_clients_that_may_ask_for_it() {
        device("fctl", "");
        assertThat(session()).doesNotContain("Max-Age");
    }

    @Test
    void it_counts_for_whoever_was_invited_and_decides_first() {
        servers.sql(
                "insert into membership.users (id, email) values ('eve', 'eve@acme.test')",
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'eve')",
                "insert into membership.invitations (id, organization_id, user_email, expires_at) values ('inv-1', 'acme', 'ada@example.com', '2099-01-01T12:00:00Z')");
        Page offers =
                browser.logIn(
                        browser.get(relying.authorize("openid remember_me", Map.of())), "ada");
        assertThat(offers.text()).contains("You have been invited");
        browser.submit(offers, Map.of("decision", "later"));
        assertThat(session()).contains("Max-Age=259200");
    }
}
