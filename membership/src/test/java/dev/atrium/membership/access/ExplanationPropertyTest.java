package dev.atrium.membership.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Database;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.Tx;
import dev.atrium.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/// What an explanation says is what the gate does: for every scope, over random policies of an
/// organization and of a stack, inside and outside of them, with and without a system role.
class ExplanationPropertyTest {
    private static final UserId USER = new UserId("user");
    private static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    private static final StackId STACK = new StackId("prod");

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @BeforeProperty
    void an_organization_with_a_stack() {
        database =
                Database.open(
                        TestDatabase.create(),
                        PoolSettings.DEFAULT.withMaxOpen(2),
                        "test",
                        new SimpleMeterRegistry());
        sql(
                "insert into membership.users (id, email) values ('owner', 'o@example.com'), ('user', 'u@example.com')",
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'owner')",
                "insert into membership.regions (id) values ('eu')",
                "insert into membership.stacks (organization_id, id, region_id) values ('acme', 'prod', 'eu')",
                "insert into membership.policies (id, organization_id, name) values (100, 'acme', 'everywhere'), (101, 'acme', 'here')");
    }

    @AfterProperty
    void close() {
        database.close();
    }

    @Property(tries = 60)
    void an_explanation_agrees_with_the_gate(
            @ForAll Set<Scope> everywhere,
            @ForAll Set<Scope> here,
            @ForAll boolean member,
            @ForAll boolean onStack,
            @ForAll boolean administrator,
            @ForAll boolean stackNamed) {
        sql(
                "delete from membership.policy_scopes where policy_id >= 100",
                "delete from membership.stack_users",
                "delete from membership.organization_users",
                "update membership.users set role = '"
                        + (administrator ? "ADMIN" : "USER")
                        + "' where id = 'user'");
        give(100, everywhere);
        give(101, here);
        if (member) {
            sql(
                    "insert into membership.organization_users values ('acme', 'user', 100, now(), now())");
        }
        if (member && onStack) {
            sql(
                    "insert into membership.stack_users values ('acme', 'prod', 'user', 101, now(), now())");
        }
        Optional<StackId> stack = stackNamed ? Optional.of(STACK) : Optional.empty();
        database.writing(tx -> compare(tx, stack));
    }

    private static void compare(Tx tx, Optional<StackId> stack) {
        Rights rights =
                new RightsStore().of(tx, new Caller.Person(USER), Optional.of(ORGANIZATION), stack);
        Explanations explanations = new Explanations();
        for (Scope scope : Scope.values()) {
            if (!rights.inside()) {
                assertThatThrownBy(() -> explanations.explain(tx, ORGANIZATION, stack, USER, scope))
                        .isInstanceOf(Problem.NotFound.class);
                continue;
            }
            Explanations.Explanation found =
                    explanations.explain(tx, ORGANIZATION, stack, USER, scope);
            assertThat(found.allowed())
                    .as(scope.label())
                    .isEqualTo(rights.scopes().contains(scope));
            assertThat(found.grants().isEmpty()).isEqualTo(!found.allowed());
            assertThat(found.reason()).isNotEmpty();
        }
    }

    private void give(int policy, Set<Scope> scopes) {
        database.writing(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        insert into membership.policy_scopes (policy_id, scope_id)
                                        select :policy, id from membership.scopes where label = any (:labels)
                                        """)
                                .bind("policy", policy)
                                .bindArray(
                                        "labels",
                                        String.class,
                                        scopes.stream().map(Scope::label).toList())
                                .execute());
    }

    private void sql(String... statements) {
        database.writing(
                tx ->
                        Arrays.stream(statements)
                                .forEach(sql -> tx.sql().createUpdate(sql).execute()));
    }
}
