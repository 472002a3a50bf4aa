package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
final class StackModulesTest {
    @SuppressWarnings("NullAway.Init")
    private StackRequests requests;

    @BeforeEach
    void start(Database database) {
        requests = new StackRequests(database);
    }

    @AfterEach
    void stop() {
        requests.close();
    }

    @Test
    void a_module_is_listed_under_its_name_as_soon_as_it_was_asked_for() {
        String stack = requests.stackIn("agent");
        assertThat(enable(stack, "Webhooks").status()).isEqualTo(202);
        JsonNode module = module(stack, "webhooks");
        assertThat(module.get("state").asString()).isEqualTo("ENABLED");
        assertThat(module.get("status").asString()).isEqualTo("UNKNOWN");
        assertThat(requests.logged()).containsExactly("stacks.created", "stacks.module.enabled");
    }

    @Test
    void it_stays_listed_when_it_is_switched_off() {
        String stack = requests.stackIn("here");
        enable(stack, "webhooks");
        assertThat(module(stack, "webhooks").get("status").asString()).isEqualTo("READY");
        assertThat(disable(stack, "webhooks").status()).isEqualTo(202);
        assertThat(disable(stack, "webhooks").status()).isEqualTo(202);
        JsonNode module = module(stack, "webhooks");
        assertThat(module.get("state").asString()).isEqualTo("DISABLED");
        assertThat(module.get("status").asString()).isEqualTo("DELETED");
        assertThat(requests.logged())
                .containsExactly(
                        "stacks.created", "stacks.module.enabled", "stacks.module.disabled");
    }

    @Test
    void a_minimal_module_cannot_be_switched_off() {
        String stack = requests.stackIn("here");
        for (String name : List.of("auth", "Ledger", "gateway")) {
            TestServer.Answer answer = disable(stack, name);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("CONFLICT");
        }
        assertThat(module(stack, "ledger").get("state").asString()).isEqualTo("ENABLED");
        assertThat(enable(stack, "ledger").status()).isEqualTo(202);
        assertThat(disable(stack, "payments").status()).isEqualTo(202);
    }

    @Test
    void a_region_that_says_what_it_runs_takes_nothing_else() {
        String stack = requests.stackIn("agent");
        TestServer.Answer answer = enable(stack, "nothing");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("nothing");
        assertThat(enable(requests.stackIn("here"), "something").status()).isEqualTo(202);
    }

    @Test
    void a_name_is_needed_and_must_be_one() {
        String stack = requests.stackIn("here");
        for (String query : List.of("", "?name=", "?name=a%20b", "?name=%00", "?name=1")) {
            assertThat(
                            requests.server
                                    .send("POST", stack + "/modules" + query, requests.bob)
                                    .code())
                    .as(query)
                    .isEqualTo("VALIDATION");
            assertThat(requests.delete(stack + "/modules" + query).code()).isEqualTo("VALIDATION");
        }
        assertThat(disable(stack, "unheard-of").status()).isEqualTo(404);
    }

    @Test
    void while_an_agent_has_to_follow_the_stack_is_not_ready() {
        String stack = requests.stackIn("agent");
        requests.server.sql("update membership.stacks set status = 'READY', synchronised = true");
        enable(stack, "webhooks");
        assertThat(requests.life(stack)).isEqualTo("ACTIVE/READY/PROGRESSING");
        assertThat(requests.read(stack).get("synchronised").asBoolean()).isFalse();
    }

    @Test
    void stargate_is_a_module_and_a_switch_that_say_the_same() {
        String stack = requests.stackIn("here");
        assertThat(requests.put(stack + "/stargate/disable").status()).isEqualTo(202);
        assertThat(requests.read(stack).get("stargateEnabled").asBoolean()).isFalse();
        assertThat(module(stack, "stargate").get("state").asString()).isEqualTo("DISABLED");
        enable(stack, "stargate");
        assertThat(requests.read(stack).get("stargateEnabled").asBoolean()).isTrue();
        disable(stack, "stargate");
        assertThat(requests.read(stack).get("stargateEnabled").asBoolean()).isFalse();
        assertThat(requests.put(stack + "/stargate/enable").status()).isEqualTo(202);
        assertThat(requests.put(stack + "/stargate/enable").status()).isEqualTo(202);
        assertThat(module(stack, "stargate").get("state").asString()).isEqualTo("ENABLED");
        assertThat(requests.logged())
                .containsExactly(
                        "stacks.created",
                        "stacks.stargate.disabled",
                        "stacks.module.enabled",
                        "stacks.module.disabled",
                        "stacks.stargate.enabled");
    }

    @Test
    void a_deleted_stack_loses_modules_and_gets_none() {
        String stack = requests.stackIn("here");
        requests.delete(stack);
        assertThat(enable(stack, "webhooks").status()).isEqualTo(409);
        assertThat(disable(stack, "payments").status()).isEqualTo(202);
    }

    @Test
    void several_at_once_are_all_there_in_the_end() throws Exception {
        String stack = requests.stackIn("here");
        List<Future<Integer>> answers = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String name : List.of("webhooks", "orchestration", "reconciliation", "search")) {
                answers.add(pool.submit(() -> enable(stack, name).status()));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(status(answer)).isEqualTo(202);
        }
        assertThat(requests.read(stack).get("modules")).hasSize(9);
    }

    @Test
    void either_name_of_the_scope_opens_enabling() {
        String stack = requests.stackIn("here");
        assertThat(Scope.of("organization:EnableStackModulesEnable"))
                .contains(Scope.ORGANIZATION_ENABLE_STACK_MODULE)
                .isEqualTo(Scope.of("organization:EnableStackModule"));
        String narrow =
                requests.server.bound("bob", "acme", Scope.ORGANIZATION_ENABLE_STACK_MODULE);
        assertThat(requests.server.send("POST", stack + "/modules?name=webhooks", narrow).status())
                .isEqualTo(202);
        assertThat(
                        requests.server
                                .send("DELETE", stack + "/modules?name=webhooks", narrow)
                                .status())
                .isEqualTo(403);
    }

    private static int status(Future<Integer> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private TestServer.Answer enable(String stack, String name) {
        return requests.server.send("POST", stack + "/modules?name=" + name, requests.bob);
    }

    private TestServer.Answer disable(String stack, String name) {
        return requests.delete(stack + "/modules?name=" + name);
    }

    private JsonNode module(String stack, String name) {
        for (JsonNode module : requests.read(stack + "/modules")) {
            if (module.get("name").asString().equals(name)) {
                return module;
            }
        }
        throw new AssertionError("no module " + name);
    }
}
