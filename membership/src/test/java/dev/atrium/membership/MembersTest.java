package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class MembersTest {
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

    private int put(String token, String user, String json) {
        return server.send("PUT", "/api/organizations/acme/users/" + user, token, json).status();
    }

    private int remove(String token, String user) {
        return server.send("DELETE", "/api/organizations/acme/users/" + user, token).status();
    }

    private int policy(String user) {
        return server.get("/api/organizations/acme/users/" + user, server.root("bob"))
                .json()
                .at("/data/policyId")
                .asInt();
    }

    @Test
    void are_added_and_changed_in_one_operation() {
        String bob = server.root("bob");
        assertThat(put(bob, "fay", "{\"policyId\": 4}")).isEqualTo(204);
        assertThat(policy("fay")).isEqualTo(4);
        assertThat(put(bob, "fay", "{\"policyId\": 6}")).isEqualTo(204);
        assertThat(put(bob, "fay", "{\"policyId\": 6}")).isEqualTo(204);
        assertThat(policy("fay")).isEqualTo(6);
        assertThat(put(bob, "nobody", "{\"policyId\": 6}")).isEqualTo(404);
        assertThat(put(bob, "fay", "{\"policyId\": 999}")).isEqualTo(404);
        assertThat(put(bob, "fay", "{}")).isEqualTo(400);
        assertThat(server.log("acme"))
                .containsExactly(
                        "organizations.user.updated by bob", "organizations.user.updated by bob");
    }

    @Test
    void can_be_changed_with_a_token_that_names_fewer_scopes_than_the_policy_gives() {
        String token = server.bound("bob", "acme", Scope.ORGANIZATION_UPDATE_USER);
        assertThat(put(token, "carl", "{\"policyId\": 10}")).isEqualTo(204);
    }

    @Test
    void get_no_policy_of_another_organization() {
        server.sql(
                "insert into membership.policies (id, organization_id, name) values (100, 'globex', 'theirs')");
        assertThat(put(server.root("bob"), "carl", "{\"policyId\": 100}")).isEqualTo(404);
    }

    @Test
    void get_nothing_that_the_giver_lacks() {
        clerk("carl");
        assertThat(put(server.root("carl"), "carl", "{\"policyId\": 10}")).isEqualTo(403);
        assertThat(put(server.root("carl"), "fay", "{\"policyId\": 10}")).isEqualTo(403);
        assertThat(put(server.root("carl"), "fay", "{\"policyId\": 100}")).isEqualTo(204);
    }

    @Test
    void with_more_rights_are_neither_changed_nor_removed_by_those_with_less() {
        clerk("carl");
        assertThat(put(server.root("carl"), "dora", "{\"policyId\": 100}")).isEqualTo(403);
        assertThat(remove(server.root("carl"), "dora")).isEqualTo(403);
        assertThat(policy("dora")).isEqualTo(10);
    }

    private void clerk(String user) {
        server.sql(
                "insert into membership.policies (id, organization_id, name) values (100, 'acme', 'clerk')",
                "insert into membership.policy_scopes select 100, id from membership.scopes where label like 'organization:%User'",
                "update membership.organization_users set policy_id = 100 where user_id = '"
                        + user
                        + "'");
    }

    @Test
    void of_older_clients_have_roles() {
        String bob = server.root("bob");
        assertThat(put(bob, "carl", "{\"role\": \"ADMIN\"}")).isEqualTo(204);
        assertThat(policy("carl")).isEqualTo(10);
        assertThat(put(bob, "carl", "{\"role\": \"GUEST\"}")).isEqualTo(204);
        assertThat(policy("carl")).isEqualTo(5);
        assertThat(put(bob, "carl", "{\"role\": \"NONE\"}")).isEqualTo(400);
        assertThat(put(bob, "carl", "{\"role\": \"OWNER\"}")).isEqualTo(400);
        assertThat(
                        server.get("/api/organizations/acme/users/carl", bob)
                                .json()
                                .at("/data/role")
                                .asString())
                .isEqualTo("GUEST");
    }

    @Test
    void keep_a_policy_that_a_role_cannot_say_when_the_role_stays_the_same() {
        server.sql("update membership.organization_users set policy_id = 6 where user_id = 'carl'");
        assertThat(put(server.root("bob"), "carl", "{\"role\": \"GUEST\"}")).isEqualTo(204);
        assertThat(policy("carl")).isEqualTo(6);
    }

    @Test
    void do_not_change_what_the_owner_may_do_nor_remove_the_owner() {
        assertThat(put(server.root("dora"), "bob", "{\"policyId\": 5}")).isEqualTo(403);
        assertThat(remove(server.root("dora"), "bob")).isEqualTo(403);
        assertThat(remove(server.root("bob"), "bob")).isEqualTo(403);
        assertThat(remove(server.root("ada"), "bob")).isEqualTo(403);
    }

    @Test
    void may_leave_without_any_right() {
        assertThat(remove(server.root("carl"), "dora")).isEqualTo(403);
        assertThat(remove(server.root("carl"), "carl")).isEqualTo(204);
        assertThat(server.ended()).containsExactly("carl@acme");
        assertThat(server.log("acme")).containsExactly("organizations.user.deleted by carl");
    }

    @Test
    void are_removed_twice_without_an_error_and_never_when_they_never_were_there() {
        String bob = server.root("bob");
        assertThat(remove(bob, "carl")).isEqualTo(204);
        assertThat(remove(bob, "carl")).isEqualTo(204);
        assertThat(remove(bob, "fay")).isEqualTo(404);
        assertThat(server.log("acme")).hasSize(1);
    }

    @Test
    void lose_what_they_had_on_single_stacks() {
        server.sql(
                "insert into membership.regions (id) values ('eu')",
                "insert into membership.stacks (organization_id, id, region_id) values ('acme', 'prod', 'eu')",
                "insert into membership.stack_users (organization_id, stack_id, user_id, policy_id) values ('acme', 'prod', 'carl', 2)");
        remove(server.root("bob"), "carl");
        put(server.root("bob"), "carl", "{\"policyId\": 4}");
        assertThat(
                        server.get(
                                        "/api/organizations/acme/stacks/prod/modules",
                                        server.root("carl"))
                                .status())
                .isEqualTo(200);
        assertThat(
                        server.get(
                                        "/api/organizations/acme/access/explain?user=carl&stack=prod&scope=stack:Write",
                                        server.root("bob"))
                                .json()
                                .at("/data/allowed")
                                .asBoolean())
                .isFalse();
    }

    @Test
    void of_an_organization_are_managed_by_its_programs() {
        server.sql(
                "insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits) values ('tf', 'acme', '', '')");
        String client =
                server.client(
                        "tf",
                        "acme",
                        Scope.ORGANIZATION_CREATE_USER,
                        Scope.ORGANIZATION_UPDATE_USER,
                        Scope.ORGANIZATION_READ_USER);
        assertThat(put(client, "fay", "{\"policyId\": 5}")).isEqualTo(204);
        assertThat(remove(client, "fay")).isEqualTo(204);
        assertThat(server.log("acme"))
                .containsExactly(
                        "organizations.user.updated by organization_tf",
                        "organizations.user.deleted by organization_tf");
    }
}
