package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.DocumentCheck.Described;
import dev.atrium.membership.access.Operation;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The document tells the truth: every operation is called, well and badly, and every request and
/// answer is held against it.
@ExtendWith(TestDatabase.class)
final class DocumentCallsTest {
    /// Described, since they can come, yet nothing that a caller sends brings them about.
    private static final Set<Integer> NOT_PROVOKED = Set.of(500, 503);

    /// Needs a thousand open invitations, which a test of its own makes.
    private static final Set<String> ELSEWHERE = Set.of("createInvitation 409");

    @Test
    void describes_exactly_the_operations_that_there_are(Database database) {
        try (TestServer server = new TestServer(database)) {
            DocumentCheck check = new DocumentCheck(server.get("/api/openapi.json", "").json());
            assertThat(check.operations().stream().map(DocumentCallsTest::line))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(Operation.values())
                                    .map(
                                            operation ->
                                                    operation.operationId()
                                                            + " "
                                                            + operation.verb()
                                                            + " "
                                                            + operation.path()
                                                            + " "
                                                            + operation.access())
                                    .toList());
            assertThat(server.get("/api/membership/openapi.json", "").text())
                    .isEqualTo(server.get("/api/openapi.json", "").text());
        }
    }

    @Test
    void lists_every_status_by_its_number_and_shows_examples_that_fit(Database database) {
        try (TestServer server = new TestServer(database)) {
            JsonNode document = server.get("/api/openapi.json", "").json();
            DocumentCheck check = new DocumentCheck(document);
            assertThat(check.operations())
                    .allSatisfy(
                            operation ->
                                    assertThat(operation.node().path("responses").propertyNames())
                                            .allMatch(status -> status.matches("[2-5]\\d\\d"))
                                            .contains("500"));
            for (Map.Entry<String, JsonNode> shape :
                    document.at("/components/schemas").properties()) {
                for (JsonNode example : shape.getValue().path("examples")) {
                    assertThat(check.validate(shape.getValue(), example))
                            .as(shape.getKey())
                            .isEmpty();
                }
                if (shape.getKey().endsWith("Request")) {
                    assertThat(shape.getValue().path("examples")).as(shape.getKey()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void shows_the_document_as_a_page_without_scripts_or_other_hosts(Database database) {
        try (TestServer server = new TestServer(database)) {
            TestServer.Answer page = server.get("/api/docs", "");
            assertThat(page.type()).isEqualTo("text/html; charset=utf-8");
            assertThat(page.text())
                    .contains("createStack", "organization:CreateStack", "/api/docs.css")
                    .doesNotContain("<script", "src=\"http", "href=\"http");
            for (Operation operation : Operation.values()) {
                assertThat(page.text()).contains("id=\"" + operation.operationId() + "\"");
            }
            assertThat(server.get("/api/docs.css", "").type()).isEqualTo("text/css; charset=utf-8");
        }
    }

    @Test
    void answers_every_operation_and_every_error_as_described(Database database) {
        try (DocumentWorld world = new DocumentWorld(new TestServer(database))) {
            List<String> faults = new ArrayList<>();
            for (Described operation : world.check.operations()) {
                try {
                    provoke(world, operation);
                } catch (AssertionError fault) {
                    faults.add(fault.getMessage());
                }
            }
            assertThat(faults).isEmpty();
            new DocumentWalk(world).all();
            Set<String> missing = new TreeSet<>();
            for (Described operation : world.check.operations()) {
                operation.statuses().stream()
                        .filter(status -> !NOT_PROVOKED.contains(status))
                        .map(status -> operation.id() + " " + status)
                        .forEach(missing::add);
            }
            missing.removeAll(world.seen);
            missing.removeAll(ELSEWHERE);
            assertThat(missing).as("described, and never answered").isEmpty();
        }
    }

    /// Brings about whatever the document says that every operation of its kind refuses.
    private static void provoke(DocumentWorld world, Described operation) {
        Set<Integer> statuses = operation.statuses();
        String token = operation.path().startsWith("/organizations/{") ? world.bob : world.ada;
        String route = operation.method() + " " + path(operation, "nothing");
        String body = example(world, operation);
        if (statuses.contains(401)) {
            world.call("", 401, route, body);
            world.call("made-up", 401, route, body);
        }
        if (statuses.contains(403)) {
            boolean person = operation.node().path("x-caller").asString("").equals("person");
            boolean inside = operation.path().contains("{organizationId}");
            world.call(
                    person ? world.client : inside ? world.powerless : world.bob, 403, route, body);
        }
        if (statuses.contains(404) && operation.takes("path")) {
            String away = route.replace("/organizations/acme", "/organizations/nowhere");
            world.call(token, 404, away + needed(operation), body);
        }
        if (statuses.contains(400)) {
            world.call(token, 400, bad(operation), bodyOrNone(operation, "[]"));
        }
        if (statuses.contains(413)) {
            world.tooLarge(token, route + needed(operation));
            HttpRequest.Builder text =
                    HttpRequest.newBuilder()
                            .method(operation.method(), HttpRequest.BodyPublishers.ofString("{}"))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "text/plain");
            assertThat(world.send(text, route + needed(operation)).status())
                    .as(route)
                    .isEqualTo(415);
        }
    }

    private static String bad(Described operation) {
        String route = operation.method() + " " + path(operation, "%00");
        return route.contains("%00")
                ? route
                : operation.takes("query") ? route + "?pageSize=many" : route;
    }

    private static String bodyOrNone(Described operation, String body) {
        return operation.node().has("requestBody") ? body : "";
    }

    private static String path(Described operation, String other) {
        return operation
                .path()
                .replace("{organizationId}", other.equals("%00") ? "%00" : "acme")
                .replaceAll("\\{(policyId|scopeId|scopeID|delegatesToScopeId)}", "987654")
                .replaceAll("\\{\\w+}", other);
    }

    /// The query without which the operation is refused whatever else is right.
    private static String needed(Described operation) {
        String query =
                operation
                        .node()
                        .path("parameters")
                        .valueStream()
                        .filter(parameter -> parameter.path("in").asString().equals("query"))
                        .filter(parameter -> parameter.path("required").asBoolean(false))
                        .map(parameter -> parameter.path("name").asString())
                        .map(name -> name + "=" + NEEDED.getOrDefault(name, "x"))
                        .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    private static final Map<String, String> NEEDED =
            Map.of("email", "ida@example.com", "scope", "organization:Read", "name", "ledger");

    private static String example(DocumentWorld world, Described operation) {
        JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
        return schema.isMissingNode()
                ? ""
                : world.check.resolve(schema).at("/examples/0").toString();
    }

    /// As the route table writes it.
    private static String line(Described operation) {
        JsonNode security = operation.node().path("security");
        String scopes =
                security.valueStream()
                        .map(way -> way.at("/oauth2/0").asString(""))
                        .collect(Collectors.joining(" or "));
        String caller = operation.node().path("x-caller").asString("");
        String access =
                security.isEmpty()
                        ? "PUBLIC"
                        : scopes.isEmpty()
                                ? caller.equals("person") ? "PERSON" : "ANYBODY"
                                : caller.equals("oneself") ? scopes + " or ONESELF" : scopes;
        return operation.id() + " " + operation.method() + " " + operation.path() + " " + access;
    }
}
