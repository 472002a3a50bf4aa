package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
final class PoliciesTest {
    private static final String POLICIES = "/api/organizations/acme/policies";

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @SuppressWarnings("NullAway.Init")
    private String bob;

    @BeforeEach
    void two_organizations(Database database) {
        server = new TestServer(database);
        Acme.settle(server);
        bob = server.root("bob");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int create(String name) {
        return server.send("POST", POLICIES, bob, "{\"name\": \"" + name + "\"}")
                .json()
                .at("/data/id")
                .asInt();
    }

    private int scope(String label) {
        for (JsonNode scope : server.get("/api/.well-known/scopes", "").json().get("data")) {
            if (scope.get("label").asString().equals(label)) {
                return scope.get("id").asInt();
            }
        }
        throw new AssertionError(label);
    }

    @Test
    void are_made_changed_and_removed() {
        TestServer.Answer made =
                server.send("POST", POLICIES, bob, "{\"name\": \"Clerk\", \"description\": \"d\"}");
        assertThat(made.status()).isEqualTo(201);
        JsonNode policy = made.json().get("data");
        assertThat(policy.get("protected").asBoolean()).isFalse();
        assertThat(policy.get("organizationId").asString()).isEqualTo("acme");
        String path = POLICIES + "/" + policy.get("id").asInt();
        JsonNode renamed =
                server.send("PUT", path, bob, "{\"name\": \"Keeper\", \"description\": \"\"}")
                        .json()
                        .get("data");
        assertThat(renamed.get("name").asString()).isEqualTo("Keeper");
        assertThat(server.send("DELETE", path, bob).status()).isEqualTo(204);
        assertThat(server.send("DELETE", path, bob).status()).isEqualTo(404);
        assertThat(server.log("acme"))
                .containsExactly(
                        "policies.created by bob",
                        "policies.updated by bob",
                        "policies.deleted by bob");
    }

    @Test
    void have_names_of_their_own_in_an_organization() {
        create("Clerk");
        assertThat(server.send("POST", POLICIES, bob, "{\"name\": \"Clerk\"}").status())
                .isEqualTo(409);
        assertThat(
                        server.send(
                                        "POST",
                                        "/api/organizations/globex/policies",
                                        server.root("eve"),
                                        "{\"name\": \"Clerk\"}")
                                .status())
                .isEqualTo(201);
    }

    @Test
    void give_what_their_scopes_say_at_once() {
        int policy = create("Clerk");
        server.send(
                "PUT", "/api/organizations/acme/users/carl", bob, "{\"policyId\": " + policy + "}");
        String users = "/api/organizations/acme/users";
        assertThat(server.get(users, server.root("carl")).status()).isEqualTo(403);
        String scope = POLICIES + "/" + policy + "/scopes/" + scope("organization:ListUsers");
        assertThat(server.send("PUT", scope, bob).status()).isEqualTo(204);
        assertThat(server.send("PUT", scope, bob).status()).isEqualTo(204);
        assertThat(server.get(users, server.root("carl")).status()).isEqualTo(200);
        assertThat(server.send("DELETE", scope, bob).status()).isEqualTo(204);
        assertThat(server.get(users, server.root("carl")).status()).isEqualTo(403);
        assertThat(server.log("acme"))
                .containsExactly(
                        "policies.created by bob",
                        "organizations.user.updated by bob",
                        "policies.scope.added by bob",
                        "policies.scope.removed by bob");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 8, 9, 10})
    void that_are_built_in_cannot_be_touched_by_anybody(int policy) {
        for (String user : new String[] {"bob", "ada"}) {
            String token = server.root(user);
            String path = POLICIES + "/" + policy;
            assertThat(server.send("PUT", path, token, "{\"name\": \"x\"}").status())
                    .isEqualTo(403);
            assertThat(server.send("DELETE", path, token).status()).isEqualTo(403);
            assertThat(server.send("PUT", path + "/scopes/10", token).status()).isEqualTo(403);
            assertThat(server.send("DELETE", path + "/scopes/10", token).status()).isEqualTo(403);
        }
    }

    @Test
    void take_no_scope_that_the_caller_lacks() {
        int policy = create("Writer");
        for (String label : new String[] {"organization:UpdatePolicy", "organization:ReadPolicy"}) {
            server.send("PUT", POLICIES + "/" + policy + "/scopes/" + scope(label), bob);
        }
        server.send(
                "PUT", "/api/organizations/acme/users/carl", bob, "{\"policyId\": " + policy + "}");
        assertThat(
                        server.send(
                                        "PUT",
                                        POLICIES
                                                + "/"
                                                + policy
                                                + "/scopes/"
                                                + scope("organization:Delete"),
                                        server.root("carl"))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void never_hold_the_platforms_administration() {
        int policy = create("Root");
        String path = POLICIES + "/" + policy + "/scopes/" + scope("system:Admin");
        assertThat(server.send("PUT", path, bob).status()).isEqualTo(403);
        assertThat(server.send("PUT", path, server.root("ada")).status()).isEqualTo(403);
    }

    @Test
    void stay_while_somebody_has_them_or_is_to_get_them() {
        int held = create("Held");
        server.send(
                "PUT", "/api/organizations/acme/users/carl", bob, "{\"policyId\": " + held + "}");
        assertThat(server.send("DELETE", POLICIES + "/" + held, bob).status()).isEqualTo(409);
        int awaited = create("Awaited");
        server.send(
                "POST",
                "/api/organizations/acme/invitations?email=new@example.com",
                bob,
                "{\"policyId\": " + awaited + "}");
        assertThat(server.send("DELETE", POLICIES + "/" + awaited, bob).status()).isEqualTo(409);
    }

    @Test
    void of_another_organization_do_not_exist() {
        int policy = create("Clerk");
        String path = "/api/organizations/globex/policies/" + policy;
        String eve = server.root("eve");
        assertThat(server.get(path, eve).status()).isEqualTo(404);
        assertThat(server.send("PUT", path, eve, "{\"name\": \"x\"}").status()).isEqualTo(404);
        assertThat(server.send("DELETE", path, eve).status()).isEqualTo(404);
        assertThat(server.send("PUT", path + "/scopes/10", eve).status()).isEqualTo(404);
    }

    @Test
    void are_made_of_the_scopes_that_everybody_can_look_up() {
        TestServer.Answer scopes = server.get("/api/.well-known/scopes", "");
        assertThat(scopes.status()).isEqualTo(200);
        JsonNode first = scopes.json().get("data").get(0);
        assertThat(first.get("id").asInt()).isEqualTo(1);
        assertThat(first.get("label").asString()).isEqualTo("system:Admin");
        assertThat(first.get("protected").asBoolean()).isTrue();
        assertThat(first.get("applicationId").isNull()).isTrue();
        assertThat(first.get("createdAt").asString()).endsWith("Z");
    }

    @Test
    void ids_that_are_no_numbers_are_refused() {
        assertThat(server.get(POLICIES + "/word", bob).status()).isEqualTo(400);
        assertThat(server.send("PUT", POLICIES + "/100/scopes/word", bob).status()).isEqualTo(400);
        assertThat(server.get(POLICIES + "/99999999999999999999", bob).status()).isEqualTo(400);
    }
}
