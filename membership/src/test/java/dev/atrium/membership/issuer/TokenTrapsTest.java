package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Json;
import dev.atrium.membership.issuer.Browser.Page;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What released clients stumble over at the issuer; [dev.atrium.membership.TrapsTest] has all of
/// them by their number.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class TokenTrapsTest {
    private static final String STACK = "stack://acme/prod|stack:Read stack:Write";
    private static final String DEPLOY = "app://deploy|apps:Read apps:Write";

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private Servers servers;
    private Relying fctl;

    @BeforeEach
    void start(Database database) {
        servers = new Servers(database, clock);
        fctl = new Relying(servers.issuer);
        servers.sql(
                "insert into membership.users (id, email) values ('ada-id', 'ada@example.com')",
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'ada-id')",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('acme', 'ada-id', 10)",
                "insert into membership.regions (id, name, base_url, active) values ('eu', 'EU', 'https://eu.example.com/', true)",
                "insert into membership.stacks (organization_id, id, name, region_id, status) values ('acme', 'prod', 'Production', 'eu', 'READY')",
                "insert into membership.applications (id, name, url, alias) values ('00000000-0000-7000-8000-000000000001', 'Deploy', 'https://deploy.example.com', 'deploy')",
                "insert into membership.scopes (application_id, label) values ('00000000-0000-7000-8000-000000000001', 'apps:Read')",
                "insert into membership.organization_applications (organization_id, application_id) values ('acme', '00000000-0000-7000-8000-000000000001')",
                "insert into membership.organization_clients (id, organization_id, name, secret_hash, secret_last_digits) values ('robot', 'acme', 'Robot', sha256('a secret: +&%'), '&%')");
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    /// Goes through the device flow as fctl does.
    private JsonNode granted(Map<String, String> form, String resource) {
        JsonNode device = fctl.fctlStarts(form).json();
        Page page =
                browser.get(
                        device.path("verification_uri").asString()
                                + "?user_code="
                                + device.path("user_code").asString());
        if (page.text().contains("id=\"password\"")) {
            page = browser.logIn(page, "ada");
        }
        browser.submit(page, Map.of("decision", "approve"));
        clock.advance(Duration.ofSeconds(2));
        Page answer = fctl.fctlPolls(device.path("device_code").asString(), resource);
        assertThat(answer.status()).as(answer.text() + page.text()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode root() {
        return granted(
                Map.of("scope", "openid offline_access accesses on_behalf", "prompt", "no-org"),
                "");
    }

    private JsonNode bound(String scope, String resource) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("scope", scope);
        form.put("organization_id", "acme");
        if (!resource.isEmpty()) {
            form.put("resource", resource);
        }
        return granted(form, resource);
    }

    /// The answers for all four kinds of tokens that a person gets.
    private Map<String, JsonNode> answers() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        all.put("root", root());
        all.put(
                "organization",
                bound("openid offline_access organization:Read organization:ListStacks", ""));
        all.put("stack", bound("openid offline_access", STACK));
        all.put("application", bound("openid offline_access", DEPLOY));
        return all;
    }

    private static JsonNode access(JsonNode answer) {
        return Relying.claims(answer.path("access_token").asString());
    }

    private static JsonNode header(String jwt) {
        return Json.mapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[0]));
    }

    @Test
    void the_issuer_is_the_public_url_and_discovery_stands_right_below_it() {
        Page page =
                browser.get(
                        servers.issuer + "/.well-known/openid-configuration",
                        Map.of("X-Forwarded-Host", "elsewhere.example.com"));
        assertThat(page.status()).isEqualTo(200);
        JsonNode document = page.json();
        assertThat(document.path("issuer").asString()).isEqualTo(servers.issuer);
        assertThat(servers.issuer).endsWith("/api");
        document.properties().stream()
                .filter(member -> member.getKey().matches(".*_endpoint|jwks_uri"))
                .forEach(
                        member -> {
                            String at = member.getValue().asString();
                            assertThat(at).as(member.getKey()).startsWith(servers.issuer + "/");
                            assertThat(browser.get(at, Map.of()).text())
                                    .as(at)
                                    .doesNotContain("not found");
                        });
        assertThat(Relying.claims(root().path("id_token").asString()).path("iss").asString())
                .isEqualTo(servers.issuer);
    }

    @Test
    void every_flow_is_there_that_clients_log_in_by() {
        JsonNode document =
                browser.get(servers.issuer + "/.well-known/openid-configuration").json();
        assertThat(document.path("grant_types_supported").valueStream().map(JsonNode::asString))
                .contains(
                        "authorization_code",
                        "refresh_token",
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:device_code");
        for (String grant :
                List.of(
                        "authorization_code",
                        "refresh_token",
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:device_code")) {
            Page answer =
                    browser.post(
                            servers.issuer + "/oauth/token",
                            Map.of("grant_type", grant, "client_id", "fctl"),
                            Map.of());
            assertThat(answer.json().path("error").asString())
                    .as(grant)
                    .isNotIn("", "unsupported_grant_type");
        }
    }

    @Test
    void every_device_answer_has_an_id_token_that_fctl_accepts() {
        answers()
                .forEach(
                        (kind, answer) -> {
                            String token = answer.path("id_token").asString();
                            assertThat(token).as(kind).isNotEmpty();
                            assertThat(header(token).path("alg").asString()).isEqualTo("RS256");
                            assertThat(header(token).path("kid").asString()).isNotEmpty();
                            JsonNode claims = Relying.claims(token);
                            assertThat(claims.path("aud").toString())
                                    .as(kind)
                                    .isIn("\"fctl\"", "[\"fctl\"]");
                            assertThat(claims.path("azp").asString("fctl"))
                                    .as(kind)
                                    .isEqualTo("fctl");
                            assertThat(claims.has("nonce")).as(kind).isFalse();
                            assertThat(claims.path("iat").asLong())
                                    .as(kind)
                                    .isLessThanOrEqualTo(clock.instant().getEpochSecond());
                            assertThat(claims.path("exp").asLong())
                                    .isGreaterThan(clock.instant().getEpochSecond() + 1);
                        });
    }

    @Test
    void access_tokens_are_jwts_whose_scope_is_one_text_and_whose_times_are_numbers() {
        Map<String, JsonNode> all = answers();
        all.put("client", ofClient("organization_robot"));
        all.forEach(
                (kind, answer) -> {
                    assertThat(answer.path("expires_in").isIntegralNumber()).as(kind).isTrue();
                    assertThat(answer.path("token_type").asString())
                            .as(kind)
                            .isEqualToIgnoringCase("bearer");
                    JsonNode claims = access(answer);
                    assertThat(claims.path("scope").isString()).as(kind).isTrue();
                    assertThat(claims.path("exp").isIntegralNumber()).as(kind).isTrue();
                    assertThat(claims.path("iat").isIntegralNumber()).as(kind).isTrue();
                    assertThat(
                                    header(answer.path("access_token").asString())
                                            .path("alg")
                                            .asString())
                            .isEqualTo("RS256");
                });
    }

    @Test
    void every_token_but_the_root_one_names_its_organization() {
        Map<String, JsonNode> all = answers();
        all.put("client", ofClient("organization_robot"));
        all.forEach(
                (kind, answer) ->
                        assertThat(access(answer).path("organization_id").asString(""))
                                .as(kind)
                                .isEqualTo(kind.equals("root") ? "" : "acme"));
    }

    @Test
    void a_refresh_keeps_what_a_token_stands_for_and_touches_no_other_one() {
        Map<String, JsonNode> all = answers();
        clock.advance(Duration.ofMinutes(6));
        all.forEach(
                (kind, answer) -> {
                    Page page = fctl.fctlRefreshes(answer.path("refresh_token").asString());
                    assertThat(page.status()).as(kind + page.text()).isEqualTo(200);
                    assertThat(page.json().path("refresh_token").asString()).as(kind).isNotEmpty();
                    assertThat(page.json().path("id_token").asString()).as(kind).isNotEmpty();
                    for (String claim : List.of("organization_id", "aud", "scope", "sub")) {
                        assertThat(access(page.json()).path(claim))
                                .as(kind + " " + claim)
                                .isEqualTo(access(answer).path(claim));
                    }
                });
    }

    @Test
    void a_dead_refresh_token_gets_an_error_that_makes_fctl_log_in_anew() {
        JsonNode answer = root();
        clock.advance(Duration.ofHours(73));
        for (String token : List.of("unknown", "", answer.path("refresh_token").asString())) {
            Page page = fctl.fctlRefreshes(token);
            assertThat(page.status()).isEqualTo(400);
            assertThat(page.json().path("error").asString())
                    .isIn("invalid_request", "invalid_token");
        }
    }

    @Test
    void a_resource_is_read_wherever_it_stands_and_an_empty_one_is_none() {
        JsonNode stack = bound("openid offline_access", STACK);
        assertThat(access(stack).path("aud").valueStream().map(JsonNode::asString))
                .contains("https://acme-prod.eu.example.com/api/auth");
        assertThat(access(stack).path("scope").asString()).contains("stack:Read stack:Write");
        JsonNode application = bound("openid offline_access", DEPLOY);
        assertThat(access(application).path("aud").valueStream().map(JsonNode::asString))
                .filteredOn(each -> !each.equals("fctl"))
                .containsExactly("https://deploy.example.com");
        assertThat(access(application).path("scope").asString()).contains("apps:Read");
        Page inQuery =
                browser.post(
                        servers.issuer
                                + "/oauth/token?resource="
                                + dev.atrium.http.Parameters.encode("stack://acme/prod|stack:Read"),
                        Map.of("grant_type", "client_credentials", "resource", ""),
                        Map.of(
                                "Authorization",
                                Relying.basic("organization_robot", "a+secret%3A+%2B%26%25")));
        assertThat(inQuery.status()).as(inQuery.text()).isEqualTo(200);
        assertThat(access(inQuery.json()).path("aud").toString())
                .contains("https://acme-prod.eu.example.com/api/auth");
    }

    @Test
    void a_poll_is_answered_at_once_with_400_and_an_error_until_it_has_tokens() {
        JsonNode device = fctl.fctlLogin().json();
        assertThat(device.path("interval").asInt()).isBetween(2, 5);
        String code = device.path("device_code").asString();
        Page pending = fctl.fctlPolls(code, "");
        assertThat(pending.status()).isEqualTo(400);
        assertThat(pending.json().path("error").asString()).isEqualTo("authorization_pending");
        Page early = fctl.fctlPolls(code, "");
        assertThat(early.status()).isEqualTo(400);
        assertThat(early.json().path("error").asString()).isEqualTo("slow_down");
        assertThat(fctl.fctlPolls("", "").status()).isEqualTo(400);
        assertThat(root().has("error")).isFalse();
    }

    @Test
    void hints_that_expired_odd_prompts_and_scopes_that_are_too_many_do_no_harm() {
        String hint = root().path("id_token").asString();
        clock.advance(Duration.ofHours(30));
        Map<String, String> form = new LinkedHashMap<>();
        form.put(
                "scope",
                "openid offline_access organization:Read system:Admin organization:Nonsense x");
        form.put("organization_id", "acme");
        form.put("id_token_hint", hint);
        form.put("prompt", "no-org");
        assertThat(access(granted(form, "")).path("scope").asString())
                .isEqualTo("openid offline_access organization:Read");
    }

    private JsonNode ofClient(String id) {
        Page page =
                browser.post(
                        servers.issuer + "/oauth/token",
                        Map.of("grant_type", "client_credentials", "scope", "organization:Read"),
                        Map.of("Authorization", Relying.basic(id, "a+secret%3A+%2B%26%25")));
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.json();
    }

    @Test
    void a_client_proves_itself_under_its_prefixed_id_with_a_form_encoded_secret() {
        assertThat(access(ofClient("organization_robot")).path("sub").asString())
                .isEqualTo("organization_robot");
        Page bare =
                browser.post(
                        servers.issuer + "/oauth/token",
                        Map.of("grant_type", "client_credentials"),
                        Map.of("Authorization", Relying.basic("robot", "a+secret%3A+%2B%26%25")));
        assertThat(bare.status()).isEqualTo(401);
        assertThat(URI.create(servers.issuer).getPath()).isEqualTo("/api");
    }
}
