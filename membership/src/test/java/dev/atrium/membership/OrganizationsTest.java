package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
final class OrganizationsTest {
    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @BeforeEach
    void two_organizations(Database database) {
        server = new TestServer(database);
        Acme.settle(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer.Answer create(String user, String json) {
        return server.send("POST", "/api/organizations", server.root(user), json);
    }

    private TestServer.Answer put(String user, String json) {
        return server.send("PUT", "/api/organizations/acme", server.root(user), json);
    }

    @Nested
    class Creating {
        @Test
        void gives_anybody_an_organization_that_they_own() {
            TestServer.Answer answer = create("fay", "{\"name\": \" Fay's \"}");
            assertThat(answer.status()).isEqualTo(201);
            JsonNode made = answer.json().get("data");
            assertThat(made.get("id").asString()).matches("[a-z]{12}");
            assertThat(made.get("name").asString()).isEqualTo("Fay's");
            assertThat(made.get("ownerId").asString()).isEqualTo("fay");
            assertThat(made.get("defaultPolicyID").asInt()).isEqualTo(5);
            assertThat(made.has("domain")).isFalse();
            String id = made.get("id").asString();
            assertThat(server.log(id)).containsExactly("organizations.created by fay");
            assertThat(
                            server.get(
                                            "/api/organizations/" + id + "/users/fay",
                                            server.root("fay"))
                                    .json()
                                    .at("/data/policyId")
                                    .asInt())
                    .isEqualTo(10);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"name\": \"  \"}",
                    "{\"name\": 7}",
                    "[]",
                    "{",
                    "{\"name\": \"a\", \"defaultPolicyID\": \"5\"}",
                    "{\"name\": \"a\\u0000b\"}"
                })
        void refuses_what_is_no_organization(String json) {
            TestServer.Answer answer = create("fay", json);
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("VALIDATION");
        }

        @Test
        void lets_only_a_platform_administrator_name_another_owner() {
            assertThat(create("fay", "{\"name\": \"x\", \"ownerID\": \"eve\"}").status())
                    .isEqualTo(403);
            TestServer.Answer made = create("ada", "{\"name\": \"x\", \"ownerID\": \"eve\"}");
            assertThat(made.json().at("/data/ownerId").asString()).isEqualTo("eve");
            assertThat(create("ada", "{\"name\": \"x\", \"ownerID\": \"nobody\"}").status())
                    .isEqualTo(404);
        }

        @Test
        void takes_a_default_policy_by_id_or_in_the_roles_of_older_clients() {
            assertThat(
                            create("fay", "{\"name\": \"x\", \"defaultPolicyID\": 6}")
                                    .json()
                                    .at("/data/defaultPolicyID")
                                    .asInt())
                    .isEqualTo(6);
            JsonNode made =
                    create(
                                    "fay",
                                    "{\"name\": \"x\", \"defaultOrganizationAccess\": \"GUEST\", \"defaultStackAccess\": \"ADMIN\"}")
                            .json()
                            .get("data");
            assertThat(made.get("defaultPolicyID").asInt()).isEqualTo(6);
            assertThat(made.get("defaultOrganizationAccess").asString()).isEqualTo("GUEST");
            assertThat(made.get("defaultStackAccess").asString()).isEqualTo("ADMIN");
            assertThat(create("fay", "{\"name\": \"x\", \"defaultPolicyID\": 3}").status())
                    .isEqualTo(400);
        }
    }

    @Nested
    class Domains {
        @Test
        void belong_to_who_has_a_verified_address_in_them() {
            assertThat(create("bob", "{\"name\": \"x\", \"domain\": \"acme.example\"}").status())
                    .isEqualTo(201);
            TestServer.Answer refused =
                    create("fay", "{\"name\": \"x\", \"domain\": \"acme.example\"}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("FORBIDDEN");
        }

        @Test
        void are_not_proved_by_an_address_that_nobody_verified() {
            assertThat(create("carl", "{\"name\": \"x\", \"domain\": \"acme.example\"}").status())
                    .isEqualTo(403);
        }

        @Test
        void can_be_set_by_a_platform_administrator_without_proof() {
            assertThat(create("ada", "{\"name\": \"x\", \"domain\": \"other.example\"}").status())
                    .isEqualTo(201);
        }

        @Test
        void belong_to_one_organization() {
            create("ada", "{\"name\": \"x\", \"domain\": \"acme.example\"}");
            TestServer.Answer taken =
                    create("bob", "{\"name\": \"y\", \"domain\": \"ACME.example\"}");
            assertThat(taken.status()).isEqualTo(409);
            assertThat(taken.code()).isEqualTo("CONFLICT");
        }

        @ParameterizedTest
        @ValueSource(strings = {"gmail.com", "Outlook.com", "example", "a b.example", "-x.example"})
        void are_no_public_ones_and_look_like_domains(String domain) {
            assertThat(create("ada", "{\"name\": \"x\", \"domain\": \"" + domain + "\"}").status())
                    .isEqualTo(400);
        }

        @Test
        void stay_while_they_are_sent_back_unchanged() {
            server.sql(
                    "update membership.organizations set domain = 'old.example' where id = 'acme'");
            assertThat(
                            put(
                                            "bob",
                                            "{\"name\": \"Acme\", \"domain\": \"old.example\", \"defaultPolicyID\": null}")
                                    .status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class Replacing {
        @Test
        void needs_every_field_that_can_be_replaced() {
            assertThat(put("bob", "{\"name\": \"New\"}").status()).isEqualTo(400);
            JsonNode replaced =
                    put("bob", "{\"name\": \"New\", \"defaultPolicyID\": null}").json().get("data");
            assertThat(replaced.get("name").asString()).isEqualTo("New");
            assertThat(replaced.get("defaultPolicyID").isNull()).isTrue();
            assertThat(server.log("acme")).containsExactly("organizations.updated by bob");
        }

        @Test
        void removes_a_domain_that_is_left_out() {
            server.sql(
                    "update membership.organizations set domain = 'old.example' where id = 'acme'");
            assertThat(
                            put("bob", "{\"name\": \"Acme\", \"defaultPolicyID\": 5}")
                                    .json()
                                    .get("data")
                                    .has("domain"))
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource({"ADMIN, GUEST, 10", "GUEST, ADMIN, 6", "GUEST, GUEST, 5", "GUEST, NONE, 4"})
        void maps_roles_to_policies(String organization, String stack, int policy) {
            server.sql(
                    "update membership.organizations set default_policy_id = 1 where id = 'acme'");
            assertThat(
                            put(
                                            "bob",
                                            "{\"name\": \"Acme\", \"defaultOrganizationAccess\": \"%s\", \"defaultStackAccess\": \"%s\"}"
                                                    .formatted(organization, stack))
                                    .json()
                                    .at("/data/defaultPolicyID")
                                    .asInt())
                    .isEqualTo(policy == 5 ? 1 : policy);
        }

        @Test
        void keeps_a_policy_that_roles_cannot_say_when_an_older_client_sends_back_what_it_saw() {
            server.sql(
                    "insert into membership.policies (id, organization_id, name) values (100, 'acme', 'own')",
                    "update membership.organizations set default_policy_id = 100 where id = 'acme'");
            JsonNode shown =
                    server.get("/api/organizations/acme", server.root("bob")).json().get("data");
            String sentBack =
                    "{\"name\": \"Renamed\", \"defaultOrganizationAccess\": \"%s\", \"defaultStackAccess\": \"%s\"}"
                            .formatted(
                                    shown.get("defaultOrganizationAccess").asString(),
                                    shown.get("defaultStackAccess").asString());
            assertThat(put("bob", sentBack).json().at("/data/defaultPolicyID").asInt())
                    .isEqualTo(100);
        }

        @Test
        void gives_newcomers_nothing_that_the_caller_lacks() {
            server.sql(
                    "insert into membership.policies (id, organization_id, name) values (100, 'acme', 'clerk')",
                    "insert into membership.policy_scopes select 100, id from membership.scopes where label in ('organization:Read', 'organization:Update')",
                    "update membership.organization_users set policy_id = 100 where user_id = 'carl'");
            assertThat(put("carl", "{\"name\": \"Acme\", \"defaultPolicyID\": 10}").status())
                    .isEqualTo(403);
            assertThat(put("carl", "{\"name\": \"Acme\", \"defaultPolicyID\": 100}").status())
                    .isEqualTo(200);
        }

        @Test
        void needs_the_scope_and_hides_the_organization_from_strangers() {
            assertThat(put("carl", "{\"name\": \"x\", \"defaultPolicyID\": null}").status())
                    .isEqualTo(403);
            assertThat(put("eve", "{\"name\": \"x\", \"defaultPolicyID\": null}").status())
                    .isEqualTo(404);
            assertThat(
                            server.send(
                                            "PUT",
                                            "/api/organizations/acme",
                                            server.bound("bob", "acme", Scope.ORGANIZATION_READ),
                                            "{\"name\": \"x\", \"defaultPolicyID\": null}")
                                    .status())
                    .isEqualTo(403);
        }

        @Test
        void makes_another_member_the_owner_only_for_the_owner() {
            String hand = "{\"name\": \"Acme\", \"defaultPolicyID\": 5, \"ownerID\": \"%s\"}";
            assertThat(put("dora", hand.formatted("carl")).status()).isEqualTo(403);
            assertThat(put("bob", hand.formatted("fay")).status()).isEqualTo(404);
            assertThat(put("bob", hand.formatted("carl")).json().at("/data/ownerId").asString())
                    .isEqualTo("carl");
            assertThat(server.ended()).containsExactly("bob@acme", "carl@acme");
        }
    }

    @Nested
    class Deleting {
        @Test
        void takes_everything_with_it_and_is_missing_the_second_time() {
            server.sql(
                    "insert into membership.policies (id, organization_id, name) values (100, 'acme', 'own')",
                    "update membership.organizations set default_policy_id = 100 where id = 'acme'",
                    "update membership.organization_users set policy_id = 100 where user_id = 'carl'");
            String token = server.root("bob");
            assertThat(server.send("DELETE", "/api/organizations/acme", token).status())
                    .isEqualTo(204);
            assertThat(server.send("DELETE", "/api/organizations/acme", token).status())
                    .isEqualTo(404);
            assertThat(server.log("acme")).containsExactly("organizations.deleted by bob");
            assertThat(server.ended())
                    .containsExactlyInAnyOrder("bob@acme", "carl@acme", "dora@acme");
        }

        @Test
        void waits_until_no_stack_can_come_back() {
            server.sql(
                    "insert into membership.regions (id) values ('eu')",
                    "insert into membership.stacks (organization_id, id, region_id, state, expected_status, status) values ('acme', 'prod', 'eu', 'DELETED', 'DISABLED', 'DISABLED')");
            TestServer.Answer kept =
                    server.send("DELETE", "/api/organizations/acme", server.root("bob"));
            assertThat(kept.status()).isEqualTo(409);
            assertThat(kept.text()).contains("prod");
            server.sql(
                    "update membership.stacks set expected_status = 'DELETED', status = 'DELETED'");
            assertThat(
                            server.send("DELETE", "/api/organizations/acme", server.root("bob"))
                                    .status())
                    .isEqualTo(204);
        }

        @Test
        void is_not_for_guests() {
            assertThat(
                            server.send("DELETE", "/api/organizations/acme", server.root("carl"))
                                    .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_platform_administrator_reads_every_organization_and_lists_their_own() {
        assertThat(server.get("/api/organizations/globex", server.root("ada")).status())
                .isEqualTo(200);
        assertThat(server.get("/api/organizations", server.root("ada")).json().get("data"))
                .isEmpty();
        assertThat(server.get("/api/organizations/globex", server.root("bob")).status())
                .isEqualTo(404);
    }
}
