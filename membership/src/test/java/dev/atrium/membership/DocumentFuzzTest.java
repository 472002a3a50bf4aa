package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.DocumentCheck.Described;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Bad input meets no fault: whatever is sent, every operation answers as it is described to, takes
/// what the document lets pass and refuses the rest in JSON.
@ExtendWith(TestDatabase.class)
final class DocumentFuzzTest {
    private static final int MOST_KNOWN = 300;

    @Test
    void answers_some_random_requests_as_described(Database database) {
        send(database, 15, new Random(20_261_122));
    }

    /// `-Dtest.groups=slow -Dtest.excludedGroups=`, every time with other requests; a fault names
    /// the seed.
    @Test
    @Tag("slow")
    void answers_many_random_requests_as_described(Database database) {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        try {
            send(database, Integer.getInteger("fuzz.requests", 300), new Random(seed));
        } catch (AssertionError fault) {
            throw new AssertionError("-Dfuzz.seed=" + seed + " " + fault.getMessage(), fault);
        }
    }

    private static void send(Database database, int each, Random random) {
        try (DocumentWorld world = new DocumentWorld(new TestServer(database))) {
            List<String> known =
                    new ArrayList<>(
                            List.of(
                                    "prod", "private", "public", "bob", "carl", "robot", "globex",
                                    "5", "10", "ledger"));
            DocumentRequests requests = new DocumentRequests(world.check, known);
            JqwikSession.run(
                    () -> {
                        for (Described operation : world.check.operations()) {
                            RandomGenerator<DocumentRequests.Made> generator =
                                    requests.of(operation).generator(1_000, false);
                            for (int count = 0; count < each; count++) {
                                learn(known, send(world, generator.next(random).value()));
                            }
                        }
                    });
        }
    }

    private static TestServer.Answer send(DocumentWorld world, DocumentRequests.Made made) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder()
                        .method(
                                made.operation().method(),
                                HttpRequest.BodyPublishers.ofString(made.body()));
        String token =
                switch (made.caller()) {
                    case "owner" -> world.bob;
                    case "administrator" -> world.ada;
                    case "client" -> world.client;
                    case "powerless" -> world.powerless;
                    default -> "";
                };
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        TestServer.Answer answer;
        try {
            answer = world.server.send(request, "/api" + made.target());
        } catch (UncheckedIOException broken) {
            throw new AssertionError(made + " broke the connection", broken);
        }
        List<String> faults = world.check.answer(made.operation(), answer);
        if (!faults.isEmpty()) {
            throw new AssertionError(made + " gave " + answer + " " + faults);
        }
        assertThat(answer.status()).as(made.toString()).isLessThan(500);
        agree(world, made, answer);
        return answer;
    }

    /// What fits the document is not refused for its shape, and what does not fit it is refused.
    private static void agree(
            DocumentWorld world, DocumentRequests.Made made, TestServer.Answer answer) {
        // Half a character is sent as a question mark.
        byte[] sent = made.body().getBytes(StandardCharsets.UTF_8);
        List<String> faults =
                world.check.request(
                        made.operation(), made.target(), new String(sent, StandardCharsets.UTF_8));
        if (faults.isEmpty() && answer.status() == 400) {
            throw new AssertionError(made + " fits the document, and gave " + answer);
        }
        if (!faults.isEmpty() && answer.status() < 400) {
            throw new AssertionError(made + " gave " + answer.status() + " in spite of " + faults);
        }
    }

    private static void learn(List<String> known, TestServer.Answer answer) {
        if (answer.status() < 300 && !answer.text().isEmpty() && known.size() < MOST_KNOWN) {
            JsonNode id = answer.json().at("/data/id");
            if (!id.isMissingNode()) {
                known.add(id.isString() ? id.asString() : id.toString());
            }
        }
    }
}
