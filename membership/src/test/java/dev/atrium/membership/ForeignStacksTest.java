package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.http.Verb;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Another organization's stacks and regions within one's own organization: every operation on them
/// is refused in the words that it has for what does not exist, and changes no row.
@ExtendWith(TestDatabase.class)
final class ForeignStacksTest {
    private static final String BODY =
            "{\"name\": \"x\", \"regionID\": \"agent\", \"policyId\": 1, \"version\": \"v9\"}";

    @SuppressWarnings("NullAway.Init")
    private StackRequests requests;

    @BeforeEach
    void start(Database database) {
        requests = new StackRequests(database);
        requests.server.sql(
                "insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits) values ('theirs', 'globex', '', 'abcd')",
                "insert into membership.stacks (organization_id, id, name, region_id, status) values ('acme', 'prod', 'Prod', 'agent', 'READY')",
                "insert into membership.stack_modules (organization_id, stack_id, name) values ('acme', 'prod', 'webhooks')",
                "insert into membership.stack_users (organization_id, stack_id, user_id, policy_id) values ('acme', 'prod', 'carl', 1)",
                "insert into membership.region_access (region_id, organization_id) values ('agent', 'friends')");
    }

    @AfterEach
    void stop() {
        requests.close();
    }

    @Test
    void a_foreign_stack_or_region_is_none_within_ones_own_organization() {
        String client = requests.server.client("theirs", "globex", Scope.values());
        String before = rows();
        for (String token : List.of(requests.eve, client)) {
            for (Operation operation : about("{stackId}")) {
                Refusal real = send(operation, "globex", "prod", "here", token);
                assertThat(real.status()).as(operation.name()).isEqualTo(404);
                assertThat(real.text().replace("prod", "none"))
                        .as(operation.name())
                        .isEqualTo(send(operation, "globex", "none", "here", token).text());
            }
            for (Operation operation : about("{regionID}")) {
                Refusal real = send(operation, "globex", "none", "agent", token);
                assertThat(real.status()).as(operation.name()).isEqualTo(404);
                assertThat(real.text().replace("agent", "none"))
                        .as(operation.name())
                        .isEqualTo(send(operation, "globex", "none", "none", token).text());
            }
        }
        assertThat(rows()).isEqualTo(before);
    }

    private static List<Operation> about(String what) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.path().contains(what))
                .toList();
    }

    /// @param text without the id of the request, which is another one each time
    private record Refusal(int status, String text) {}

    private Refusal send(
            Operation operation, String organization, String stack, String region, String token) {
        String path =
                "/api"
                        + operation
                                .path()
                                .replace("{organizationId}", organization)
                                .replace("{stackId}", stack)
                                .replace("{regionID}", region)
                                .replace("{userId}", "carl")
                                .replace("{allowedOrganizationId}", "friends")
                        + "?name=webhooks";
        TestServer.Answer answer =
                operation.verb() == Verb.GET
                        ? requests.server.get(path, token)
                        : requests.send(operation.verb().name(), path, token, BODY);
        return new Refusal(
                answer.status(), answer.text().replaceAll(",\"requestId\":\"[^\"]*\"", ""));
    }

    private String rows() {
        return requests.server.database.read(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        select cast((select json_agg(t) from membership.stacks t) as text)
                                            || cast((select json_agg(t) from membership.stack_modules t) as text)
                                            || cast((select json_agg(t) from membership.stack_users t) as text)
                                            || cast((select json_agg(t) from membership.regions t) as text)
                                            || cast((select json_agg(t) from membership.region_access t) as text)
                                            || (select count(*) from membership.logs)
                                        """)
                                .mapTo(String.class)
                                .one());
    }
}
