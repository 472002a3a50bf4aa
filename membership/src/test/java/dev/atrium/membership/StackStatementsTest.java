package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.atrium.kernel.Json;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// How many statements a reading of stacks takes, how they are planned, and that neither depends on
/// how many stacks there are.
@ExtendWith(TestDatabase.class)
final class StackStatementsTest {
    private static final int STACKS = 20_000;

    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("NullAway.Init")
    private StackRequests requests;

    @BeforeEach
    void many_stacks(Database database) {
        requests = new StackRequests(database.observed(statements::add));
        requests.server.sql(
                "insert into membership.stacks (organization_id, id, region_id, state, status) select 'acme', 's' || to_char(n, 'FM000000'), 'here', case when n % 10 = 0 then 'ACTIVE' else 'DELETED' end, 'READY' from generate_series(1, "
                        + STACKS
                        + ") n",
                "insert into membership.stack_modules (organization_id, stack_id, name) select 'acme', stack.id, module from membership.stacks stack, unnest(array['auth', 'gateway', 'ledger', 'payments', 'stargate']) module where stack.state = 'ACTIVE'");
        database.read(
                tx ->
                        tx.sql()
                                .execute(
                                        "analyze membership.stacks; analyze membership.stack_modules"));
    }

    @AfterEach
    void stop() {
        requests.close();
    }

    @Test
    void a_stack_is_one_statement_with_what_the_caller_may_do() {
        assertThat(asked("/s010000")).hasSize(1);
        assertThat(asked("/s010000")).singleElement(STRING).doesNotContain("shown");
        assertThat(buffers(plan(ran("/s010000")))).isLessThan(30);
    }

    @Test
    void a_page_of_stacks_is_one_statement_with_what_the_caller_may_do() {
        for (String page : List.of("?pageSize=50", "?pageSize=50&all=true")) {
            assertThat(asked(page)).hasSize(1);
            assertThat(asked(page)).singleElement(STRING).doesNotContain("shown");
        }
    }

    @Test
    void a_page_reads_an_index_that_holds_no_deleted_stacks_as_deep_as_the_page() {
        JsonNode plan = plan(ran("?pageSize=50"));
        assertThat(indexes(plan)).contains("stacks_active_idx");
        assertThat(kinds(plan)).doesNotContain("Seq Scan on stacks", "Seq Scan on stack_modules");
        assertThat(rows(plan, "stacks_active_idx")).isLessThanOrEqualTo(51);
        // The 51st row of a page tells whether there is another.
        assertThat(
                        nodes(plan)
                                .mapToDouble(node -> node.path("Actual Loops").asDouble())
                                .max()
                                .orElse(0))
                .isLessThanOrEqualTo(51);
        assertThat(buffers(plan)).isLessThan(51 * 4);
    }

    @Test
    void a_page_far_inside_costs_what_the_first_one_costs() {
        JsonNode first =
                requests.server.get(StackRequests.STACKS + "?pageSize=50", requests.bob).json();
        long near = buffers(plan(statements.getLast()));
        String next = first.get("next").asString();
        for (int page = 0; page < 20; page++) {
            next =
                    requests.server
                            .get(StackRequests.STACKS + "?cursor=" + next, requests.bob)
                            .json()
                            .get("next")
                            .asString();
        }
        assertThat(buffers(plan(statements.getLast()))).isLessThan(near + 50);
    }

    @Test
    void a_page_of_all_stacks_follows_the_primary_key() {
        JsonNode plan = plan(ran("?pageSize=50&all=true"));
        assertThat(indexes(plan)).contains("stacks_pkey");
        assertThat(rows(plan, "stacks_pkey")).isLessThanOrEqualTo(51);
    }

    /// What is read when a stack has changed and the caller's rights have not.
    private String ran(String path) {
        asked(path);
        requests.server.sql(
                "update membership.organizations set stacks_revision = stacks_revision + 1");
        return asked(path).getLast();
    }

    private List<String> asked(String path) {
        statements.clear();
        TestServer.Answer answer = requests.server.get(StackRequests.STACKS + path, requests.bob);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return List.copyOf(statements);
    }

    private JsonNode plan(String statement) {
        String text =
                requests.server.database.read(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "explain (analyze, buffers, format json) <statement>")
                                        .define("statement", statement)
                                        .mapTo(String.class)
                                        .one());
        return Json.mapper().readTree(text).get(0).get("Plan");
    }

    private static long buffers(JsonNode plan) {
        return plan.path("Shared Hit Blocks").asLong() + plan.path("Shared Read Blocks").asLong();
    }

    private static List<String> indexes(JsonNode plan) {
        return nodes(plan).map(node -> node.path("Index Name").asString("")).toList();
    }

    private static List<String> kinds(JsonNode plan) {
        return nodes(plan)
                .map(
                        node ->
                                node.path("Node Type").asString("")
                                        + (node.has("Relation Name")
                                                ? " on " + node.path("Relation Name").asString()
                                                : ""))
                .toList();
    }

    private static double rows(JsonNode plan, String index) {
        return nodes(plan)
                .filter(node -> node.path("Index Name").asString("").equals(index))
                .mapToDouble(
                        node ->
                                node.path("Actual Rows").asDouble()
                                        + node.path("Rows Removed by Filter").asDouble(0))
                .max()
                .orElse(0);
    }

    private static Stream<JsonNode> nodes(JsonNode plan) {
        return Stream.<JsonNode>of(plan).mapMulti(StackStatementsTest::descend);
    }

    private static void descend(JsonNode node, Consumer<JsonNode> consumer) {
        consumer.accept(node);
        node.path("Plans").forEach(child -> descend(child, consumer));
    }
}
