package dev.atrium.membership;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Holds requests and answers against the OpenAPI document. Answers are held to it strictly: a
/// member that their shape does not name is a fault, though a client would ignore it.
final class DocumentCheck {
    private static final String SCHEMAS = "/components/schemas";

    private final ObjectNode document;
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaRegistryConfig(
                                    SchemaRegistryConfig.builder()
                                            .formatAssertionsEnabled(true)
                                            .build()));
    private final Map<String, Schema> schemas = new HashMap<>();

    DocumentCheck(JsonNode document) {
        this.document = (ObjectNode) document.deepCopy();
        answered(this.document).forEach(this::close);
    }

    /// An operation as the document describes it.
    record Described(String id, String method, String path, JsonNode node) {
        Set<Integer> statuses() {
            Set<Integer> statuses = new HashSet<>();
            node.path("responses")
                    .propertyNames()
                    .forEach(status -> statuses.add(Integer.valueOf(status)));
            return statuses;
        }

        boolean takes(String where) {
            return node.path("parameters")
                    .valueStream()
                    .anyMatch(parameter -> parameter.path("in").asString().equals(where));
        }
    }

    List<Described> operations() {
        List<Described> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                ObjectNode node = (ObjectNode) method.getValue().deepCopy();
                var parameters = JsonNodeFactory.instance.arrayNode();
                node.path("parameters").forEach(parameter -> parameters.add(resolve(parameter)));
                node.set("parameters", parameters);
                all.add(
                        new Described(
                                node.path("operationId").asString(),
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                node));
            }
        }
        return all;
    }

    Described operation(String method, String path) {
        return operations().stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> segments(operation.path(), path).isPresent())
                .min(
                        java.util.Comparator.comparingInt(
                                operation -> operation.path().split("\\{", -1).length))
                .orElseThrow(() -> new AssertionError("not described: " + method + " " + path));
    }

    /// What is wrong with a request that was to be right.
    List<String> request(Described operation, String target, String body) {
        List<String> faults = new ArrayList<>();
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        Map<String, String> segments = segments(operation.path(), path).orElseThrow();
        Parameters query = Parameters.parse(mark < 0 ? "" : target.substring(mark + 1));
        Set<String> known = new HashSet<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asString();
            known.add(name);
            Optional<String> value =
                    parameter.path("in").asString().equals("path")
                            ? Optional.ofNullable(segments.get(name))
                            : query.first(name);
            if (value.isPresent()) {
                faults.addAll(parameter(parameter, value.orElseThrow()));
            } else if (parameter.path("required").asBoolean(false)) {
                faults.add("parameter " + name + " is missing");
            }
        }
        query.asMap().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add("parameter " + name + " is not described"));
        JsonNode content = operation.node().at("/requestBody/content/application~1json/schema");
        if (body.isEmpty()) {
            if (operation.node().at("/requestBody/required").asBoolean(false)) {
                faults.add("the body is missing");
            }
        } else if (content.isMissingNode()) {
            faults.add("a body is not described");
        } else {
            try {
                JsonNode value = Json.mapper().readTree(body);
                if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.toString())) {
                    faults.add("it has half a character");
                }
                faults.addAll(validate(content, value));
            } catch (JacksonException broken) {
                faults.add("not JSON: " + broken.getMessage());
            }
        }
        return faults;
    }

    /// What is wrong with an answer.
    List<String> answer(Described operation, TestServer.Answer answer) {
        JsonNode described =
                operation.node().path("responses").path(Integer.toString(answer.status()));
        if (described.isMissingNode()) {
            return List.of("status " + answer.status() + " is not described: " + answer.text());
        }
        JsonNode schema = resolve(described).at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            return answer.text().isEmpty() ? List.of() : List.of("content is not described");
        }
        if (!answer.type().equals("application/json")) {
            return List.of("media type " + answer.type() + ": " + answer.text());
        }
        try {
            return validate(schema, answer.json());
        } catch (JacksonException broken) {
            return List.of("not JSON: " + broken.getMessage());
        }
    }

    /// Faults of `value` as an instance of the schema, which may refer to the document's.
    List<String> validate(JsonNode schema, JsonNode value) {
        return schemas
                .computeIfAbsent(
                        schema.toString(),
                        _ -> {
                            ObjectNode whole = (ObjectNode) schema.deepCopy();
                            whole.set("components", document.path("components"));
                            return registry.getSchema(whole);
                        })
                .validate(value)
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private List<String> parameter(JsonNode parameter, String text) {
        if (text.isEmpty() && parameter.path("allowEmptyValue").asBoolean(false)) {
            return List.of();
        }
        JsonNode schema = parameter.path("schema");
        JsonNodeFactory make = JsonNodeFactory.instance;
        JsonNode value =
                switch (resolve(schema).path("type").asString("")) {
                    case "integer" ->
                            text.matches("-?\\d{1,18}")
                                    ? make.numberNode(Long.parseLong(text))
                                    : make.stringNode(text);
                    case "boolean" ->
                            text.equals("true") || text.equals("false")
                                    ? make.booleanNode(Boolean.parseBoolean(text))
                                    : make.stringNode(text);
                    default -> make.stringNode(text);
                };
        return validate(schema, value).stream()
                .map(fault -> "parameter " + parameter.path("name").asString() + ":" + fault)
                .toList();
    }

    private static Optional<Map<String, String>> segments(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int index = 0; index < wanted.length; index++) {
            if (wanted[index].startsWith("{")) {
                values.put(
                        wanted[index].substring(1, wanted[index].length() - 1),
                        URLDecoder.decode(given[index], StandardCharsets.UTF_8));
            } else if (!wanted[index].equals(given[index])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /// The shapes that answers are made of.
    private static Set<String> answered(JsonNode document) {
        Set<String> found = new HashSet<>();
        document.path("paths")
                .forEach(
                        path ->
                                path.forEach(
                                        operation ->
                                                collect(
                                                        document,
                                                        operation.path("responses"),
                                                        found)));
        return found;
    }

    private static void collect(JsonNode document, JsonNode node, Set<String> found) {
        String reference = node.path("$ref").asString("");
        if (!reference.isEmpty() && found.add(reference.substring(1))) {
            collect(document, document.at(reference.substring(1)), found);
        }
        node.forEach(child -> collect(document, child, found));
    }

    private void close(String pointer) {
        if (pointer.startsWith(SCHEMAS)) {
            close(document.at(pointer));
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(DocumentCheck::close);
    }
}
