package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.http.Parameters;
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

    private JsonNode tokens(String scope) {
        Browser.Page page = browser.get(portal.authorize(scope, Map.of()));
        Browser.Page back = page.location().isPresent() ? page : browser.logIn(page, "ada");
        return portal.redeem(back.answer().text("code")).json();
    }

    @Test
    void a_second_client_needs_no_second_login() {
        logIn("ada");
        Browser.Page back = browser.get(portal.authorize("openid", Map.of("prompt", "none")));
        assertThat(back.answer().text("code")).isNotEmpty();
    }

    @Test
    void nobody_logged_in_is_told_to_a_client_that_asks_without_a_page() {
        Browser.Page back = browser.get(portal.authorize("openid", Map.of("prompt", "none")));
        assertThat(back.answer().text("error")).isEqualTo("login_required");
        assertThat(servers.count("membership_oidc.sessions")).isZero();
    }

    @Test
    void a_fresh_login_is_made_when_the_client_wants_one() {
        logIn("ada");
        assertThat(browser.get(portal.authorize("openid", Map.of("prompt", "login"))).text())
                .contains("id=\"password\"");
        clock.advance(Duration.ofMinutes(2));
        assertThat(browser.get(portal.authorize("openid", Map.of("max_age", "60"))).text())
                .contains("id=\"password\"");
        assertThat(
                        browser.get(portal.authorize("openid", Map.of("max_age", "300")))
                                .answer()
                                .has("code"))
                .isTrue();
    }

    @Test
    void words_of_prompt_that_only_fctl_knows_are_ignored() {
        assertThat(browser.get(portal.authorize("openid", Map.of("prompt", "no-org"))).text())
                .contains("id=\"password\"");
    }

    @Test
    void nothing_is_written_before_somebody_logs_in() {
        browser.get(portal.authorize(SCOPE, Map.of()));
        assertThat(servers.count("membership.users")).isZero();
        for (String table : List.of("sessions", "logins", "parked_requests", "codes")) {
            assertThat(servers.count("membership_oidc." + table)).as(table).isZero();
        }
    }

    @Test
    void a_code_is_good_once_and_its_second_use_ends_what_it_gave() {
        String code = logIn("ada").answer().text("code");
        String refresh = portal.redeem(code).json().path("refresh_token").asString();
        Browser.Page again = portal.redeem(code);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().path("error").asString()).isEqualTo("invalid_grant");
        assertThat(portal.refresh(refresh).json().path("error").asString())
                .isEqualTo("invalid_request");
    }

    @Test
    void unknown_clients_and_redirects_are_shown_and_not_followed() {
        Browser.Page client =
                browser.get(portal.authorize("openid", Map.of("client_id", "nobody")));
        assertThat(client.status()).isEqualTo(404);
        Browser.Page redirect =
                browser.get(
                        portal.authorize(
                                "openid", Map.of("redirect_uri", "http://evil.example/x")));
        assertThat(redirect.status()).isEqualTo(400);
        assertThat(redirect.text()).contains("Unregistered redirect_uri").contains("Request ");
    }

    @Test
    void the_host_of_a_request_changes_nothing() {
        Browser.Page page =
                browser.get(
                        portal.authorize("openid", Map.of()),
                        Map.of("X-Forwarded-Host", "evil.example"));
        assertThat(page.location().orElseThrow()).startsWith(servers.dex + "/auth?");
        assertThat(page.location().orElseThrow())
                .contains("redirect_uri=" + Parameters.encode(servers.issuer));
    }

    @Test
    void the_cookie_of_the_session_carries_role_and_port() {
        logIn("ada");
        String port = servers.issuer.replaceAll(".*:(\\d+)/.*", "$1");
        assertThat(browser.setCookies)
                .anySatisfy(
                        cookie ->
                                assertThat(cookie)
                                        .startsWith("atrium-membership-" + port + "-session=")
                                        .contains("Path=/api")
                                        .contains("HttpOnly")
                                        .contains("SameSite=Lax")
                                        .contains("Max-Age=259200")
                                        .doesNotContain("Secure"));
    }

    @Test
    void a_refresh_gives_the_same_again_with_another_token() {
        JsonNode first = tokens(SCOPE);
        clock.advance(Duration.ofMinutes(5));
        Browser.Page answer = portal.refresh(first.path("refresh_token").asString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode second = answer.json();
        assertThat(second.path("refresh_token").asString())
                .isNotEmpty()
                .isNotEqualTo(first.path("refresh_token").asString());
        assertThat(second.path("id_token").asString()).isNotEmpty();
        assertThat(Relying.claims(second.path("access_token").asString()).path("scope"))
                .isEqualTo(Relying.claims(first.path("access_token").asString()).path("scope"));
    }

    @Test
    void two_refreshes_at_once_both_succeed_and_a_late_one_ends_the_family() {
        String first = tokens(SCOPE).path("refresh_token").asString();
        clock.advance(Duration.ofMinutes(5));
        String second = portal.refresh(first).json().path("refresh_token").asString();
        clock.advance(Duration.ofSeconds(29));
        assertThat(portal.refresh(first).json().path("refresh_token").asString()).isEqualTo(second);
        clock.advance(Duration.ofSeconds(5));
        Browser.Page replay = portal.refresh(first);
        assertThat(replay.status()).isEqualTo(400);
        assertThat(replay.json().path("error").asString()).isEqualTo("invalid_request");
        assertThat(portal.refresh(second).status()).isEqualTo(400);
    }

    @Test
    void a_refresh_token_dies_after_its_validity() {
        String token = tokens(SCOPE).path("refresh_token").asString();
        clock.advance(Duration.ofDays(3).plusSeconds(1));
        Browser.Page answer = portal.refresh(token);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asString()).isEqualTo("invalid_request");
        assertThat(answer.json().path("request_id").asString()).isNotEmpty();
    }

    @Test
    void a_refresh_token_keeps_its_value_where_the_client_may_ask_for_it() {
        String token = tokens(SCOPE + " keep_refresh_token").path("refresh_token").asString();
        clock.advance(Duration.ofMinutes(5));
        assertThat(portal.refresh(token).json().path("refresh_token").asString()).isEqualTo(token);
        clock.advance(Duration.ofHours(71));
        assertThat(portal.refresh(token).json().path("refresh_token").asString()).isEqualTo(token);
    }

    @Test
    void a_logout_ends_the_session_and_its_refresh_tokens() {
        JsonNode tokens = tokens(SCOPE);
        Browser.Page out =
                browser.get(
                        servers.issuer
                                + "/end_session?post_logout_redirect_uri="
                                + Parameters.encode("http://localhost:3000/auth/logout")
                                + "&id_token_hint="
                                + tokens.path("id_token").asString()
                                + "&state=bye");
        assertThat(out.location()).contains("http://localhost:3000/auth/logout?state=bye");
        assertThat(portal.refresh(tokens.path("refresh_token").asString()).status()).isEqualTo(400);
        assertThat(
                        browser.get(portal.authorize("openid", Map.of("prompt", "none")))
                                .answer()
                                .text("error"))
                .isEqualTo("login_required");
    }

    @Test
    void a_logout_without_an_address_ends_on_a_page_and_a_foreign_one_is_refused() {
        String hint = tokens(SCOPE).path("id_token").asString();
        assertThat(
                        browser.get(
                                        servers.issuer
                                                + "/end_session?post_logout_redirect_uri=http%3A%2F%2Fevil.example&id_token_hint="
                                                + hint)
                                .status())
                .isEqualTo(400);
        assertThat(browser.get(portal.authorize("openid", Map.of())).answer().has("code")).isTrue();
        assertThat(browser.get(servers.issuer + "/end_session").text()).contains("Logged out");
    }

    @Test
    void a_token_is_for_one_organization_when_the_client_names_it() {
        String organization =
                tokens(SCOPE).path("id_token").asString().isEmpty()
                        ? ""
                        : servers.texts("select id from membership.organizations").getFirst();
        Browser.Page back =
                browser.get(
                        portal.authorize(
                                "openid organization:Read organization:ListStacks made:Up",
                                Map.of("organization_id", organization, "prompt", "none")));
        JsonNode access =
                Relying.claims(
                        portal.redeem(back.answer().text("code"))
                                .json()
                                .path("access_token")
                                .asString());
        assertThat(access.path("organization_id").asString()).isEqualTo(organization);
        assertThat(access.path("scope").asString())
                .isEqualTo("openid organization:Read organization:ListStacks");
    }

    @Test
    void a_foreign_organization_is_refused_with_a_sentence() {
        logIn("ada");
        Browser.Page back =
                browser.get(portal.authorize("openid", Map.of("organization_id", "elsewhere")));
        assertThat(back.answer().text("error")).isEqualTo("access_denied");
        assertThat(back.answer().text("error_description"))
                .isEqualTo("There is no organization \"elsewhere\" that you belong to.");
    }

    @Test
    void userinfo_introspection_and_revocation_answer() {
        JsonNode tokens = tokens(SCOPE);
        String access = tokens.path("access_token").asString();
        assertThat(portal.api("/userinfo", access).json().path("email").asString())
                .isEqualTo("ada@example.com");
        assertThat(portal.api("/userinfo", tokens.path("id_token").asString()).status())
                .isEqualTo(401);
        assertThat(introspect(access).path("active").asBoolean()).isTrue();
        assertThat(introspect(tokens.path("id_token").asString()).path("active").asBoolean())
                .isFalse();
        String refresh = tokens.path("refresh_token").asString();
        assertThat(introspect(refresh).path("active").asBoolean()).isTrue();
        assertThat(
                        browser.post(
                                        servers.issuer + "/revoke",
                                        Map.of("token", refresh),
                                        Relying.portal())
                                .status())
                .isEqualTo(200);
        assertThat(introspect(refresh).path("active").asBoolean()).isFalse();
        assertThat(
                        browser.post(
                                        servers.issuer + "/oauth/introspect",
                                        Map.of("token", access),
                                        Map.of())
                                .status())
                .isEqualTo(401);
    }

    private JsonNode introspect(String token) {
        return browser.post(
                        servers.issuer + "/oauth/introspect",
                        Map.of("token", token),
                        Relying.portal())
                .json();
    }

    @Test
    void logins_are_counted_by_connector() {
        logIn("ada");
        assertThat(
                        servers.meters
                                .get("atrium.logins")
                                .tags(
                                        "role",
                                        "membership",
                                        "connector",
                                        "local",
                                        "outcome",
                                        "success")
                                .counter()
                                .count())
                .isEqualTo(1);
    }
}
