package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.issuer.Browser.Page;
import dev.atrium.membership.issuer.person.Linking;
import dev.atrium.membership.issuer.session.SignedInStore;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What a logout, or the end of an account, takes away at once.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class SignedOutTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private Servers servers;
    private Relying relying;

    @BeforeEach
    void start(Database database) {
        servers = new Servers(database, clock);
        relying = new Relying(servers.issuer);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private Page approved(JsonNode started) {
        Page page =
                browser.get(
                        servers.issuer
                                + "/device?user_code="
                                + started.path("user_code").asString());
        if (page.text().contains("id=\"password\"")) {
            page = browser.logIn(page, "ada");
        }
        return browser.submit(page, Map.of("decision", "approve"));
    }

    private String code() {
        Page at = browser.get(relying.authorize("openid offline_access", Map.of()));
        if (at.text().contains("id=\"password\"")) {
            at = browser.logIn(at, "ada");
        }
        return at.answer().text("code");
    }

    @Test
    void a_device_approved_before_a_logout_gets_nothing_after_it() {
        JsonNode started = relying.fctlLogin().json();
        approved(started);
        browser.get(servers.issuer + "/end_session");
        clock.advance(Duration.ofSeconds(3));

        Page answer = relying.fctlPolls(started.path("device_code").asString(), "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asString()).isEqualTo("access_denied");
    }

    @Test
    void whom_the_operator_links_logs_in_to_that_account() {
        String code = code();
        servers.sql(
                "insert into membership.users (id, email, role) values ('chief', 'ada@example.com', 'ADMIN')");
        assertThat(servers.count("membership.identities where user_id = 'chief'")).isZero();
        new Linking(servers.database, new SignedInStore(), new LogStore(), servers.clock)
                .link(new UserId("chief"), new Linking.Name(servers.dex, "local", "ada-id"), false);

        assertThat(relying.redeem(code).status()).isEqualTo(400);
        JsonNode tokens = relying.redeem(code()).json();
        assertThat(Relying.claims(tokens.path("id_token").asString()).path("sub").asString())
                .isEqualTo("chief");
        assertThat(servers.count("membership.logs where action = 'users.linked'")).isEqualTo(1);
    }

    @Test
    void a_code_given_before_a_logout_gives_nothing_after_it() {
        String code = code();
        browser.get(servers.issuer + "/end_session");

        assertThat(relying.redeem(code).status()).isEqualTo(400);
    }

    @Test
    void a_device_keeps_what_it_has_when_the_browser_logs_out() {
        JsonNode started = relying.fctlLogin().json();
        approved(started);
        clock.advance(Duration.ofSeconds(3));
        JsonNode tokens = relying.fctlPolls(started.path("device_code").asString(), "").json();
        browser.get(servers.issuer + "/end_session");

        assertThat(relying.fctlRefreshes(tokens.path("refresh_token").asString()).status())
                .isEqualTo(200);
    }

    @Test
    void whoever_is_removed_loses_session_refresh_token_and_pending_code() {
        JsonNode started = relying.fctlLogin().json();
        approved(started);
        clock.advance(Duration.ofSeconds(3));
        JsonNode tokens = relying.fctlPolls(started.path("device_code").asString(), "").json();
        String code = code();
        String user =
                servers.texts("select id from membership.users where email = 'ada@example.com'")
                        .getFirst();
        servers.database.writing(tx -> new SignedInStore().end(tx, new UserId(user)));

        assertThat(relying.redeem(code).status()).isEqualTo(400);
        assertThat(relying.fctlRefreshes(tokens.path("refresh_token").asString()).status())
                .isEqualTo(400);
        assertThat(browser.get(relying.authorize("openid", Map.of())).text())
                .contains("id=\"password\"");
    }
}
