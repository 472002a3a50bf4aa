package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.storage.PoolSettings;
import dev.atrium.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import tools.jackson.databind.JsonNode;

/// Stacks that are remembered are the stacks that there are: after any change of what is shown of
/// them, somebody who asked before is answered like somebody who asks something new.
class StackMemoryPropertyTest {
    private static final String STACKS = "/api/organizations/acme/stacks";
    private static final List<String> IDS = List.of("one", "two");

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private int size = 100;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    /// What changes the stacks of an organization, or how they look.
    enum Change {
        RENAME("update membership.stacks set name = name || 'x' where id = 'one'"),
        RENAME_BOTH("update membership.stacks set name = name || 'y'"),
        DISABLE("update membership.stacks set state = 'DISABLED' where id = 'one'"),
        ENABLE("update membership.stacks set state = 'ACTIVE'"),
        DESTROY("delete from membership.stacks where id = 'two'"),
        CREATE(
                "insert into membership.stacks (organization_id, id, region_id) values ('acme', 'two', 'here') on conflict do nothing"),
        MOVE(
                "update membership.stacks set region_id = case region_id when 'here' then 'there' else 'here' end where id = 'one'"),
        ADD_MODULE(
                "insert into membership.stack_modules (organization_id, stack_id, name) values ('acme', 'one', 'ledger') on conflict do nothing"),
        CHANGE_MODULE(
                "update membership.stack_modules set status = case status when 'READY' then 'PROGRESSING' else 'READY' end"),
        TAKE_MODULE("delete from membership.stack_modules"),
        HEAR_OF_REGION("update membership.regions set last_ping = now() where id = 'here'"),
        MOVE_REGION("update membership.regions set base_url = base_url || '/x' where id = 'there'"),
        CHANGE_ANOTHER(
                "update membership.stacks set name = name || 'z' where organization_id = 'globex'"),
        SEVERAL(
                "update membership.stacks set name = 'first' where id = 'one'",
                "update membership.regions set name = name || 'x'",
                "update membership.stacks set name = 'second' where id = 'one'"),
        KEEP_A_PART(
                "savepoint before",
                "update membership.stacks set name = name || 'q' where id = 'one'",
                "rollback to savepoint before",
                "update membership.stacks set name = name || 'p' where id = 'one'"),
        FORGET_A_PART(
                "savepoint before",
                "update membership.stacks set name = name || 'q' where id = 'one'",
                "rollback to savepoint before"),
        FORGET("update membership.stacks set name = 'never' where id = 'one'", "rollback");

        private final String sql;

        Change(String... statements) {
            this.sql = String.join(";", statements);
        }
    }

    @BeforeProperty
    void an_organization_with_two_stacks() {
        database =
                Database.open(
                                TestDatabase.create(),
                                PoolSettings.DEFAULT.withMaxOpen(3),
                                "test",
                                new SimpleMeterRegistry())
                        .observed(statements::add);
        server = new TestServer(database);
        Acme.settle(server);
        server.sql(
                "insert into membership.regions (id, base_url) values ('here', 'https://here.example'), ('there', 'https://there.example')",
                "insert into membership.stacks (organization_id, id, region_id) values ('acme', 'one', 'here'), ('acme', 'two', 'there'), ('globex', 'one', 'there')");
    }

    @AfterProperty
    void stop() {
        server.close();
        database.close();
    }

    @Property(tries = 40)
    void what_is_remembered_is_what_there_is(
            @ForAll @Size(min = 1, max = 12) List<Change> changes) {
        String token = server.root("bob");
        for (Change change : changes) {
            database.read(
                    tx -> {
                        tx.sql().begin();
                        List.of(change.sql.split(";")).forEach(tx.sql()::execute);
                        if (tx.sql().isInTransaction()) {
                            tx.sql().commit();
                        }
                        return true;
                    });
            shown_as_it_is(token, change);
            statements.clear();
            boolean none = shown(token).isEmpty();
            assertThat(statements).as("asked again after " + change).hasSize(1);
            assertThat(statements.getFirst().contains("shown")).as("read anew").isEqualTo(none);
        }
    }

    private void shown_as_it_is(String token, Change change) {
        // A page of a size that nobody asked for yet is read anew.
        JsonNode anew = data(STACKS + "?all=true&pageSize=" + ++size, token);
        assertThat(shown(token))
                .as("the active ones after " + change)
                .isEqualTo(
                        anew.valueStream()
                                .filter(stack -> stack.get("state").asString().equals("ACTIVE"))
                                .map(JsonNode::toString)
                                .toList());
        for (String id : IDS) {
            TestServer.Answer one = server.get(STACKS + "/" + id, token);
            assertThat(one.status() == 200 ? List.of(one.json().get("data").toString()) : List.of())
                    .as(id + " after " + change)
                    .isEqualTo(
                            anew.valueStream()
                                    .filter(stack -> stack.get("id").asString().equals(id))
                                    .map(JsonNode::toString)
                                    .toList());
        }
    }

    private List<String> shown(String token) {
        return data(STACKS + "?pageSize=50", token).valueStream().map(JsonNode::toString).toList();
    }

    private JsonNode data(String path, String token) {
        TestServer.Answer answer = server.get(path, token);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("data");
    }
}
