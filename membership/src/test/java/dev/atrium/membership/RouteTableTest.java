package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Operation;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.signin.SignInTrail;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The tables that decide who may do what, held against files that a reviewer sees change. With
/// `-Dgolden.write` the files are written instead.
@ExtendWith(TestDatabase.class)
final class RouteTableTest {

    @Test
    void every_operation_is_routed_with_the_scope_it_is_listed_with(Database database) {
        MembershipApi api =
                new MembershipApi(
                        TestServer.surroundings(
                                database,
                                _ -> Optional.empty(),
                                FakeClock.atNoon(),
                                new TestServer.Ended(new ArrayList<>()),
                                SignInTrail.NONE));
        String table =
                api.operations().stream()
                        .map(
                                route ->
                                        route.verb()
                                                + " "
                                                + route.path()
                                                + " "
                                                + route.operation()
                                                + " "
                                                + route.access())
                        .sorted()
                        .collect(Collectors.joining("\n", "", "\n"));
        golden("routes.txt", table);
        assertThat(api.operations().stream().map(route -> route.operation()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Operation.values()).map(Operation::operationId).toList());
    }

    @Test
    void the_built_in_policies_hold_the_scopes_they_are_listed_with(Database database) {
        List<String> lines =
                database.read(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                """
                                                select policy.id || ' ' || policy.name || ': '
                                                       || string_agg(scope.label, ' ' order by scope.id)
                                                from membership.policies policy
                                                join membership.policy_scopes given on given.policy_id = policy.id
                                                join membership.scopes scope on scope.id = given.scope_id
                                                group by policy.id, policy.name order by policy.id
                                                """)
                                        .mapTo(String.class)
                                        .list());
        golden("policies.txt", String.join("\n", lines) + "\n");
    }

    @Test
    void the_catalogue_in_the_database_is_the_one_in_the_code(Database database) {
        List<String> labels =
                database.read(
                        tx ->
                                tx.sql()
                                        .createQuery("select label from membership.scopes")
                                        .mapTo(String.class)
                                        .list());
        assertThat(labels)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Scope.values()).map(Scope::label).toList());
    }

    private static void golden(String name, String actual) {
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(Path.of("src/test/resources/golden", name), actual);
            }
            try (var stream = RouteTableTest.class.getResourceAsStream("/golden/" + name)) {
                assertThat(stream).as("golden file " + name).isNotNull();
                assertThat(actual)
                        .isEqualTo(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
