package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.issuer.Browser.Page;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The client that each stack has at the issuer.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class StackClientTest {
    private static final String CLIENT = "stack_acme_prod";
    private static final String CALLBACK =
            "https://acme-prod.eu.example.com/api/auth/authorize/callback";

    private final Browser browser = new Browser();
    private Servers servers;

    @BeforeEach
    void start(Database database) {
        servers = new Servers(database, FakeClock.atNoon());
        servers.sql(
                "insert into membership.users (id, email) values ('ada-id', 'ada@example.com')",
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'ada-id')",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('acme', 'ada-id', 10)",
                "insert into membership.regions (id, name, base_url, active) values ('eu', 'EU', 'https://eu.example.com', true)",
                "insert into membership.stacks (organization_id, id, name, region_id, client_secret) values ('acme', 'prod', 'Prod', 'eu', 'a secret'), ('acme', 'bare', 'Bare', 'eu', null)");
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void proves_itself_and_is_named_first_in_the_audience() {
        for (Page answer : new Page[] {byBasic("a secret"), byForm("a secret")}) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            JsonNode claims = Relying.claims(answer.json().path("access_token").asString());
            assertThat(claims.path("aud").asString()).isEqualTo(CLIENT);
            assertThat(claims.path("sub").asString()).isEqualTo(CLIENT);
            assertThat(claims.path("scope").asString()).isEmpty();
        }
        assertThat(servers.count("membership.stacks where client_secret is not null")).isZero();
    }

    @Test
    void its_token_opens_nothing_here() {
        String token = byBasic("a secret").json().path("access_token").asString();
        for (String path : new String[] {"/me", "/organizations", "/organizations/acme/stacks"}) {
            assertThat(
                            browser.get(
                                            servers.issuer + path,
                                            Map.of("Authorization", "Bearer " + token))
                                    .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_wrong_secret_a_stack_without_one_and_a_deleted_stack_are_refused() {
        assertThat(byBasic("another").status()).isEqualTo(401);
        assertThat(byForm("").status()).isEqualTo(401);
        assertThat(ask("stack_acme_bare", "").status()).isEqualTo(401);
        assertThat(ask("stack_acme_none", "a secret").status()).isEqualTo(401);
        servers.sql("update membership.stacks set state = 'DELETED'");
        assertThat(byBasic("a secret").status()).isEqualTo(401);
    }

    @Test
    void people_log_in_to_the_stack_and_come_back_to_its_auth_service() {
        Page back = authorize(CALLBACK);
        assertThat(back.location().orElse(back.text())).startsWith(CALLBACK + "?");
        Page tokens =
                browser.post(
                        servers.issuer + "/oauth/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                back.answer().text("code"),
                                "redirect_uri",
                                CALLBACK),
                        Map.of("Authorization", Relying.basic(CLIENT, "a+secret")));
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
        String access = tokens.json().path("access_token").asString();
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + access);
        JsonNode about = browser.get(servers.issuer + "/userinfo", bearer).json();
        assertThat(about.path("email").asString()).isEqualTo("ada@example.com");
        assertThat(browser.get(servers.issuer + "/organizations", bearer).status()).isEqualTo(401);
    }

    @Test
    void nobody_is_sent_anywhere_else() {
        Page page = authorize("https://evil.example.com/callback");
        assertThat(page.status()).isEqualTo(400);
    }

    /// As far as the browser can go: to the stack, which does not run here, or to a refusal.
    private Page authorize(String redirect) {
        Page page =
                browser.get(
                        servers.issuer
                                + "/authorize?client_id="
                                + CLIENT
                                + "&response_type=code&scope=openid%20email&state=x&redirect_uri="
                                + URLEncoder.encode(redirect, StandardCharsets.UTF_8));
        return page.text().contains("id=\"password\"") ? browser.logIn(page, "ada") : page;
    }

    private Page byBasic(String secret) {
        return ask(CLIENT, secret);
    }

    private Page ask(String client, String secret) {
        return browser.post(
                servers.issuer + "/oauth/token",
                Map.of("grant_type", "client_credentials"),
                Map.of(
                        "Authorization",
                        Relying.basic(client, URLEncoder.encode(secret, StandardCharsets.UTF_8))));
    }

    private Page byForm(String secret) {
        return browser.post(
                servers.issuer + "/oauth/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        CLIENT,
                        "client_secret",
                        secret));
    }
}
