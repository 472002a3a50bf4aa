package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Secret;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.stack.StackSecretStore;
import dev.atrium.membership.stack.StackSecrets;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.testkit.TestDatabase;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
final class ReadingTest {
    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @BeforeEach
    void two_organizations(Database database) {
        server = new TestServer(database);
        server.sql(
                "insert into membership.users (id, email, role) values ('ada', 'ada@example.com', 'ADMIN'), ('bob', 'bob@example.com', 'USER'), ('eve', 'eve@example.com', 'USER')",
                "insert into membership.organizations (id, name, owner_id, domain) values ('acme', 'Acme', 'bob', 'example.com'), ('globex', 'Globex', 'eve', null)",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('acme', 'bob', 10), ('globex', 'eve', 10)",
                "insert into membership.regions (id, name, base_url, organization_id, creator_id, active) values ('private', 'Private', 'https://eu.example.com/', 'acme', 'bob', true), ('public', 'Public', 'https://us.example.com', null, null, true)",
                "insert into membership.stacks (organization_id, id, name, region_id, status) values ('acme', 'prod', 'Production', 'private', 'READY'), ('globex', 'main', 'Main', 'public', 'READY')",
                "insert into membership.stack_modules (organization_id, stack_id, name, status) values ('acme', 'prod', 'ledger', 'READY')");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tells_who_is_calling() {
        assertThat(server.get("/api/me", server.root("ada")).json())
                .isEqualTo(
                        json(
                                """
                                {"data":{"id":"ada","email":"ada@example.com","role":"SYSTEM"}}"""));
    }

    @Test
    void answers_below_both_prefixes_and_to_head() {
        assertThat(server.get("/api/membership/me", server.root("ada")).status()).isEqualTo(200);
        assertThat(server.send("HEAD", "/api/_info", "none").status()).isEqualTo(200);
        assertThat(server.get("/_healthcheck", "none").status()).isEqualTo(200);
        assertThat(server.get("/api/_info", "none").json())
                .isEqualTo(
                        json(
                                """
                                {"version":"v3.0.0","capabilities":["MODULE_SELECTION"],"consoleURL":"https://console.example.com"}"""));
    }

    @Test
    void lists_the_organizations_of_the_caller_only() {
        JsonNode data =
                server.get("/api/organizations?expand=true", server.root("bob")).json().get("data");
        assertThat(data).hasSize(1);
        JsonNode acme = data.get(0);
        assertThat(acme.get("id").asString()).isEqualTo("acme");
        assertThat(acme.get("defaultPolicyID").isNull()).isTrue();
        assertThat(acme.get("totalStacks").asInt()).isEqualTo(1);
        assertThat(acme.get("owner").get("email").asString()).isEqualTo("bob@example.com");
        JsonNode plain =
                server.get("/api/organizations", server.root("bob")).json().get("data").get(0);
        assertThat(plain.has("totalStacks")).isFalse();
        assertThat(plain.has("owner")).isFalse();
    }

    @Test
    void shows_a_stack_with_its_address_and_modules() {
        JsonNode stack =
                server.get("/api/organizations/acme/stacks/prod", server.root("bob"))
                        .json()
                        .get("data");
        assertThat(stack.get("uri").asString()).isEqualTo("https://acme-prod.eu.example.com");
        assertThat(stack.get("status").asString()).isEqualTo("READY");
        assertThat(stack.get("modules").get(0).get("name").asString()).isEqualTo("ledger");
        assertThat(
                        server.get(
                                        "/api/organizations/acme/stacks/prod/modules",
                                        server.root("bob"))
                                .json()
                                .get("data"))
                .hasSize(1);
    }

    @Test
    void shows_public_regions_and_ones_own_private_ones() {
        assertThat(ids(server.get("/api/organizations/acme/regions", server.root("bob"))))
                .containsExactly("private", "public");
        assertThat(ids(server.get("/api/organizations/globex/regions", server.root("eve"))))
                .containsExactly("public");
        assertThat(
                        server.get("/api/organizations/globex/regions/private", server.root("eve"))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void hides_deleted_and_disabled_stacks_from_the_list_but_not_from_reading() {
        server.sql(
                "insert into membership.stacks (organization_id, id, region_id, state, status, expected_status) values ('acme', 'gone', 'private', 'DELETED', 'DISABLED', 'DISABLED'), ('acme', 'idle', 'private', 'DISABLED', 'DISABLED', 'DISABLED')");
        String token = server.root("bob");
        assertThat(ids(server.get("/api/organizations/acme/stacks?all=false&deleted=false", token)))
                .containsExactly("prod");
        assertThat(ids(server.get("/api/organizations/acme/stacks?all=true", token)))
                .containsExactly("gone", "idle", "prod");
        assertThat(ids(server.get("/api/organizations/acme/stacks?deleted=true", token)))
                .containsExactly("gone", "prod");
        assertThat(server.get("/api/organizations/acme/stacks/gone", token).status())
                .isEqualTo(200);
    }

    @Test
    void shows_the_scopes_of_one_policy_and_not_of_the_list() {
        String token = server.root("bob");
        JsonNode all = server.get("/api/organizations/acme/policies", token).json().get("data");
        assertThat(all).hasSize(8);
        assertThat(all.get(0).has("scopes")).isFalse();
        JsonNode one = server.get("/api/organizations/acme/policies/1", token).json().get("data");
        assertThat(one.get("name").asString()).isEqualTo("StackGuest");
        assertThat(one.get("protected").asBoolean()).isTrue();
        List<String> labels = new ArrayList<>();
        one.get("scopes").forEach(scope -> labels.add(scope.get("label").asString()));
        assertThat(labels)
                .containsExactly(
                        "stack:Read", "organization:ReadStack", "organization:ListStackModules");
    }

    @Nested
    class Access {
        @Test
        void a_stranger_sees_an_organization_no_more_than_one_that_does_not_exist() {
            TestServer.Answer foreign = server.get("/api/organizations/acme", server.root("eve"));
            TestServer.Answer missing = server.get("/api/organizations/none", server.root("eve"));
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.text().replace("acme", "none").replaceAll("\"requestId\".*", ""))
                    .isEqualTo(missing.text().replaceAll("\"requestId\".*", ""));
        }

        @Test
        void a_platform_administrator_may_read_everything() {
            assertThat(
                            server.get("/api/organizations/globex/stacks/main", server.root("ada"))
                                    .status())
                    .isEqualTo(200);
        }

        @Test
        void a_token_of_one_organization_does_not_reach_another() {
            server.sql(
                    "insert into membership.organization_users (organization_id, user_id, policy_id) values ('globex', 'bob', 10)");
            String token = server.bound("bob", "acme", Scope.values());
            assertThat(server.get("/api/organizations/acme", token).status()).isEqualTo(200);
            assertThat(server.get("/api/organizations/globex", token).status()).isEqualTo(403);
            assertThat(ids(server.get("/api/organizations", token))).containsExactly("acme");
        }

        @Test
        void a_token_gives_no_more_than_its_scopes_and_no_more_than_the_persons_rights() {
            String narrow = server.bound("bob", "acme", Scope.ORGANIZATION_READ);
            assertThat(server.get("/api/organizations/acme", narrow).status()).isEqualTo(200);
            TestServer.Answer refused = server.get("/api/organizations/acme/stacks", narrow);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("FORBIDDEN");
            String wide = server.bound("bob", "acme", Scope.values());
            server.sql("update membership.organization_users set policy_id = 1");
            assertThat(server.get("/api/organizations/acme", wide).status()).isEqualTo(403);
        }

        @Test
        void the_policy_on_a_stack_adds_to_the_one_in_the_organization_for_that_stack_only() {
            server.sql(
                    "insert into membership.stacks (organization_id, id, region_id) values ('acme', 'test', 'private')",
                    "insert into membership.policies (id, organization_id, name) values (200, 'acme', 'Nothing')",
                    "insert into membership.organization_users (organization_id, user_id, policy_id) values ('acme', 'eve', 200)",
                    "insert into membership.stack_users (organization_id, stack_id, user_id, policy_id) values ('acme', 'prod', 'eve', 1)");
            String token = server.root("eve");
            assertThat(server.get("/api/organizations/acme/stacks/prod", token).status())
                    .isEqualTo(200);
            assertThat(server.get("/api/organizations/acme/stacks/test", token).status())
                    .isEqualTo(403);
            assertThat(server.get("/api/organizations/acme/stacks", token).status()).isEqualTo(403);
        }

        @Test
        void without_a_valid_token_nothing_is_told() {
            TestServer.Answer none =
                    server.send(HttpRequest.newBuilder().GET(), "/api/organizations/acme");
            assertThat(none.status()).isEqualTo(401);
            assertThat(none.code()).isEqualTo("UNAUTHORIZED");
            assertThat(server.get("/api/me", "forged").status()).isEqualTo(401);
            assertThat(server.get("/api/me", server.root("nobody")).status()).isEqualTo(401);
        }
    }

    @Nested
    class Pages {
        @Test
        void a_list_pages_when_asked_to() {
            for (int number = 10; number < 15; number++) {
                server.sql(
                        "insert into membership.stacks (organization_id, id, region_id) values ('acme', 's"
                                + number
                                + "', 'private')");
            }
            String token = server.root("bob");
            List<String> seen = new ArrayList<>();
            String next = "";
            do {
                JsonNode page =
                        server.get(
                                        "/api/organizations/acme/stacks?pageSize=2&cursor=" + next,
                                        token)
                                .json();
                page.get("data").forEach(stack -> seen.add(stack.get("id").asString()));
                next = page.path("next").asString("");
                assertThat(page.get("hasMore").asBoolean()).isEqualTo(!next.isEmpty());
            } while (!next.isEmpty());
            assertThat(seen).containsExactly("prod", "s10", "s11", "s12", "s13", "s14");
        }

        @Test
        void a_long_list_is_whole_when_no_page_is_asked_for() {
            server.sql(
                    "insert into membership.stacks (organization_id, id, region_id) select 'acme', 's' || to_char(n, 'FM0000'), 'private' from generate_series(1, 1200) n");
            assertThat(ids(server.get("/api/organizations/acme/stacks", server.root("bob"))))
                    .hasSize(1201)
                    .doesNotHaveDuplicates();
        }

        @Test
        void refuses_cursors_and_sizes_that_were_made_up() {
            String token = server.root("bob");
            for (String query :
                    List.of(
                            "cursor=garbage",
                            "cursor=%00",
                            "cursor=bnVsbA",
                            "cursor=e30",
                            "pageSize=0",
                            "pageSize=1001",
                            "pageSize=many",
                            "all=perhaps")) {
                TestServer.Answer answer =
                        server.get("/api/organizations/acme/stacks?" + query, token);
                assertThat(answer.status()).as(query).isEqualTo(400);
                assertThat(answer.code()).isEqualTo("VALIDATION");
            }
        }

        @Test
        void a_cursor_of_one_list_is_none_of_another() {
            server.sql(
                    "insert into membership.stacks (organization_id, id, region_id) values ('acme', 'more', 'private')");
            String token = server.root("bob");
            String cursor =
                    server.get("/api/organizations/acme/stacks?pageSize=1", token)
                            .json()
                            .get("next")
                            .asString();
            assertThat(
                            server.get("/api/organizations/acme/regions?cursor=" + cursor, token)
                                    .status())
                    .isEqualTo(400);
        }

        @Test
        void the_audit_log_is_a_page_inside_data_with_the_newest_first() {
            server.sql(
                    "insert into membership.logs (organization_id, stack_id, user_id, action, date, data) values ('acme', null, 'bob', 'organizations.created', now(), '{\"name\":\"Acme\"}'), ('acme', 'prod', '', 'stacks.created', now(), '{}')");
            String token = server.root("bob");
            JsonNode page =
                    server.get("/api/organizations/acme/logs?pageSize=1", token).json().get("data");
            assertThat(page.get("hasMore").asBoolean()).isTrue();
            assertThat(page.get("data").get(0).get("action").asString())
                    .isEqualTo("stacks.created");
            assertThat(page.get("data").get(0).get("seq").isString()).isTrue();
            JsonNode second =
                    server.get(
                                    "/api/organizations/acme/logs?pageSize=1&cursor="
                                            + page.get("next").asString(),
                                    token)
                            .json()
                            .get("data");
            assertThat(second.get("data").get(0).get("action").asString())
                    .isEqualTo("organizations.created");
            assertThat(second.get("hasMore").asBoolean()).isFalse();
            JsonNode back =
                    server.get(
                                    "/api/organizations/acme/logs?cursor="
                                            + second.get("previous").asString(),
                                    token)
                            .json()
                            .get("data");
            assertThat(back.get("data")).isEqualTo(page.get("data"));
            assertThat(back.has("previous")).isFalse();
            assertThat(
                            server.get("/api/organizations/acme/logs?key=name&value=Acme", token)
                                    .json()
                                    .get("data")
                                    .get("data"))
                    .hasSize(1);
        }
    }

    @Nested
    class Errors {
        @Test
        void every_refusal_is_a_json_object_also_those_of_the_web_server() {
            String token = server.root("bob");
            for (String path : List.of("/nowhere", "/api", "/api/organizations/", "/api/x/../y")) {
                TestServer.Answer answer = server.get(path, token);
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.type()).as(path).startsWith("application/json");
                assertThat(answer.code()).as(path).isEqualTo("NOT_FOUND");
            }
            TestServer.Answer method = server.send("DELETE", "/api/me", token);
            assertThat(method.status()).isEqualTo(405);
            assertThat(method.code()).isEqualTo("METHOD_NOT_ALLOWED");
        }

        @Test
        void a_policy_id_that_is_no_number_is_a_validation_error() {
            TestServer.Answer answer =
                    server.get("/api/organizations/acme/policies/x", server.root("bob"));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("VALIDATION");
        }
    }

    @Nested
    class TheSqlOfTheDocumentation {
        @Test
        void runs_as_written_and_gives_a_ready_stack() {
            server.sql(
                    "delete from membership.stacks",
                    "delete from membership.regions",
                    "delete from membership.organizations where id = 'globex'",
                    """
                    insert into membership."regions" (id, base_url, name, creator_id, created_at, production, active) values (
                      gen_random_uuid(), 'https://example.com', 'default',
                      (select id from membership."users" where id = (select owner_id from membership."organizations" limit 1)),
                      now(), true, true)""",
                    """
                    insert into membership."stacks" (name, organization_id, id, region_id, created_at, updated_at, stargate_enabled, client_secret, state, status, expected_status) values (
                      'default', (select id from membership."organizations" limit 1), 'sdgsd',
                      (select id from membership."regions" limit 1), now(), now(), false, gen_random_uuid(), 'ACTIVE', 'READY', 'READY')""");
            JsonNode stack =
                    server.get("/api/organizations/acme/stacks", server.root("bob"))
                            .json()
                            .get("data")
                            .get(0);
            assertThat(stack.get("id").asString()).isEqualTo("sdgsd");
            assertThat(stack.get("status").asString()).isEqualTo("READY");
            assertThat(stack.get("state").asString()).isEqualTo("ACTIVE");
            assertThat(stack.get("uri").asString()).isEqualTo("https://acme-sdgsd.example.com");
            assertThat(stack.get("modules").isArray()).isTrue();
        }

        @Test
        void seals_the_secret_that_stands_there_in_clear_when_it_is_first_read() {
            server.sql(
                    "update membership.stacks set client_secret = 'in clear' where organization_id = 'acme'");
            StackSecrets secrets =
                    new StackSecrets(
                            new StackSecretStore(),
                            MasterKey.of(Secret.of("test master key"), new SecureRandom()));
            for (int time = 0; time < 2; time++) {
                Secret read =
                        server.database.write(
                                tx ->
                                        secrets.read(
                                                tx,
                                                new OrganizationId("acme"),
                                                new StackId("prod")));
                assertThat(read.reveal()).isEqualTo("in clear");
                assertThat(
                                server.database.<Integer>read(
                                        tx ->
                                                tx.sql()
                                                        .createQuery(
                                                                "select count(*) from membership.stacks where client_secret is not null")
                                                        .mapTo(Integer.class)
                                                        .one()))
                        .isZero();
            }
        }
    }

    @Nested
    class InvitationsOfMe {
        @BeforeEach
        void one_for_eve() {
            server.sql(
                    "insert into membership.identities (issuer, connector_id, subject, user_id, email, email_verified) values ('https://dex', 'local', 'eve', 'eve', 'Eve@example.com', true), ('https://dex', 'local', 'bob', 'bob', 'carol@example.com', false)",
                    "insert into membership.invitations (id, organization_id, user_email, policy_id, expires_at) values ('one', 'acme', 'eve@example.com', 4, '2026-11-29T12:00:00Z'), ('two', 'acme', 'carol@example.com', 4, '2026-11-29T12:00:00Z'), ('old', 'acme', 'eve@example.com', 4, '2026-11-01T12:00:00Z')");
        }

        @Test
        void are_those_to_a_verified_address() {
            assertThat(
                            ids(
                                    server.get(
                                            "/api/me/invitations?status=PENDING&organization=",
                                            server.root("eve"))))
                    .containsExactly("old", "one");
            assertThat(ids(server.get("/api/me/invitations", server.root("bob")))).isEmpty();
            assertThat(
                            server.send(
                                            "POST",
                                            "/api/me/invitations/two/accept",
                                            server.root("bob"))
                                    .status())
                    .isEqualTo(404);
        }

        @Test
        void accepting_makes_a_member_once() {
            String token = server.root("eve");
            assertThat(server.send("POST", "/api/me/invitations/one/accept", token).status())
                    .isEqualTo(204);
            assertThat(server.get("/api/organizations/acme", token).status()).isEqualTo(200);
            TestServer.Answer again = server.send("POST", "/api/me/invitations/one/accept", token);
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.code()).isEqualTo("CONFLICT");
            assertThat(
                            server.get(
                                            "/api/organizations/acme/logs?action=invitations.accepted",
                                            server.root("bob"))
                                    .json()
                                    .get("data")
                                    .get("data"))
                    .hasSize(1);
        }

        @Test
        void an_expired_or_unknown_one_is_refused() {
            String token = server.root("eve");
            assertThat(server.send("POST", "/api/me/invitations/old/accept", token).status())
                    .isEqualTo(409);
            assertThat(server.send("POST", "/api/me/invitations/none/reject", token).status())
                    .isEqualTo(404);
            assertThat(server.send("POST", "/api/me/invitations/one/reject", token).status())
                    .isEqualTo(204);
            assertThat(server.get("/api/organizations/acme", token).status()).isEqualTo(404);
        }
    }

    private static List<String> ids(TestServer.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        answer.json().get("data").forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }

    private static JsonNode json(String text) {
        return dev.atrium.kernel.Json.mapper().readTree(text);
    }
}
