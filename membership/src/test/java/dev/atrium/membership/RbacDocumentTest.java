package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Operation;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// docs/rbac.md says what the code and the database do. With `-Dgolden.write` it is written.
@ExtendWith(TestDatabase.class)
final class RbacDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "rbac.md");

    @Test
    void the_page_about_access_is_made_of_the_data(Database database) throws IOException {
        String page = page(policies(database));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(DOCUMENT, page);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(page);
    }

    private static String page(Map<String, List<String>> policies) {
        String operations =
                Arrays.stream(Operation.values())
                        .map(
                                operation ->
                                        "| `%s` | `%s` | %s |"
                                                .formatted(
                                                        operation.verb() + " " + operation.path(),
                                                        operation.operationId(),
                                                        access(operation.access())))
                        .collect(Collectors.joining("\n"));
        String scopes =
                policies.entrySet().stream()
                        .map(
                                policy ->
                                        "## %s\n\n%s"
                                                .formatted(
                                                        policy.getKey(),
                                                        policy.getValue().stream()
                                                                .map(label -> "`" + label + "`")
                                                                .collect(Collectors.joining(", "))))
                        .collect(Collectors.joining("\n\n"));
        return """
        # Who may do what

        Written by a test from the tables that decide it (`RbacDocumentTest`); change those, not this page.

        A person has the scopes of their policy in the organization and, below `/stacks/{stackId}`, those of the
        one on that stack. A token for an organization gives no more than the scopes that it names. A platform
        administrator has every scope everywhere. An organization's OAuth client has what its token names, of all
        scopes but `system:Admin`. Nobody gives away a scope that they lack.
        `GET /organizations/{organizationId}/access/explain?user=&stack=&scope=` says where somebody's scope comes from.

        # Operations

        ANYBODY is every valid token, PERSON one of a person, PUBLIC needs none, ONESELF is a person about
        themselves.

        | operation | id | takes |
        |---|---|---|
        %s

        # Built-in policies

        %s
        """
                .formatted(operations, scopes);
    }

    private static String access(String words) {
        return Arrays.stream(words.split(" or ", -1))
                .map(word -> word.contains(":") ? "`" + word + "`" : word)
                .collect(Collectors.joining(" or "));
    }

    private static Map<String, List<String>> policies(Database database) {
        Map<String, List<String>> found = new TreeMap<>();
        database.read(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                """
                                                select lpad(cast(policy.id as text), 2, '0') || ' ' || policy.name as policy,
                                                       string_agg(scope.label, ' ' order by scope.id) as labels
                                                from membership.policies policy
                                                join membership.policy_scopes given on given.policy_id = policy.id
                                                join membership.scopes scope on scope.id = given.scope_id
                                                group by policy.id, policy.name
                                                """)
                                        .map(
                                                (row, _) ->
                                                        Map.entry(
                                                                row.getString("policy"),
                                                                row.getString("labels")))
                                        .list())
                .forEach(
                        policy ->
                                found.put(
                                        policy.getKey(),
                                        Arrays.asList(policy.getValue().split(" ", -1))));
        return found;
    }
}
