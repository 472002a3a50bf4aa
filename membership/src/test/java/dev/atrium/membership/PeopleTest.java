package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Accounts, features, the log and explanations.
@ExtendWith(TestDatabase.class)
final class PeopleTest {
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

    @Nested
    class Users {
        @Test
        void are_made_by_platform_administrators_only() {
            String body = "{\"email\": \"New@Example.com\"}";
            assertThat(server.send("POST", "/api/users", server.root("bob"), body).status())
                    .isEqualTo(403);
            TestServer.Answer made = server.send("POST", "/api/users", server.root("ada"), body);
            assertThat(made.status()).isEqualTo(201);
            assertThat(made.json().at("/data/email").asString()).isEqualTo("New@Example.com");
            assertThat(made.json().at("/data/role").asString()).isEqualTo("USER");
            assertThat(server.log("")).containsExactly("users.created by ada");
        }

        @Test
        void have_addresses_of_their_own() {
            String ada = server.root("ada");
            assertThat(
                            server.send(
                                            "POST",
                                            "/api/users",
                                            ada,
                                            "{\"email\": \"BOB@acme.example\"}")
                                    .status())
                    .isEqualTo(409);
            assertThat(server.send("POST", "/api/users", ada, "{\"email\": \"bob\"}").status())
                    .isEqualTo(400);
            assertThat(server.send("POST", "/api/users", ada, "{}").status()).isEqualTo(400);
        }
    }

    @Nested
    class Features {
        private static final String FEATURES = "/api/organizations/acme/features";

        @Test
        void are_added_together_and_removed_one_by_one() {
            String bob = server.root("bob");
            String body = "{\"features\": [\"b\", \"a\", \"b\"]}";
            assertThat(server.send("POST", FEATURES, bob, body).status()).isEqualTo(204);
            assertThat(server.send("POST", FEATURES, bob, body).status()).isEqualTo(204);
            JsonNode list = server.get(FEATURES, bob).json().get("data");
            assertThat(list).hasSize(2);
            assertThat(list.get(0).get("organizationID").asString()).isEqualTo("acme");
            assertThat(server.send("DELETE", FEATURES + "/a", bob).status()).isEqualTo(204);
            assertThat(server.send("DELETE", FEATURES + "/a", bob).status()).isEqualTo(404);
            assertThat(server.log("acme"))
                    .containsExactly(
                            "organizations.feature.updated by bob",
                            "organizations.feature.deleted by bob");
        }

        @Test
        void need_their_scope_and_a_list() {
            assertThat(
                            server.send(
                                            "POST",
                                            FEATURES,
                                            server.root("carl"),
                                            "{\"features\": [\"a\"]}")
                                    .status())
                    .isEqualTo(403);
            for (String body : List.of("{}", "{\"features\": \"a\"}", "{\"features\": [1]}")) {
                assertThat(server.send("POST", FEATURES, server.root("bob"), body).status())
                        .isEqualTo(400);
            }
        }
    }

    @Nested
    class Logs {
        private static final String LOGS = "/api/organizations/acme/logs";

        private List<String> actions(String query) {
            List<String> found = new ArrayList<>();
            server.get(LOGS + query, server.root("bob"))
                    .json()
                    .at("/data/data")
                    .forEach(line -> found.add(line.get("action").asString()));
            return found;
        }

        @BeforeEach
        void some_lines() {
            server.sql(
                    """
                    insert into membership.logs (organization_id, stack_id, user_id, action, date, data) values
                        ('acme', null, 'bob', 'organizations.updated', now(), '{"name": "Acme"}'),
                        ('acme', 'prod', 'bob', 'stacks.created', now(), '{"name": "Prod"}'),
                        ('acme', 'prod', '', 'stacks.status.updated', now(), '{"status": {"now": "READY"}}'),
                        ('globex', null, 'eve', 'organizations.updated', now(), '{}')
                    """);
        }

        @ParameterizedTest
        @CsvSource({
            "'', stacks.status.updated stacks.created organizations.updated",
            "?userId=SYSTEM, stacks.status.updated",
            "?userId=bob, stacks.created organizations.updated",
            "?stackId=prod, stacks.status.updated stacks.created",
            "?action=stacks.created, stacks.created",
            "?key=name&value=Acme, organizations.updated",
            "?key=status.now&value=READY, stacks.status.updated",
            "?key=name&value=&userId=, stacks.status.updated stacks.created organizations.updated"
        })
        void are_filtered(String query, String expected) {
            assertThat(String.join(" ", actions(query))).isEqualTo(expected);
        }

        @Test
        void refuse_an_action_that_does_not_exist() {
            assertThat(server.get(LOGS + "?action=unknown.action", server.root("bob")).status())
                    .isEqualTo(400);
        }

        @Test
        void keep_their_pages_while_lines_are_added() {
            String token = server.root("bob");
            JsonNode first = server.get(LOGS + "?pageSize=2", token).json().get("data");
            server.sql(
                    "insert into membership.logs (organization_id, user_id, action, date) values ('acme', 'bob', 'organizations.updated', now())");
            JsonNode second =
                    server.get(LOGS + "?pageSize=2&cursor=" + first.get("next").asString(), token)
                            .json()
                            .get("data");
            assertThat(second.get("data")).hasSize(1);
            assertThat(second.at("/data/0/action").asString()).isEqualTo("organizations.updated");
            assertThat(second.get("hasMore").asBoolean()).isFalse();
        }
    }

    @Nested
    class Explanations {
        private TestServer.Answer explain(String user, String query) {
            return server.get(
                    "/api/organizations/acme/access/explain?user=" + user + query,
                    server.root("bob"));
        }

        @Test
        void name_the_policy_that_gives_a_scope() {
            JsonNode found = explain("carl", "&scope=organization:Read").json().get("data");
            assertThat(found.get("allowed").asBoolean()).isTrue();
            assertThat(found.at("/grants/0/source").asString()).isEqualTo("ORGANIZATION");
            assertThat(found.at("/grants/0/policyName").asString())
                    .isEqualTo("OrganizationGuestStackGuest");
        }

        @Test
        void say_why_nothing_gives_it() {
            JsonNode found = explain("carl", "&scope=organization:Delete").json().get("data");
            assertThat(found.get("allowed").asBoolean()).isFalse();
            assertThat(found.get("grants")).isEmpty();
            assertThat(found.get("reason").asString())
                    .isEqualTo(
                            "OrganizationGuestStackGuest in the organization does not give organization:Delete");
        }

        @Test
        void name_the_stack_where_it_comes_from_one() {
            server.sql(
                    "insert into membership.regions (id) values ('eu')",
                    "insert into membership.stacks (organization_id, id, region_id) values ('acme', 'prod', 'eu')",
                    "insert into membership.stack_users (organization_id, stack_id, user_id, policy_id) values ('acme', 'prod', 'carl', 2)");
            JsonNode found = explain("carl", "&stack=prod&scope=stack:Write").json().get("data");
            assertThat(found.get("reason").asString())
                    .isEqualTo("policy StackAdmin on stack prod gives stack:Write");
            assertThat(explain("carl", "&scope=stack:Write").json().at("/data/allowed").asBoolean())
                    .isFalse();
        }

        @Test
        void know_platform_administrators_and_nobody_from_elsewhere() {
            assertThat(
                            explain("ada", "&scope=stack:Write")
                                    .json()
                                    .at("/data/grants/0/source")
                                    .asString())
                    .isEqualTo("SYSTEM_ROLE");
            assertThat(explain("eve", "&scope=stack:Write").status()).isEqualTo(404);
            assertThat(explain("nobody", "&scope=stack:Write").status()).isEqualTo(404);
            assertThat(explain("carl", "&scope=stack:Fly").status()).isEqualTo(400);
            assertThat(explain("carl", "").status()).isEqualTo(400);
        }
    }
}
