package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.http.Verb;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Everybody of one organization against every operation on what another one has: refused, in the
/// same words whether or not it exists, and nothing changes.
@ExtendWith(TestDatabase.class)
final class CrossTenantTest {
    private static final Map<String, String> THEIRS =
            Map.ofEntries(
                    Map.entry("organizationId", "theirs"),
                    Map.entry("userId", "bob"),
                    Map.entry("stackId", "prod"),
                    Map.entry("regionID", "private"),
                    Map.entry("policyId", "700"),
                    Map.entry("scopeId", "60"),
                    Map.entry("invitationId", "inv"),
                    Map.entry("clientId", "robot-2"),
                    Map.entry("applicationId", "app"),
                    Map.entry("name", "feature"));

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @BeforeEach
    void state(Database database) {
        server = new TestServer(database);
        server.sql(
                "insert into membership.users (id, email) values ('ada', 'ada@ours.test'), ('bob', 'bob@theirs.test')",
                "insert into membership.organizations (id, name, owner_id) values ('ours', 'Ours', 'ada'), ('theirs', 'Theirs', 'bob')",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('ours', 'ada', 10), ('theirs', 'bob', 10)",
                "insert into membership.organization_features (organization_id, name) values ('theirs', 'feature')",
                "insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits) values ('robot', 'ours', '', '0000'), ('robot-2', 'theirs', '', '0000')",
                "insert into membership.regions (id, name, base_url, active, organization_id) values ('private', 'Private', 'https://p.example.com', true, 'theirs')",
                "insert into membership.stacks (organization_id, id, name, region_id) values ('theirs', 'prod', 'Prod', 'private')",
                "insert into membership.stack_modules (organization_id, stack_id, name) values ('theirs', 'prod', 'ledger')",
                "insert into membership.stack_users (organization_id, stack_id, user_id, policy_id) values ('theirs', 'prod', 'bob', 2)",
                "insert into membership.policies (id, organization_id, name) values (700, 'theirs', 'own')",
                "insert into membership.policy_scopes (policy_id, scope_id) values (700, 60)",
                "insert into membership.invitations (id, organization_id, user_email, expires_at) values ('inv', 'theirs', 'carol@theirs.test', '2099-01-01')",
                "insert into membership.applications (id, name, url, alias) values ('app', 'App', 'https://app.example.com', 'app')",
                "insert into membership.organization_applications (organization_id, application_id) values ('theirs', 'app')",
                "insert into membership.logs (organization_id, action, date) values ('theirs', 'stacks.created', now())");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nobody_of_one_organization_reaches_what_another_one_has() {
        List<String> tokens =
                List.of(
                        server.root("ada"),
                        server.bound("ada", "ours", Scope.values()),
                        server.client("robot", "ours", Scope.values()),
                        "a stack's token, which is none of ours");
        String before = everything();
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Operation operation : Operation.values()) {
            if (!operation.path().contains("{organizationId}")) {
                continue;
            }
            for (String token : tokens) {
                asked++;
                TestServer.Answer theirs = ask(operation, token, "theirs");
                TestServer.Answer nobodys = ask(operation, token, "nowhere");
                boolean refused = List.of(401, 403, 404).contains(theirs.status());
                boolean same =
                        theirs.status() == nobodys.status()
                                && words(theirs, "theirs").equals(words(nobodys, "nowhere"));
                if (!refused || !same) {
                    wrong.add(operation + " " + theirs.text() + " but " + nobodys.text());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(100);
        assertThat(everything()).isEqualTo(before);
    }

    /// Inside of an organization of one's own, what is another's does not exist.
    @Test
    void what_another_organization_has_does_not_exist_in_ones_own() {
        String before = everything();
        List<String> wrong = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            boolean named =
                    operation.path().contains("{organizationId}")
                            && THEIRS.keySet().stream()
                                    .filter(part -> !part.equals("organizationId"))
                                    .filter(part -> !part.equals("name"))
                                    .anyMatch(part -> operation.path().contains("{" + part + "}"));
            if (!named || operation.verb() != Verb.GET) {
                continue;
            }
            TestServer.Answer answer = ask(operation, server.root("ada"), "ours");
            if (answer.status() != 404 && answer.status() != 403) {
                wrong.add(operation + " " + answer.status() + " " + answer.text());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(everything()).isEqualTo(before);
    }

    private TestServer.Answer ask(Operation operation, String token, String organization) {
        String path = operation.path();
        for (Map.Entry<String, String> part : THEIRS.entrySet()) {
            String value = part.getKey().equals("organizationId") ? organization : part.getValue();
            path = path.replace("{" + part.getKey() + "}", value);
        }
        path = path.replaceAll("\\{[^}]*}", "1");
        return server.send(
                HttpRequest.newBuilder()
                        .method(
                                operation.verb().name(),
                                operation.verb() == Verb.GET
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString("{\"name\": \"x\"}"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token),
                "/api" + path);
    }

    private static String words(TestServer.Answer answer, String organization) {
        return answer.json().path("errorMessage").asString("").replace(organization, "it");
    }

    /// Every row of every table.
    private String everything() {
        List<String> tables =
                server.database.read(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                """
                                                select table_name from information_schema.tables
                                                where table_schema = 'membership' order by table_name
                                                """)
                                        .mapTo(String.class)
                                        .list());
        return tables.stream()
                .map(
                        table ->
                                server.database.read(
                                        tx ->
                                                tx.sql()
                                                        .createQuery(
                                                                "select coalesce(string_agg(t::text, '|' order by t::text), '') from membership.\""
                                                                        + table
                                                                        + "\" t")
                                                        .mapTo(String.class)
                                                        .one()))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void the_names_in_paths_are_all_known_to_this_test() {
        assertThat(
                        Arrays.stream(Operation.values())
                                .filter(
                                        operation ->
                                                operation.path().contains("{organizationId}")
                                                        && operation
                                                                .path()
                                                                .matches(".*\\{userId}.*"))
                                .count())
                .isPositive();
    }
}
