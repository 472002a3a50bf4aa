package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class UpstreamTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();

    private Browser.Page authorize(Servers servers) {
        return browser.get(new Relying(servers.issuer).authorize("openid", Map.of()));
    }

    @Test
    void a_provider_that_refuses_the_scopes_is_asked_for_the_standard_ones(Database database) {
        Map<String, String> unknownScope = Map.of("RP_SCOPES", "openid email made-up");
        try (Servers servers = new Servers(database, clock, Servers.clients(), unknownScope)) {
            Browser.Page back = browser.logIn(authorize(servers), "ada");
            assertThat(back.answer().has("code")).as(back.text()).isTrue();
            assertThat(servers.texts("select name from membership.identities"))
                    .containsExactly("ada");
            assertThat(servers.texts("select connector_id from membership.identities"))
                    .containsExactly("");
        }
    }

    @Test
    void a_provider_that_does_not_answer_is_said_on_a_page(Database database) {
        Map<String, String> nobody = Map.of("RP_ISSUER", "http://127.0.0.1:9");
        try (Servers servers = new Servers(database, clock, Servers.clients(), nobody)) {
            Browser.Page page = authorize(servers);
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.text()).contains("cannot be reached just now").contains("Request ");
        }
    }

    @Test
    void several_providers_are_chosen_from(Database database) {
        String second =
                """
                connectors:
                  - id: second
                    name: Second provider
                    type: generic
                    clientID: membership
                    clientSecret: membership-secret
                    config: {issuer: "${dex}"}
                """;
        try (Servers servers = new Servers(database, clock, Servers.clients() + second, Map.of())) {
            Browser.Page page = authorize(servers);
            assertThat(page.text()).contains("Second provider").contains("127.0.0.1");
            Matcher link =
                    Pattern.compile("href=\"(/api/login/second[^\"]*)\"").matcher(page.text());
            assertThat(link.find()).isTrue();
            String address =
                    page.address()
                            .resolve(link.group(1).replace("&#x3D;", "=").replace("&amp;", "&"))
                            .toString();
            Browser.Page back = browser.logIn(browser.get(address), "ada");
            assertThat(back.answer().has("code")).as(back.text()).isTrue();
        }
    }

    @Test
    void another_browser_cannot_continue_a_login(Database database) {
        try (Servers servers = new Servers(database, clock)) {
            String address = new Relying(servers.issuer).authorize("openid", Map.of());
            Browser.Page out = browser.get(address, Map.of());
            String state = out.answer().text("state");
            Browser.Page stolen =
                    new Browser().get(servers.issuer + "/authorize/callback?code=x&state=" + state);
            assertThat(stolen.status()).isEqualTo(400);
            assertThat(stolen.text()).contains("no longer known");
            Browser.Page refused =
                    browser.get(
                            servers.issuer
                                    + "/authorize/callback?error=access_denied&state="
                                    + state);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(servers.count("membership_oidc.sessions")).isZero();
        }
    }

    @Test
    void behind_a_tls_proxy_cookies_are_secure_and_addresses_public(Database database) {
        Map<String, String> proxied = Map.of("SERVICE_URL", "https://membership.example.com/api");
        try (Servers servers = new Servers(database, clock, Servers.clients(), proxied)) {
            Browser.Page page =
                    browser.get(
                            new Relying(servers.issuer).authorize("openid", Map.of()), Map.of());
            assertThat(page.location().orElseThrow())
                    .contains(
                            "redirect_uri=https%3A%2F%2Fmembership.example.com%2Fapi%2Fauthorize%2Fcallback");
            assertThat(browser.setCookies)
                    .allSatisfy(cookie -> assertThat(cookie).contains("; Secure"));
            assertThat(
                            browser.get(servers.issuer + "/.well-known/openid-configuration")
                                    .json()
                                    .path("issuer")
                                    .asString())
                    .isEqualTo("https://membership.example.com/api");
        }
    }

    @Test
    void a_server_whose_address_changed_starts_and_goes_on(Database database) {
        Relying before;
        String refresh;
        String access;
        try (Servers servers = new Servers(database, clock)) {
            before = new Relying(servers.issuer);
            Browser.Page back = browser.logIn(authorizeOffline(servers), "ada");
            var tokens = before.redeem(back.answer().text("code")).json();
            refresh = tokens.path("refresh_token").asString();
            access = tokens.path("access_token").asString();
        }
        try (Servers servers = new Servers(database, clock)) {
            Relying after = new Relying(servers.issuer);
            assertThat(after.api("/me", access).status()).isEqualTo(401);
            assertThat(after.refresh(refresh).status()).isEqualTo(200);
        }
    }

    private Browser.Page authorizeOffline(Servers servers) {
        return browser.get(
                new Relying(servers.issuer).authorize("openid offline_access", Map.of()));
    }
}
