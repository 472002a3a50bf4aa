package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Json;
import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
final class StackUsersTest {
    @SuppressWarnings("NullAway.Init")
    private StackRequests requests;

    @SuppressWarnings("NullAway.Init")
    private String users;

    @BeforeEach
    void start(Database database) {
        requests = new StackRequests(database);
        requests.server.sql(
                "insert into membership.stacks (organization_id, id, name, region_id, status) values ('acme', 'prod', 'Prod', 'here', 'READY')",
                "insert into membership.policies (id, organization_id, name) values (200, 'acme', 'Users of stacks'), (300, 'globex', 'Foreign')",
                "insert into membership.policy_scopes (policy_id, scope_id) select 200, id from membership.scopes where label in ('organization:UpdateStackUser', 'organization:ReadStack', 'stack:Read')");
        users = StackRequests.STACKS + "/prod/users";
    }

    @AfterEach
    void stop() {
        requests.close();
    }

    @Test
    void a_member_is_given_a_policy_and_it_counts_at_once() {
        assertThat(modules(requests.carl)).isEqualTo(403);
        assertThat(give("carl", "{\"policyId\": 2}").status()).isEqualTo(204);
        assertThat(modules(requests.carl)).isEqualTo(202);
        assertThat(requests.read(users + "/carl"))
                .isEqualTo(
                        Json.mapper()
                                .readTree(
                                        """
                                        {"stackId":"prod","userId":"carl","email":"carl@example.com","policyId":2,
                                         "organizationPolicyId":5,"role":"ADMIN"}"""));
        assertThat(requests.read(users)).hasSize(1);
        assertThat(requests.logged()).contains("stacks.user.updated");
    }

    @Test
    void the_same_once_more_is_not_logged() {
        give("carl", "{\"policyId\": 1}");
        give("carl", "{\"policyId\": 1}");
        give("carl", "{\"policyId\": 2}");
        assertThat(requests.logged()).containsExactly("stacks.user.updated", "stacks.user.updated");
    }

    @Test
    void roles_of_older_clients_are_policies() {
        give("carl", "{\"role\": \"ADMIN\"}");
        assertThat(requests.read(users + "/carl").get("policyId").asInt()).isEqualTo(2);
        give("carl", "{\"role\": \"GUEST\"}");
        assertThat(requests.read(users + "/carl").get("policyId").asInt()).isEqualTo(1);
        assertThat(give("carl", "{\"role\": \"NONE\"}").status()).isEqualTo(204);
        assertThat(requests.server.get(users + "/carl", requests.bob).status()).isEqualTo(404);
        assertThat(give("carl", "{\"role\": \"OWNER\"}").code()).isEqualTo("VALIDATION");
    }

    @Test
    void nobody_gives_a_scope_that_he_lacks() {
        requests.server.sql(
                "update membership.organization_users set policy_id = 200 where user_id = 'carl'");
        TestServer.Answer refused =
                requests.send("PUT", users + "/carl", requests.carl, "{\"policyId\": 2}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("organization:DeleteStack").contains("stack:Write");
        assertThat(
                        requests.send("PUT", users + "/bob", requests.carl, "{\"policyId\": 200}")
                                .status())
                .isEqualTo(204);
        assertThat(requests.logged()).containsExactly("stacks.user.updated");
    }

    @Test
    void what_counts_is_what_the_giver_may_do_and_not_what_the_token_carries() {
        String fctl = requests.server.bound("bob", "acme", Scope.ORGANIZATION_UPDATE_STACK_USER);
        assertThat(requests.send("PUT", users + "/carl", fctl, "{\"policyId\": 2}").status())
                .isEqualTo(204);
        String terraform =
                requests.server.client("client", "acme", Scope.ORGANIZATION_UPDATE_STACK_USER);
        assertThat(requests.send("PUT", users + "/carl", terraform, "{\"policyId\": 1}").status())
                .isEqualTo(204);
        requests.server.sql(
                "insert into membership.policy_scopes (policy_id, scope_id) select 200, id from membership.scopes where label = 'system:Admin'");
        for (String token : List.of(requests.bob, terraform)) {
            assertThat(requests.send("PUT", users + "/carl", token, "{\"policyId\": 200}").status())
                    .isEqualTo(403);
        }
        assertThat(
                        requests.send(
                                        "PUT",
                                        users + "/carl",
                                        requests.server.root("ada"),
                                        "{\"policyId\": 200}")
                                .status())
                .isEqualTo(204);
    }

    @Test
    void either_scope_of_stack_users_opens_giving() {
        for (Scope scope :
                List.of(
                        Scope.ORGANIZATION_CREATE_STACK_USER,
                        Scope.ORGANIZATION_UPDATE_STACK_USER)) {
            String token = requests.server.bound("bob", "acme", scope);
            assertThat(requests.send("PUT", users + "/carl", token, "{\"policyId\": 1}").status())
                    .isEqualTo(204);
        }
        String other = requests.server.bound("bob", "acme", Scope.ORGANIZATION_DELETE_STACK_USER);
        assertThat(requests.send("PUT", users + "/carl", other, "{\"policyId\": 1}").status())
                .isEqualTo(403);
    }

    @Test
    void only_members_of_the_organization_can_be_given_anything() {
        for (String user : List.of("eve", "nobody")) {
            TestServer.Answer answer = give(user, "{\"policyId\": 1}");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().get("errorMessage").asString())
                    .isEqualTo("user " + user + " not found");
            assertThat(requests.delete(users + "/" + user).status()).isEqualTo(404);
        }
    }

    @Test
    void who_leaves_the_organization_loses_it_also_when_he_comes_back() {
        give("carl", "{\"policyId\": 2}");
        requests.server.sql(
                "delete from membership.organization_users where user_id = 'carl'",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('acme', 'carl', 5)");
        assertThat(requests.read(users)).isEmpty();
        assertThat(modules(requests.carl)).isEqualTo(403);
    }

    @Test
    void refuses_policies_that_are_none_or_another_organizations() {
        for (String body :
                List.of(
                        "{}",
                        "{\"policyId\": \"2\"}",
                        "{\"policyId\": 1.5}",
                        "{\"policyId\": null}")) {
            assertThat(give("carl", body).code()).as(body).isEqualTo("VALIDATION");
        }
        for (String id : List.of("0", "999", "300")) {
            assertThat(give("carl", "{\"policyId\": " + id + "}").code())
                    .as(id)
                    .isEqualTo("NOT_FOUND");
        }
        assertThat(requests.read(users)).isEmpty();
    }

    @Test
    void taking_it_away_twice_is_as_good_as_once() {
        give("carl", "{\"policyId\": 1}");
        assertThat(requests.delete(users + "/carl").status()).isEqualTo(204);
        assertThat(requests.delete(users + "/carl").status()).isEqualTo(204);
        assertThat(requests.logged()).containsExactly("stacks.user.updated", "stacks.user.deleted");
    }

    @Test
    void a_stack_that_never_was_has_no_users_to_list_or_to_change() {
        String none = StackRequests.STACKS + "/none/users";
        assertThat(requests.server.get(none, requests.bob).status()).isEqualTo(404);
        assertThat(requests.send("PUT", none + "/carl", requests.bob, "{\"policyId\": 1}").text())
                .contains("stack none not found");
    }

    private TestServer.Answer give(String user, String json) {
        return requests.send("PUT", users + "/" + user, requests.bob, json);
    }

    /// The answer to switching a module on, which readers may not.
    private int modules(String token) {
        return requests.server
                .send("POST", StackRequests.STACKS + "/prod/modules?name=webhooks", token)
                .status();
    }
}
