package dev.atrium.membership.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Database;
import dev.atrium.storage.PoolSettings;
import dev.atrium.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/// Rights that are remembered are the rights that there are: after any changes of what they come
/// from, whoever remembers says what somebody says who asks for the first time.
class RightsMemoryPropertyTest {
    private static final Caller CALLER = new Caller.Person(new UserId("user"));
    private static final Optional<OrganizationId> ORGANIZATION =
            Optional.of(new OrganizationId("acme"));
    private static final List<Optional<StackId>> PLACES =
            List.of(Optional.empty(), Optional.of(new StackId("prod")));

    private final List<String> statements = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Database database;

    /// What changes somebody's rights.
    enum Change {
        JOIN(
                "insert into membership.organization_users (organization_id, user_id, policy_id) select 'acme', 'user', 100 where exists (select 1 from membership.users where id = 'user') on conflict do nothing"),
        LEAVE("delete from membership.organization_users where user_id = 'user'"),
        CHANGE_POLICY(
                "update membership.organization_users set policy_id = 201 - policy_id where user_id = 'user' and policy_id in (100, 101)"),
        TAKE_BUILT_IN_POLICY(
                "update membership.organization_users set policy_id = 5 where user_id = 'user'"),
        ENTER_STACK(
                "insert into membership.stack_users (organization_id, stack_id, user_id, policy_id) select 'acme', 'prod', user_id, 101 from membership.organization_users where user_id = 'user' on conflict do nothing"),
        LEAVE_STACK("delete from membership.stack_users where user_id = 'user'"),
        GIVE_SCOPE(
                "insert into membership.policy_scopes (policy_id, scope_id) values (100, 60), (101, 61) on conflict do nothing"),
        TAKE_SCOPE("delete from membership.policy_scopes where policy_id in (100, 101)"),
        TAKE_SCOPE_OF_EVERYBODY(
                "delete from membership.policy_scopes where policy_id = 5 and scope_id = 60"),
        GIVE_SCOPE_TO_EVERYBODY(
                "insert into membership.policy_scopes (policy_id, scope_id) values (5, 60) on conflict do nothing"),
        PROMOTE("update membership.users set role = 'ADMIN' where id = 'user'"),
        DEMOTE("update membership.users set role = 'USER' where id = 'user'"),
        SETTLE("update membership.users set home_organization_id = 'other' where id = 'user'"),
        UNSETTLE("update membership.users set home_organization_id = null where id = 'user'"),
        DELETE_PERSON("delete from membership.users where id = 'user'"),
        MAKE_PERSON(
                "insert into membership.users (id, email) values ('user', 'u@example.com') on conflict do nothing"),
        MAKE_ORGANIZATION_AGAIN(
                "delete from membership.organization_users where organization_id = 'acme'",
                "delete from membership.stacks",
                "delete from membership.policies where id in (100, 101)",
                "delete from membership.organizations where id = 'acme'",
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'owner')",
                "insert into membership.policies (id, organization_id, name) values (100, 'acme', 'one'), (101, 'acme', 'two')",
                "insert into membership.stacks (organization_id, id, region_id) values ('acme', 'prod', 'eu')");

        private final String sql;

        Change(String... statements) {
            this.sql = String.join(";", statements);
        }
    }

    @BeforeProperty
    void an_organization_with_a_stack() {
        database =
                Database.open(
                                TestDatabase.create(),
                                PoolSettings.DEFAULT.withMaxOpen(2),
                                "test",
                                new SimpleMeterRegistry())
                        .observed(statements::add);
        sql(
                List.of(
                        "insert into membership.users (id, email) values ('owner', 'o@example.com'), ('user', 'u@example.com')",
                        "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'owner'), ('other', 'Other', 'owner')",
                        "insert into membership.regions (id) values ('eu')",
                        "insert into membership.stacks (organization_id, id, region_id) values ('acme', 'prod', 'eu')",
                        "insert into membership.policies (id, organization_id, name) values (100, 'acme', 'one'), (101, 'acme', 'two')"));
    }

    @AfterProperty
    void close() {
        database.close();
    }

    @Property(tries = 40)
    void what_is_remembered_is_what_there_is(
            @ForAll @Size(min = 1, max = 12) List<Change> changes) {
        RightsStore remembering = new RightsStore();
        for (Change change : changes) {
            sql(List.of(change.sql.split(";")));
            for (Optional<StackId> place : PLACES) {
                Rights now = rights(new RightsStore(), place);
                assertThat(rights(remembering, place)).as(change + " at " + place).isEqualTo(now);
                statements.clear();
                assertThat(rights(remembering, place)).isEqualTo(now);
                if (now.inside()) {
                    assertThat(statements)
                            .singleElement()
                            .asString()
                            .doesNotContain("membership.users");
                }
            }
        }
    }

    private Rights rights(RightsStore store, Optional<StackId> place) {
        return database.read(tx -> store.of(tx, CALLER, ORGANIZATION, place));
    }

    private void sql(List<String> statements) {
        database.writing(tx -> statements.forEach(sql -> tx.sql().execute(sql)));
    }
}
