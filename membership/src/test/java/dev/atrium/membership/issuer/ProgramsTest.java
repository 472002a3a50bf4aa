package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.issuer.Browser.Page;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Clients of organizations and of applications at the token endpoint.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class ProgramsTest {
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser http = new Browser();
    private Servers servers;
    private Relying relying;
    private String admin;

    @BeforeEach
    void start(Database database) {
        servers = new Servers(database, clock);
        relying = new Relying(servers.issuer);
        admin = login("ada");
        servers.sql(
                "update membership.users set role = 'ADMIN' where email = 'ada@example.com'",
                "insert into membership.organizations (id, name, owner_id) select 'acme', 'Acme', id from membership.users where email = 'ada@example.com'",
                "insert into membership.organizations (id, name, owner_id) select 'other', 'Other', id from membership.users where email = 'ada@example.com'",
                "insert into membership.organization_users (organization_id, user_id, policy_id) select 'acme', id, 10 from membership.users where email = 'ada@example.com'",
                "insert into membership.regions (id, name, base_url, active) values ('eu', 'EU', 'https://eu.example.com', true)",
                "insert into membership.stacks (organization_id, id, name, region_id) values ('acme', 'prod', 'Prod', 'eu'), ('other', 'theirs', 'Theirs', 'eu')");
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    /// fctl's root token for somebody.
    private String login(String name) {
        return device(name, Map.of("scope", "openid offline_access accesses on_behalf"), "")
                .path("access_token")
                .asString();
    }

    private JsonNode device(String name, Map<String, String> form, String resource) {
        Browser browser = new Browser();
        JsonNode started = relying.fctlStarts(form).json();
        Page page =
                browser.get(
                        servers.issuer
                                + "/device?user_code="
                                + started.path("user_code").asString());
        if (page.text().contains("id=\"password\"")) {
            page = browser.logIn(page, name);
        }
        browser.submit(page, Map.of("decision", "approve"));
        clock.advance(Duration.ofSeconds(3));
        return relying.fctlPolls(started.path("device_code").asString(), resource).json();
    }

    private Page send(String method, String path, String token, String body) {
        return http.json(
                method, servers.issuer + path, body, Map.of("Authorization", "Bearer " + token));
    }

    private JsonNode client() {
        Page made = send("POST", "/organizations/acme/clients", admin, "{\"name\": \"robot\"}");
        assertThat(made.status()).isEqualTo(201);
        return made.json().path("data");
    }

    private Page ask(String id, String secret, Map<String, String> form) {
        Map<String, String> all = new java.util.HashMap<>(form);
        all.put("grant_type", "client_credentials");
        return http.post(
                servers.issuer + "/oauth/token",
                all,
                Map.of(
                        "Authorization",
                        Relying.basic(
                                URLEncoder.encode(id, StandardCharsets.UTF_8),
                                URLEncoder.encode(secret, StandardCharsets.UTF_8))));
    }

    private Page ask(JsonNode client, Map<String, String> form) {
        return ask(
                "organization_" + client.path("id").asString(),
                client.path("secret").path("clear").asString(),
                form);
    }

    @Nested
    class OfOrganizations {
        @Test
        void are_made_without_a_name_as_older_clients_do() {
            for (String nothing : List.of("", "null", "{}")) {
                assertThat(send("POST", "/organizations/acme/clients", admin, nothing).status())
                        .as("a body of <%s>", nothing)
                        .isEqualTo(201);
            }
        }

        @Test
        void get_a_token_of_their_organization_with_the_scopes_they_ask_for() {
            JsonNode client = client();
            JsonNode answer =
                    ask(client, Map.of("scope", "organization:Read organization:ListStacks x:Y"))
                            .json();
            JsonNode claims = Relying.claims(answer.path("access_token").asString());
            String id = "organization_" + client.path("id").asString();

            assertThat(claims.path("organization_id").asString()).isEqualTo("acme");
            assertThat(claims.path("scope").asString())
                    .isEqualTo("organization:Read organization:ListStacks");
            assertThat(List.of(claims.path("sub").asString(), claims.path("aud").asString()))
                    .containsOnly(id);
            assertThat(answer.has("refresh_token") || answer.has("id_token")).isFalse();
            assertThat(answer.path("expires_in").isNumber()).isTrue();
        }

        @Test
        void read_and_write_what_the_token_says() {
            String token =
                    ask(client(), Map.of("scope", "organization:Read"))
                            .json()
                            .path("access_token")
                            .asString();

            assertThat(relying.api("/organizations/acme", token).status()).isEqualTo(200);
            assertThat(relying.api("/organizations/acme/stacks", token).status()).isEqualTo(403);
            assertThat(relying.api("/organizations/other", token).status()).isEqualTo(403);
        }

        @Test
        void take_either_way_of_showing_the_secret() {
            JsonNode client = client();
            Page form =
                    http.post(
                            servers.issuer + "/oauth/token",
                            Map.of(
                                    "grant_type",
                                    "client_credentials",
                                    "client_id",
                                    "organization_" + client.path("id").asString(),
                                    "client_secret",
                                    client.path("secret").path("clear").asString()),
                            Map.of());
            assertThat(form.status()).isEqualTo(200);
            assertThat(ask(client.path("id").asString(), "wrong", Map.of()).status())
                    .isEqualTo(401);
        }

        @Test
        void keep_the_old_secret_for_a_while_when_it_is_replaced() {
            JsonNode client = client();
            JsonNode rotated =
                    send(
                                    "POST",
                                    "/organizations/acme/clients/"
                                            + client.path("id").asString()
                                            + "/rotate",
                                    admin,
                                    "{\"overlapSeconds\": 60}")
                            .json()
                            .path("data");

            assertThat(ask(rotated, Map.of()).status()).isEqualTo(200);
            assertThat(ask(client, Map.of()).status()).isEqualTo(200);
            clock.advance(Duration.ofSeconds(61));
            assertThat(ask(client, Map.of()).status()).isEqualTo(401);
            assertThat(ask(rotated, Map.of()).status()).isEqualTo(200);
        }

        @Test
        void lose_their_tokens_when_they_are_deleted() {
            JsonNode client = client();
            String token = ask(client, Map.of()).json().path("access_token").asString();
            send(
                    "DELETE",
                    "/organizations/acme/clients/organization_" + client.path("id").asString(),
                    admin,
                    "");

            assertThat(relying.api("/organizations/acme", token).status()).isEqualTo(401);
            assertThat(ask(client, Map.of()).status()).isEqualTo(401);
        }

        @Test
        void get_a_stacks_token_by_naming_it() {
            JsonNode client = client();
            JsonNode claims =
                    Relying.claims(
                            ask(
                                            client,
                                            Map.of(
                                                    "scope", "organization:Read",
                                                    "resource",
                                                            "stack://acme/prod|stack:Read stack:Write"))
                                    .json()
                                    .path("access_token")
                                    .asString());

            assertThat(claims.path("aud").get(1).asString())
                    .isEqualTo("https://acme-prod.eu.example.com/api/auth");
            assertThat(claims.path("scope").asString()).isEqualTo("stack:Read stack:Write");
            assertThat(ask(client, Map.of("resource", "stack://other/theirs|stack:Read")).status())
                    .isEqualTo(400);
        }

        @Test
        void are_no_way_for_a_person_to_log_in() {
            JsonNode client = client();
            Page device =
                    http.post(
                            servers.issuer + "/device_authorization",
                            Map.of(
                                    "client_id",
                                    "organization_" + client.path("id").asString(),
                                    "client_secret",
                                    client.path("secret").path("clear").asString()),
                            Map.of());
            assertThat(device.status()).isEqualTo(400);
            assertThat(device.json().path("error").asString()).isEqualTo("unauthorized_client");
        }

        @Test
        void keep_no_secret_that_could_be_read() {
            JsonNode client = client();
            assertThat(
                            servers.texts(
                                    "select encode(secret_hash, 'escape') || secret_last_digits from membership.organization_clients"))
                    .noneMatch(
                            text -> text.contains(client.path("secret").path("clear").asString()));
        }
    }

    @Nested
    class OfStacks {
        @Test
        void fctl_2_trades_its_token_for_a_stacks_one() {
            JsonNode answer = exchange(admin, "stack://acme/prod").json();
            JsonNode claims = Relying.claims(answer.path("access_token").asString());

            assertThat(answer.path("issued_token_type").asString()).isEqualTo(ACCESS_TOKEN);
            assertThat(claims.path("aud").get(1).asString())
                    .isEqualTo("https://acme-prod.eu.example.com/api/auth");
            assertThat(claims.path("scope").asString()).isEqualTo("stack:Read stack:Write");
            assertThat(claims.path("organization_id").asString()).isEqualTo("acme");
        }

        @Test
        void nobody_gets_one_of_a_stack_that_is_not_theirs_nor_learns_whether_it_exists() {
            String bob = login("bob");
            Page existing = exchange(bob, "stack://other/theirs");
            Page missing = exchange(bob, "stack://other/nowhere");

            assertThat(existing.status()).isEqualTo(400);
            assertThat(missing.status()).isEqualTo(400);
            assertThat(existing.json().path("error")).isEqualTo(missing.json().path("error"));
        }

        @Test
        void a_token_that_was_narrowed_gives_on_no_more_than_it_has() {
            JsonNode client = client();
            String narrow =
                    ask(client, Map.of("scope", "organization:Read"))
                            .json()
                            .path("access_token")
                            .asString();
            Page answer =
                    http.post(
                            servers.issuer + "/oauth/token",
                            exchangeForm(narrow, "stack://acme/prod"),
                            Map.of(
                                    "Authorization",
                                    Relying.basic(
                                            "organization_" + client.path("id").asString(),
                                            client.path("secret").path("clear").asString())));

            assertThat(
                            Relying.claims(answer.json().path("access_token").asString())
                                    .path("scope")
                                    .asString())
                    .isEmpty();
        }

        @Test
        void another_clients_token_is_refused() {
            String token = ask(client(), Map.of()).json().path("access_token").asString();
            assertThat(exchange(token, "stack://acme/prod").status()).isEqualTo(400);
        }

        private Page exchange(String token, String audience) {
            return http.post(
                    servers.issuer + "/oauth/token",
                    exchangeForm(token, audience),
                    Map.of("Authorization", Relying.basic("fctl", "")));
        }
    }

    private static Map<String, String> exchangeForm(String token, String audience) {
        return Map.of(
                "grant_type", EXCHANGE,
                "audience", audience,
                "subject_token", token,
                "subject_token_type", ACCESS_TOKEN);
    }

    @Nested
    class OfApplications {
        private String application;

        @BeforeEach
        void deploy() {
            application =
                    send(
                                    "POST",
                                    "/applications",
                                    admin,
                                    """
                                    {"name": "Deploy", "url": "https://deploy.example.com", "alias": "deploy"}
                                    """)
                            .json()
                            .path("data")
                            .path("id")
                            .asString();
            for (String label : List.of("apps:Read", "apps:Write")) {
                send(
                        "POST",
                        "/applications/" + application + "/scopes",
                        admin,
                        "{\"label\": \"" + label + "\"}");
            }
        }

        private void enable() {
            assertThat(
                            send(
                                            "PUT",
                                            "/organizations/acme/applications/" + application,
                                            admin,
                                            "")
                                    .status())
                    .isEqualTo(201);
        }

        private JsonNode token() {
            return device(
                    "ada",
                    Map.of(
                            "scope", "openid offline_access",
                            "organization_id", "acme",
                            "resource", "app://deploy|apps:Read apps:Write apps:Delete"),
                    "app://deploy|apps:Read apps:Write");
        }

        @Test
        void a_token_carries_the_applications_address_and_scopes() {
            enable();
            JsonNode claims = Relying.claims(token().path("access_token").asString());

            assertThat(claims.path("aud").get(0).asString()).isEqualTo("fctl");
            assertThat(claims.path("aud").get(1).asString())
                    .isEqualTo("https://deploy.example.com");
            assertThat(claims.path("organization_id").asString()).isEqualTo("acme");
            assertThat(claims.path("scope").asString())
                    .isEqualTo("openid offline_access apps:Read apps:Write");
        }

        @Test
        void the_claim_of_the_login_names_it_only_where_it_is_enabled() {
            enable();
            JsonNode named = claimOf("ada").get(0);

            assertThat(named.path("alias").asString()).isEqualTo("deploy");
            assertThat(named.path("id").asString()).isEqualTo(application);
            send("DELETE", "/organizations/acme/applications/" + application, admin, "");
            assertThat(claimOf("ada").size()).isZero();
        }

        @Test
        void a_member_without_any_of_its_scopes_gets_none() {
            enable();
            login("bob");
            servers.sql(
                    "insert into membership.organization_users (organization_id, user_id, policy_id) select 'acme', id, 10 from membership.users where email = 'bob@example.com'");

            assertThat(claimOf("bob").findValues("alias")).isEmpty();
            servers.sql(
                    "insert into membership.policies (id, organization_id, name) values (200, 'acme', 'deployers')",
                    "insert into membership.policy_scopes select 200, id from membership.scopes where label = 'apps:Read'",
                    "update membership.organization_users set policy_id = 200 where policy_id = 10 and user_id in (select id from membership.users where email = 'bob@example.com')");
            assertThat(claimOf("bob").findValuesAsString("alias")).containsExactly("deploy");
        }

        @Test
        void it_acts_for_a_person_as_far_as_its_scopes_delegate() {
            enable();
            String person = token().path("access_token").asString();
            JsonNode client =
                    send("POST", "/applications/" + application + "/clients", admin, "{}")
                            .json()
                            .path("data");
            String scope =
                    servers.texts("select id from membership.scopes where label = 'apps:Read'")
                            .getFirst();
            String target =
                    servers.texts(
                                    "select id from membership.scopes where label = 'organization:ListStacks'")
                            .getFirst();

            assertThat(relying.api("/organizations/acme/stacks", trade(client, person)).status())
                    .isEqualTo(403);
            String delegation =
                    "/applications/" + application + "/scopes/" + scope + "/delegations/" + target;
            assertThat(send("POST", delegation, admin, "").status()).isEqualTo(201);
            assertThat(relying.api("/organizations/acme/stacks", trade(client, person)).status())
                    .isEqualTo(200);
            assertThat(relying.api("/organizations/acme/users", trade(client, person)).status())
                    .isEqualTo(403);
            assertThat(send("DELETE", delegation, admin, "").status()).isEqualTo(204);
            assertThat(relying.api("/organizations/acme/stacks", trade(client, person)).status())
                    .isEqualTo(403);
        }

        private String trade(JsonNode client, String token) {
            return http.post(
                            servers.issuer + "/oauth/token",
                            Map.of(
                                    "grant_type", EXCHANGE,
                                    "subject_token", token,
                                    "subject_token_type", ACCESS_TOKEN),
                            Map.of(
                                    "Authorization",
                                    Relying.basic(
                                            "application_" + client.path("id").asString(),
                                            client.path("secret").path("clear").asString())))
                    .json()
                    .path("access_token")
                    .asString();
        }

        private JsonNode claimOf(String name) {
            for (JsonNode organization :
                    Relying.claims(
                                    device(name, Map.of("scope", "openid accesses"), "")
                                            .path("id_token")
                                            .asString())
                            .path("org")) {
                if (organization.path("id").asString().equals("acme")) {
                    return organization.path("applications");
                }
            }
            throw new AssertionError("acme is not in the claim");
        }
    }
}
