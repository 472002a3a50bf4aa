package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.atrium.kernel.Json;
import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What the two reads that clients make most often cost PostgreSQL, with a thousand stacks and with
/// a hundred times as many.
@ExtendWith(TestDatabase.class)
final class ReadCostTest {
    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int ORGANIZATIONS = 10;
    private static final int PAGE = 50;
    private static final String STACK = "/api/organizations/org-3/stacks/stack-00042";
    private static final String LIST = "/api/organizations/org-3/stacks?pageSize=" + PAGE;

    private static final Set<String> GROWING = Set.of("stacks", "stack_modules", "stack_users");

    private final List<String> statements = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    /// @param rows of the tables that grow, the most that one step of the plan gave or threw away
    /// @param indexes of theirs
    /// @param whole the tables that were read from end to end
    private record Cost(long buffers, double rows, Set<String> indexes, Set<String> whole) {}

    @BeforeEach
    void start(Database given) {
        database = given;
        server = new TestServer(given.observed(statements::add));
        server.sql(
                "insert into membership.users (id, email) select 'user-' || n, 'user-' || n || '@acme.test' from generate_series(0, %d) n"
                        .formatted(ORGANIZATIONS - 1),
                "insert into membership.organizations (id, name, owner_id) select 'org-' || n, 'Acme', 'user-' || n from generate_series(0, %d) n"
                        .formatted(ORGANIZATIONS - 1),
                "insert into membership.organization_users (organization_id, user_id, policy_id) select 'org-' || n, 'user-' || n, 10 from generate_series(0, %d) n"
                        .formatted(ORGANIZATIONS - 1),
                "insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits) values ('robot', 'org-3', '\\x00', '0000')",
                "insert into membership.regions (id, active) values ('region', true)");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_read_is_one_statement_whoever_asks() {
        grow(0, FEW);
        for (String token : List.of(person(), client())) {
            for (String path : List.of(STACK, LIST)) {
                assertThat(ran(path, token)).singleElement(STRING).contains("shown");
                assertThat(ran(path, token))
                        .singleElement(STRING)
                        .contains("stacks_revision")
                        .doesNotContain("shown");
            }
            server.sql("update membership.organizations set stacks_revision = stacks_revision + 1");
        }
    }

    @Test
    void what_is_remembered_is_checked_by_the_keys_of_the_organization_and_the_regions() {
        grow(0, FEW);
        ran(LIST, person());
        JsonNode plan = explained(ran(LIST, person()).getFirst());
        assertThat(plan.path("Shared Hit Blocks").asLong()).isLessThan(10);
        assertThat(plan.path("Actual Rows").asDouble()).isEqualTo(2);
    }

    @Test
    void neither_a_stack_nor_a_page_costs_more_when_there_are_a_hundred_times_as_many() {
        grow(0, FEW);
        Cost stackOfFew = cost(STACK);
        Cost pageOfFew = cost(LIST);
        grow(FEW, MANY);
        Cost stack = cost(STACK);
        Cost page = cost(LIST);

        assertThat(stack.rows()).isEqualTo(1);
        assertThat(stack.indexes()).containsExactly("stacks_pkey");
        assertThat(page.rows()).isEqualTo(PAGE + 1);
        assertThat(page.indexes()).containsExactly("stacks_active_idx");
        for (Cost cost : List.of(stack, page)) {
            assertThat(cost.whole()).doesNotContainAnyElementsOf(GROWING);
        }
        // An index of a hundred times as many rows is one page deeper.
        assertThat(stack.buffers()).isLessThanOrEqualTo(stackOfFew.buffers() + 10);
        assertThat(page.buffers()).isLessThanOrEqualTo(pageOfFew.buffers() + 10 + (PAGE + 1) * 2);
    }

    private String person() {
        return server.bound(
                "user-3", "org-3", Scope.ORGANIZATION_LIST_STACKS, Scope.ORGANIZATION_READ_STACK);
    }

    private String client() {
        return server.client(
                "robot", "org-3", Scope.ORGANIZATION_LIST_STACKS, Scope.ORGANIZATION_READ_STACK);
    }

    private List<String> ran(String path, String token) {
        statements.clear();
        assertThat(server.get(path, token).status()).isEqualTo(200);
        return List.copyOf(statements);
    }

    /// Stacks `from` to below `to` of each organization, numbered over all of them.
    private void grow(int from, int to) {
        server.sql(
                // Each row refers to what there is; to have it looked up takes most of the time.
                "set local session_replication_role = replica",
                "alter table membership.stacks disable trigger stacks_shown",
                "alter table membership.stacks disable trigger stacks_revised",
                """
                insert into membership.stacks (organization_id, id, name, region_id, status, shown, modules_shown)
                select 'org-' || n %% %d, 'stack-' || lpad(cast(n / %d as text), 5, '0'), 'Stack', 'region', 'READY',
                       '"name":"Stack","metadata":{}', '[{"name":"auth"},{"name":"gateway"},{"name":"ledger"}]'
                from generate_series(%d, %d) n
                """
                        .formatted(ORGANIZATIONS, ORGANIZATIONS, from, to - 1),
                """
                insert into membership.stack_users (organization_id, stack_id, user_id, policy_id)
                select 'org-' || n %% %d, 'stack-' || lpad(cast(n / %d as text), 5, '0'), 'user-' || n %% %d, 2
                from generate_series(%d, %d) n
                """
                        .formatted(ORGANIZATIONS, ORGANIZATIONS, ORGANIZATIONS, from, to - 1),
                "update membership.organizations set stacks_revision = %d".formatted(to));
        server.database.read(tx -> tx.sql().execute("vacuum analyze"));
    }

    private Cost cost(String path) {
        String statement = ran(path, person()).getLast();
        explained(statement);
        JsonNode plan = explained(statement);
        List<JsonNode> nodes = new ArrayList<>();
        collect(plan, nodes);
        return new Cost(
                plan.path("Shared Hit Blocks").asLong() + plan.path("Shared Read Blocks").asLong(),
                nodes.stream()
                        .filter(node -> GROWING.contains(node.path("Relation Name").asString("")))
                        .mapToDouble(ReadCostTest::rows)
                        .max()
                        .orElseThrow(),
                nodes.stream()
                        .map(node -> node.path("Index Name").asString(""))
                        .filter(name -> name.startsWith("stacks_") || name.startsWith("stack_mod"))
                        .collect(Collectors.toCollection(TreeSet::new)),
                nodes.stream()
                        .filter(node -> node.path("Node Type").asString("").equals("Seq Scan"))
                        .map(node -> node.path("Relation Name").asString(""))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static double rows(JsonNode node) {
        return (node.path("Actual Rows").asDouble(0)
                        + node.path("Rows Removed by Filter").asDouble(0))
                * node.path("Actual Loops").asDouble(1);
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        into.add(node);
        node.path("Plans").forEach(child -> collect(child, into));
    }

    private JsonNode explained(String statement) {
        return database.read(
                tx -> {
                    try (Statement plain = tx.sql().getConnection().createStatement();
                            ResultSet rows =
                                    plain.executeQuery(
                                            "explain (analyze, buffers, format json) "
                                                    + statement)) {
                        assertThat(rows.next()).isTrue();
                        return Json.mapper().readTree(rows.getString(1)).get(0).get("Plan");
                    } catch (SQLException failure) {
                        throw new AssertionError(statement, failure);
                    }
                });
    }
}
