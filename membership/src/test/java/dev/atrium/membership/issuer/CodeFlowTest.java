package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class CodeFlowTest {
    private static final String SCOPE =
            "openid email profile offline_access accesses on_behalf remember_me";

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private Servers servers;
    private Relying portal;

    @BeforeEach
    void start(Database database) {
        servers = new Servers(database, clock);
        portal = new Relying(servers.issuer);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private Browser.Page logIn(String name) {
        return browser.logIn(browser.get(portal.authorize(SCOPE, Map.of())), name);
    }

    @Test
    void portal_logs_a_person_in_through_dex() {
        Browser.Page back = logIn("ada");
        assertThat(back.location().orElseThrow()).startsWith(Relying.REDIRECT + "?");
        assertThat(back.answer().text("state")).isEqualTo("the state");
        Browser.Page answer = portal.redeem(back.answer().text("code"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode tokens = answer.json();
        assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(tokens.path("expires_in").asLong()).isEqualTo(300);
        JsonNode access = Relying.claims(tokens.path("access_token").asString());
        String user = servers.texts("select id from membership.users").getFirst();
        assertThat(access.path("iss").asString()).isEqualTo(servers.issuer);
        assertThat(access.path("sub").asString()).isEqualTo(user);
        assertThat(access.path("aud").asString()).isEqualTo("portal");
        assertThat(access.path("client_id").asString()).isEqualTo("portal");
        assertThat(access.path("nbf").asLong()).isEqualTo(access.path("iat").asLong());
        assertThat(access.path("scope").asString()).isEqualTo(SCOPE);
        assertThat(access.has("organization_id")).isFalse();
        JsonNode id = Relying.claims(tokens.path("id_token").asString());
        assertThat(id.path("nonce").asString()).isEqualTo("the nonce");
        assertThat(id.path("email").asString()).isEqualTo("ada@example.com");
        assertThat(id.path("email_verified").asBoolean()).isTrue();
        assertThat(id.path("org").get(0).path("displayName").asString())
                .isEqualTo("ada's organization");
        Browser.Page me = portal.api("/me", tokens.path("access_token").asString());
        assertThat(me.json().path("data").path("id").asString()).isEqualTo(user);
        assertThat(
                        portal.api("/organizations", tokens.path("access_token").asString())
                                .json()
                                .path("data"))
                .hasSize(1);
    }
}
