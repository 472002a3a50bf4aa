package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Changes of one organization at the same time. Each leaves a number with the organization, so
/// they meet in one row.
@ExtendWith(TestDatabase.class)
final class ConcurrentChangesTest {
    private static final int STACKS = 8;
    private static final int TIMES = 10;

    @Test
    void stacks_and_members_that_change_at_once_neither_fail_nor_are_shown_as_they_were(
            Database database) throws InterruptedException, ExecutionException {
        try (StackRequests requests = new StackRequests(database);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> stacks =
                    IntStream.range(0, STACKS).mapToObj(_ -> requests.stackIn("here")).toList();
            List<Future<?>> changes = new ArrayList<>();
            for (String stack : stacks) {
                changes.add(callers.submit(() -> rename(requests, stack)));
            }
            changes.add(callers.submit(() -> share(requests, stacks)));
            for (Future<?> change : changes) {
                change.get();
            }
        }
    }

    private static void rename(StackRequests requests, String stack) {
        for (int time = 0; time < TIMES; time++) {
            String name = "name-" + time;
            TestServer.Answer answer =
                    requests.send("PUT", stack, requests.bob, "{\"name\": \"" + name + "\"}");
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(requests.read(stack).get("name").asString()).isEqualTo(name);
        }
    }

    private static void share(StackRequests requests, List<String> stacks) {
        for (int time = 0; time < TIMES; time++) {
            for (String stack : stacks) {
                TestServer.Answer answer =
                        requests.send(
                                "PUT",
                                stack + "/users/carl",
                                requests.bob,
                                "{\"policyId\": " + (1 + time % 2) + "}");
                assertThat(answer.status()).as(answer.text()).isBetween(200, 204);
            }
        }
    }
}
