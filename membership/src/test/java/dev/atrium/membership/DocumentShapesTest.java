package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.DocumentCheck.Described;
import dev.atrium.membership.rest.Blank;
import dev.atrium.membership.rest.WebAddress;
import dev.atrium.membership.user.EmailAddress;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// What the document says in regular expressions, links and methods is what the server does.
@ExtendWith(TestDatabase.class)
final class DocumentShapesTest {
    /// What the one operation that needs a query beside its body needs.
    private static final String NEEDED = "?email=ida@example.com";

    private final HttpClient http = HttpClient.newHttpClient();
    private DocumentWorld world;
    private JsonNode document;

    @BeforeEach
    void start(Database database) {
        world = new DocumentWorld(new TestServer(database));
        document = world.server.get("/api/openapi.json", "").json();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void addresses_are_described_by_the_expressions_that_check_them() {
        assertThat(pattern("ApplicationData/properties/url")).isEqualTo(WebAddress.WEB.pattern());
        assertThat(pattern("CreateEventEndpointRequest/properties/url"))
                .isEqualTo(pattern("UpdateEventEndpointRequest/properties/url"))
                .isEqualTo(WebAddress.SECURE.pattern());
        String issuer = WebAddress.PUBLIC_ISSUER.pattern();
        assertThat(pattern("OIDCConfig/properties/config/properties/issuer"))
                .isEqualTo("^(" + issuer.substring(1, issuer.length() - 1) + ")?$");
        assertThat(pattern("Email")).isEqualTo(EmailAddress.SHAPE.pattern());
    }

    @Test
    void names_may_be_anything_but_blank() {
        Set<String> patterns = new TreeSet<>();
        for (JsonNode schema : document.at("/components/schemas")) {
            schema.findValues("pattern").stream()
                    .map(JsonNode::asString)
                    .filter(pattern -> pattern.startsWith("^[^\\x00]*[^"))
                    .forEach(patterns::add);
        }
        assertThat(patterns).containsExactly("^[^\\x00]*[^" + Blank.CHARACTERS + "][^\\x00]*$");
        String policies = "POST /organizations/acme/policies";
        for (String blank : List.of("", " ", "\u0085", "\u00a0", "\u2003", "\u3000", "\ufeff")) {
            world.call(world.bob, 400, policies, "{\"name\": \"" + blank + "\"}");
        }
        world.call(world.bob, 201, policies, "{\"name\": \"\u200b\"}");
    }

    @Test
    void no_text_may_have_a_zero() {
        List<JsonNode> places = new ArrayList<>(document.findValues("pattern"));
        assertThat(places).hasSizeGreaterThan(50);
        for (JsonNode pattern : places) {
            Pattern shape = Pattern.compile(pattern.asString());
            for (String text : List.of("\0", "a\0", "\0a.example", "a@b\0", "https://a.b/\0")) {
                assertThat(shape.matcher(text).find()).as(pattern.asString()).isFalse();
            }
        }
        String organization = "{\"name\": \"X\", \"domain\": \"\\u0001x.example%s\"}";
        world.call(world.ada, 400, "POST /organizations", organization.formatted("\\u0000"));
        world.call(world.ada, 201, "POST /organizations", organization.formatted("\\u2003"));
    }

    @Test
    void texts_are_counted_in_characters_and_whole_numbers_may_have_a_fraction_of_nothing() {
        String policies = "POST /organizations/acme/policies";
        world.call(world.bob, 201, policies, "{\"name\": \"" + "😀".repeat(200) + "\"}");
        world.call(world.bob, 400, policies, "{\"name\": \"" + "😀".repeat(201) + "\"}");
        String carl = "PUT /organizations/acme/users/carl";
        world.call(world.bob, 204, carl, "{\"policyId\": 5.0}");
        world.call(world.bob, 204, carl, "{\"policyId\": 1e1}");
        world.call(world.bob, 400, carl, "{\"policyId\": 5.5}");
        world.call(world.bob, 400, carl, "{\"policyId\": 1e400}");
        world.call(world.bob, 404, carl, "{\"policyId\": 9223372036854775807}");
        world.call(world.bob, 400, carl, "{\"policyId\": 9223372036854775808}");
    }

    @Test
    void bodies_that_may_be_left_out_may_be_null() {
        for (Described operation : world.check.operations()) {
            JsonNode body = operation.node().path("requestBody");
            if (body.isObject() && !body.path("required").asBoolean(false)) {
                JsonNode schema = body.at("/content/application~1json/schema");
                assertThat(world.check.validate(schema, NullNode.instance))
                        .as(operation.id())
                        .isEmpty();
                assertThat(world.send(world.ada, existing(operation) + NEEDED, "null").status())
                        .as(operation.id())
                        .isNotEqualTo(400);
            }
        }
    }

    @Test
    void bodies_may_have_members_that_the_document_does_not_name() {
        for (Described operation : world.check.operations()) {
            JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
            JsonNode example = world.check.resolve(schema).at("/examples/0");
            if (example instanceof ObjectNode known) {
                var more = known.deepCopy().put("surplus", true);
                assertThat(world.check.validate(schema, more)).as(operation.id()).isEmpty();
                assertThat(
                                world.send(world.ada, existing(operation) + NEEDED, more.toString())
                                        .status())
                        .as(operation.id())
                        .isNotEqualTo(400);
            }
        }
    }

    @Test
    void cursors_are_taken_by_the_list_that_gave_them_and_by_no_other() {
        int lists = 0;
        for (Described operation : world.check.operations()) {
            for (JsonNode parameter : operation.node().path("parameters")) {
                if (parameter.path("name").asString().equals("cursor")) {
                    cursors(operation, parameter.at("/schema/pattern").asString());
                    lists++;
                }
            }
        }
        assertThat(lists).isGreaterThan(15);
    }

    private void cursors(Described operation, String pattern) {
        String list = pattern.replaceAll("^\\^\\(([a-z-]+).*", "$1");
        String key = pattern.contains("_(0") ? "a-_C3_A9Z" : "7";
        String read = existing(operation) + "?cursor=";
        List<String> good = new ArrayList<>(List.of("", list + ".f1000." + key, list + ".f1."));
        List<String> bad =
                new ArrayList<>(
                        List.of(
                                "others.f5." + key,
                                list + ".f0." + key,
                                list + ".f1001." + key,
                                list + ".f5._00",
                                list + ".f5.a_c3",
                                list + ".f5.%C3%A9",
                                list + ".f5",
                                list,
                                "eyJsaXN0Ijoic3RhY2tzIn0"));
        (pattern.contains("[fb]") ? good : bad).add(list + ".b5." + key);
        for (String cursor : good) {
            assertThat(cursor).matches(pattern);
            assertThat(world.send(world.ada, read + cursor, "").status())
                    .as(read + cursor)
                    .isIn(200, 404);
        }
        for (String cursor : bad) {
            assertThat(cursor).doesNotMatch(pattern);
            assertThat(world.send(world.ada, read + cursor, "").status())
                    .as(read + cursor)
                    .isIn(400, 404);
        }
        if (!operation.path().startsWith("/event-endpoints/{")
                && !operation.path().startsWith("/applications/{")) {
            assertThat(world.send(world.ada, read + good.getLast(), "").status()).isEqualTo(200);
            assertThat(world.send(world.ada, read + bad.getLast(), "").status()).isEqualTo(400);
        }
    }

    @Test
    void a_wrong_method_is_told_the_methods_of_the_document() throws Exception {
        for (var path : document.path("paths").properties()) {
            Set<String> described =
                    new TreeSet<>(
                            path.getValue().propertyNames().stream()
                                    .map(name -> name.toUpperCase(Locale.ROOT))
                                    .toList());
            if (described.contains("GET")) {
                described.add("HEAD");
            }
            for (String method : List.of("OPTIONS", "PATCH", "PUT", "DELETE")) {
                if (described.contains(method)) {
                    continue;
                }
                String target = "/api" + path.getKey().replaceAll("\\{\\w+}", "1");
                HttpResponse<Void> answer = asked(method, target);
                assertThat(answer.statusCode()).as(method + " " + target).isEqualTo(405);
                String allow = answer.headers().firstValue("Allow").orElse("");
                assertThat(List.of(allow.split(", ")))
                        .as(target)
                        .containsExactlyInAnyOrderElementsOf(described);
            }
        }
    }

    @Test
    void whoever_makes_an_object_is_told_what_can_be_done_with_it() {
        int links = 0;
        for (Described operation : world.check.operations()) {
            for (JsonNode answer : operation.node().path("responses")) {
                for (JsonNode link : answer.path("links")) {
                    Described target =
                            world.check.operations().stream()
                                    .filter(
                                            each ->
                                                    each.id()
                                                            .equals(
                                                                    link.path("operationId")
                                                                            .asString()))
                                    .findFirst()
                                    .orElseThrow();
                    assertThat(link.path("parameters").propertyNames())
                            .as(operation.id() + " to " + target.id())
                            .containsExactlyInAnyOrderElementsOf(
                                    target.node()
                                            .path("parameters")
                                            .valueStream()
                                            .filter(
                                                    parameter ->
                                                            parameter
                                                                    .path("in")
                                                                    .asString()
                                                                    .equals("path"))
                                            .map(parameter -> parameter.path("name").asString())
                                            .toList());
                    links++;
                }
            }
        }
        assertThat(links).isGreaterThan(50);
        assertThat(
                        document.at(
                                "/paths/~1organizations~1{organizationId}~1policies/post/responses/201/links/readPolicy/parameters"))
                .hasToString(
                        "{\"organizationId\":\"$request.path.organizationId\",\"policyId\":\"$response.body#/data/id\"}");
    }

    private HttpResponse<Void> asked(String method, String target)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(world.server.url(target)))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + world.ada)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding());
    }

    private String pattern(String pointer) {
        return document.at("/components/schemas/" + pointer + "/pattern").asString();
    }

    private static String existing(Described operation) {
        return operation.method()
                + " "
                + operation
                        .path()
                        .replace("{organizationId}", "acme")
                        .replace("{stackId}", "prod")
                        .replace("{regionID}", "private")
                        .replace("{userId}", "carl")
                        .replace("{clientId}", "robot")
                        .replaceAll("\\{\\w+}", "1");
    }
}
