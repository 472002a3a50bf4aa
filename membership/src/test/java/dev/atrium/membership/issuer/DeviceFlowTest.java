package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Json;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
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

    private static final String SCOPES =
            "organization:Read organization:ListStacks organization:ReadStack organization:CreateStack openid offline_access";

    private void declare() {
        servers.sql(
                "insert into membership.users (id, email) values ('ada-id', 'ada@example.com'), ('eve', 'eve@example.com')",
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'eve'), ('globex', 'Globex', 'eve')",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('acme', 'ada-id', 4), ('acme', 'eve', 10), ('globex', 'eve', 10)",
                "insert into membership.regions (id, name, base_url, active) values ('eu', 'EU', 'https://eu.example.com/', true)",
                "insert into membership.stacks (organization_id, id, name, region_id, status) values ('acme', 'prod', 'Production', 'eu', 'READY'), ('acme', 'test', 'Test', 'eu', 'READY')",
                "insert into membership.stack_users (organization_id, stack_id, user_id, policy_id) values ('acme', 'prod', 'ada-id', 1)");
    }

    private JsonNode granted(Map<String, String> form, String resource) {
        JsonNode device = fctl.fctlStarts(form).json();
        Browser.Page page = open(device);
        browser.submit(page, Map.of("decision", "approve"));
        Browser.Page answer = fctl.fctlPolls(device.path("device_code").asString(), resource);
        assertThat(answer.status()).as(answer.text() + page.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode root() {
        return granted(
                Map.of("scope", "openid offline_access accesses on_behalf", "prompt", "no-org"),
                "");
    }

    @Test
    void the_id_token_lists_what_the_person_may_touch() {
        declare();
        JsonNode org = Relying.claims(root().path("id_token").asString()).path("org");
        assertThat(org)
                .isEqualTo(
                        Json.mapper()
                                .readTree(
                                        """
                                        [{"id":"acme","displayName":"Acme","stacks":[{"id":"prod","displayName":"Production",
                                          "uri":"https://acme-prod.eu.example.com","scopes":["stack:Read"]}],"applications":[]}]
                                        """));
    }

    @Test
    void an_organization_token_has_no_more_than_the_persons_rights() {
        declare();
        String hint = root().path("id_token").asString();
        clock.advance(Duration.ofDays(1));
        JsonNode tokens =
                granted(
                        Map.of(
                                "scope", SCOPES,
                                "organization_id", "acme",
                                "id_token_hint", hint),
                        "");
        String token = tokens.path("access_token").asString();
        JsonNode access = Relying.claims(token);
        assertThat(access.path("organization_id").asString()).isEqualTo("acme");
        assertThat(access.path("scope").asString())
                .isEqualTo(
                        "openid offline_access organization:Read organization:ListStacks organization:ReadStack");
        assertThat(fctl.api("/organizations/acme/stacks", token).status()).isEqualTo(200);
        assertThat(fctl.api("/organizations/acme/users", token).status()).isEqualTo(403);
        assertThat(fctl.api("/organizations/globex/stacks", token).status()).isEqualTo(403);
        clock.advance(Duration.ofMinutes(6));
        assertThat(fctl.api("/organizations/acme", token).status()).isEqualTo(401);
        JsonNode again = fctl.fctlRefreshes(tokens.path("refresh_token").asString()).json();
        assertThat(Relying.claims(again.path("access_token").asString()).path("organization_id"))
                .isEqualTo(access.path("organization_id"));
    }

    @Test
    void rights_taken_away_are_gone_from_the_next_refresh() {
        declare();
        JsonNode tokens = granted(Map.of("scope", SCOPES, "organization_id", "acme"), "");
        servers.sql(
                "update membership.organization_users set policy_id = 1 where user_id = 'ada-id'");
        clock.advance(Duration.ofMinutes(5));
        JsonNode again = fctl.fctlRefreshes(tokens.path("refresh_token").asString()).json();
        assertThat(Relying.claims(again.path("access_token").asString()).path("scope").asString())
                .isEqualTo("openid offline_access organization:ReadStack");
        servers.sql("delete from membership.organization_users where user_id = 'ada-id'");
        clock.advance(Duration.ofMinutes(5));
        Browser.Page gone = fctl.fctlRefreshes(again.path("refresh_token").asString());
        assertThat(gone.status()).isEqualTo(400);
        assertThat(gone.json().path("error").asString()).isEqualTo("invalid_request");
    }

    @Test
    void a_stack_token_is_for_the_stack_and_not_for_the_api() {
        declare();
        String resource = "stack://acme/prod|stack:Read stack:Write";
        JsonNode tokens =
                granted(
                        Map.of(
                                "scope", "openid offline_access",
                                "organization_id", "acme",
                                "resource", resource),
                        resource);
        String token = tokens.path("access_token").asString();
        JsonNode access = Relying.claims(token);
        assertThat(access.path("aud").toString())
                .isEqualTo("[\"fctl\",\"https://acme-prod.eu.example.com/api/auth\"]");
        assertThat(access.path("scope").asString()).isEqualTo("openid offline_access stack:Read");
        assertThat(access.path("organization_id").asString()).isEqualTo("acme");
        assertThat(fctl.api("/organizations/acme/stacks/prod", token).status()).isEqualTo(401);
        clock.advance(Duration.ofMinutes(5));
        JsonNode again = fctl.fctlRefreshes(tokens.path("refresh_token").asString()).json();
        assertThat(Relying.claims(again.path("access_token").asString()).path("aud"))
                .isEqualTo(access.path("aud"));
    }

    @Test
    void what_is_out_of_reach_is_said_on_the_page_and_told_to_the_device() {
        declare();
        root();
        for (Map<String, String> form :
                List.of(
                        Map.of("scope", SCOPES, "organization_id", "globex"),
                        Map.of("scope", "openid", "resource", "stack://acme/test|stack:Read"),
                        Map.of("scope", "openid", "resource", "app://deploy|apps:Read"))) {
            JsonNode device = fctl.fctlStarts(form).json();
            Browser.Page page = open(device);
            assertThat(page.text()).contains("There is no ");
            Browser.Page forced = browser.submit(page, Map.of("decision", "approve"));
            assertThat(forced.status()).isEqualTo(403);
            Browser.Page answer = fctl.fctlPolls(device.path("device_code").asString(), "");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error").asString()).isEqualTo("access_denied");
        }
    }

    @Test
    void a_person_may_say_no() {
        JsonNode device = fctl.fctlLogin().json();
        Browser.Page page = open(device);
        assertThat(browser.submit(page, Map.of("decision", "deny")).text()).contains("denied");
        assertThat(
                        fctl.fctlPolls(device.path("device_code").asString(), "")
                                .json()
                                .path("error")
                                .asString())
                .isEqualTo("access_denied");
    }

    @Test
    void a_decision_counts_only_from_the_page_of_the_session() {
        JsonNode device = fctl.fctlLogin().json();
        open(device);
        Browser.Page forged =
                browser.post(
                        servers.issuer + "/device/decision",
                        Map.of(
                                "user_code", device.path("user_code").asString(),
                                "decision", "approve",
                                "proof", "made-up"));
        assertThat(forged.status()).isEqualTo(400);
        assertThat(
                        fctl.fctlPolls(device.path("device_code").asString(), "")
                                .json()
                                .path("error")
                                .asString())
                .isEqualTo("authorization_pending");
    }

    @Test
    void a_code_can_be_typed_and_a_wrong_one_is_refused() {
        JsonNode device = fctl.fctlLogin().json();
        Browser.Page form = browser.get(servers.issuer + "/device");
        assertThat(browser.submit(form, Map.of("user_code", "XXXX-XXXX")).status()).isEqualTo(400);
        String typed = device.path("user_code").asString().toLowerCase(java.util.Locale.ROOT);
        assertThat(browser.submit(form, Map.of("user_code", typed)).text())
                .contains("id=\"password\"");
        clock.advance(Duration.ofMinutes(11));
        assertThat(browser.submit(form, Map.of("user_code", typed)).status()).isEqualTo(400);
        assertThat(
                        fctl.fctlPolls(device.path("device_code").asString(), "")
                                .json()
                                .path("error")
                                .asString())
                .isEqualTo("expired_token");
    }

    @Test
    void an_empty_device_code_gets_a_clear_error() {
        Browser.Page answer = fctl.fctlPolls("", "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asString()).isEqualTo("invalid_request");
        assertThat(answer.json().path("error_description").asString())
                .isEqualTo("No device code received");
    }

    @Test
    void a_refresh_of_nonsense_tells_fctl_to_log_in_again() {
        for (String token : List.of("", "nonsense", "eyJhbGciOiJub25lIn0.e30.")) {
            Browser.Page answer = fctl.fctlRefreshes(token);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("error").asString()).isEqualTo("invalid_request");
        }
    }

    @Test
    void a_resource_that_cannot_be_read_is_an_invalid_target() {
        Browser.Page answer =
                fctl.fctlStarts(Map.of("scope", "openid", "resource", "http://elsewhere"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asString()).isEqualTo("invalid_target");
    }

    @Test
    void a_logout_in_the_browser_leaves_fctl_logged_in() {
        String refresh = root().path("refresh_token").asString();
        browser.get(servers.issuer + "/end_session");
        clock.advance(Duration.ofMinutes(5));
        assertThat(fctl.fctlRefreshes(refresh).status()).isEqualTo(200);
    }

    @Test
    void without_the_client_fctl_its_login_is_refused_with_a_sentence(Database database) {
        servers.close();
        servers =
                new Servers(
                        database,
                        clock,
                        Servers.clients().replace("id: fctl", "id: other"),
                        Map.of());
        Browser.Page answer = new Relying(servers.issuer).fctlLogin();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").asString()).isEqualTo("invalid_client");
        assertThat(answer.json().path("error_description").asString()).contains("fctl");
    }

    @Test
    void the_api_takes_only_our_own_access_tokens() {
        JsonNode tokens = root();
        String access = tokens.path("access_token").asString();
        assertThat(fctl.api("/me", access).status()).isEqualTo(200);
        assertThat(fctl.api("/me", tokens.path("id_token").asString()).status()).isEqualTo(401);
        String changed = access.substring(0, access.length() - 6) + "AAAAAA";
        assertThat(fctl.api("/me", changed).status()).isEqualTo(401);
        assertThat(fctl.api("/me", "nonsense").status()).isEqualTo(401);
        clock.advance(Duration.ofMinutes(5).plusSeconds(3));
        assertThat(fctl.api("/me", access).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(3));
        assertThat(fctl.api("/me", access).status()).isEqualTo(401);
    }
}
