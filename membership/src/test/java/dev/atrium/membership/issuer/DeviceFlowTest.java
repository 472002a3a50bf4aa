package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

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

@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class DeviceFlowTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private Servers servers;
    private Relying fctl;

    @BeforeEach
    void start(Database database) {
        servers = new Servers(database, clock);
        fctl = new Relying(servers.issuer);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    /// Opens the page as fctl does, logging in where that is asked for.
    private Browser.Page open(JsonNode device) {
        Browser.Page page =
                browser.get(
                        device.path("verification_uri").asString()
                                + "?user_code="
                                + device.path("user_code").asString());
        return page.text().contains("id=\"password\"") ? browser.logIn(page, "ada") : page;
    }

    @Test
    void fctl_logs_in() {
        JsonNode device = fctl.fctlLogin().json();
        assertThat(device.path("verification_uri").asString())
                .isEqualTo(servers.issuer + "/device");
        assertThat(device.path("interval").asInt()).isEqualTo(2);
        String code = device.path("device_code").asString();
        Browser.Page early = fctl.fctlPolls(code, "");
        assertThat(early.status()).isEqualTo(400);
        assertThat(early.json().path("error").asString()).isEqualTo("authorization_pending");
        Browser.Page page = open(device);
        assertThat(page.text())
                .contains("Allow fctl to log in?")
                .contains(device.path("user_code").asString())
                .contains("ada@example.com");
        assertThat(browser.submit(page, Map.of("decision", "approve")).text())
                .contains("You can close this window");
        clock.advance(Duration.ofSeconds(2));
        Browser.Page answer = fctl.fctlPolls(code, "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode tokens = answer.json();
        assertThat(tokens.path("refresh_token").asString()).isNotEmpty();
        JsonNode id = Relying.claims(tokens.path("id_token").asString());
        assertThat(id.path("iss").asString()).isEqualTo(servers.issuer);
        assertThat(id.path("aud").asString()).isEqualTo("fctl");
        assertThat(id.has("nonce")).isFalse();
        assertThat(id.path("org")).hasSize(1);
        JsonNode access = Relying.claims(tokens.path("access_token").asString());
        assertThat(access.path("sub")).isEqualTo(id.path("sub"));
        assertThat(access.path("scope").asString())
                .isEqualTo("openid offline_access accesses on_behalf");
        assertThat(
                        fctl.api("/organizations", tokens.path("access_token").asString())
                                .json()
                                .path("data"))
                .hasSize(1);
        assertThat(fctl.fctlPolls(code, "").json().path("error").asString())
                .isEqualTo("invalid_request");
    }
}
