package dev.atrium.membership.document;

import com.samskivert.mustache.Mustache;
import dev.atrium.kernel.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;

/// The document for people: one page without scripts, a section for each tag and one for the
/// shapes.
final class DocumentPage {
    private static final List<String> METHODS = List.of("get", "post", "put", "delete");

    private final JsonNode document;
    private final String base;

    DocumentPage(JsonNode document, String base) {
        this.document = document;
        this.base = base;
    }

    private record Section(String id, String name, String description, List<Entry> operations) {}

    private record Entry(
            String id,
            String method,
            String path,
            String summary,
            String description,
            boolean old,
            String access,
            List<Row> parameters,
            List<Row> body,
            List<Row> answers) {}

    /// A line of a table; `link` is the shape's name, empty where the type has none.
    private record Row(String name, String type, String link, String remark, String description) {}

    private record Shape(String name, String description, List<Row> members, String example) {}

    String html() {
        JsonNode info = document.path("info");
        return Mustache.compiler()
                .escapeHTML(true)
                .emptyStringIsFalse(true)
                .compile(template())
                .execute(
                        Map.of(
                                "title", info.path("title").asString(),
                                "version", info.path("version").asString(),
                                "paragraphs",
                                        List.of(info.path("description").asString().split("\n\n")),
                                "base", base,
                                "server", document.at("/servers/0/url").asString(),
                                "sections", sections(),
                                "shapes", shapes()));
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (JsonNode tag : document.path("tags")) {
            String name = tag.path("name").asString();
            sections.add(
                    new Section(
                            name.replace(' ', '-'),
                            name,
                            tag.path("description").asString(""),
                            operations(name)));
        }
        return sections;
    }

    private List<Entry> operations(String tag) {
        List<Entry> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (String method : METHODS) {
                JsonNode operation = path.getValue().path(method);
                if (operation.at("/tags/0").asString("").equals(tag)) {
                    found.add(entry(method, path.getKey(), operation));
                }
            }
        }
        return found;
    }

    private Entry entry(String method, String path, JsonNode operation) {
        return new Entry(
                operation.path("operationId").asString(),
                method,
                path,
                operation.path("summary").asString(),
                operation.path("description").asString(""),
                operation.path("deprecated").asBoolean(false),
                access(operation),
                list(operation.path("parameters")).map(this::parameter).toList(),
                body(operation.path("requestBody")),
                operation.path("responses").properties().stream()
                        .map(answer -> answer(answer.getKey(), answer.getValue()))
                        .toList());
    }

    private static String access(JsonNode operation) {
        JsonNode security = operation.path("security");
        if (security.isEmpty()) {
            return "Needs no token.";
        }
        String scopes =
                list(security)
                        .map(way -> way.at("/oauth2/0").asString(""))
                        .filter(scope -> !scope.isEmpty())
                        .collect(Collectors.joining(" or "));
        return switch (operation.path("x-caller").asString("")) {
            case "person" -> "For people, with any token.";
            case "oneself" -> "Needs " + scopes + ", unless it is about the caller.";
            default -> scopes.isEmpty() ? "With any token." : "Needs " + scopes + ".";
        };
    }

    private Row parameter(JsonNode given) {
        JsonNode parameter = resolve(given);
        JsonNode schema = parameter.path("schema");
        return new Row(
                parameter.path("name").asString(),
                type(schema),
                link(schema),
                parameter.path("in").asString()
                        + (parameter.path("required").asBoolean(false) ? ", required" : ""),
                parameter.path("description").asString(""));
    }

    private List<Row> body(JsonNode body) {
        if (body.isMissingNode()) {
            return List.of();
        }
        JsonNode schema = body.at("/content/application~1json/schema");
        return List.of(
                new Row(
                        "body",
                        type(schema),
                        link(schema),
                        body.path("required").asBoolean(false) ? "required" : "",
                        ""));
    }

    private Row answer(String status, JsonNode given) {
        JsonNode answer = resolve(given);
        JsonNode schema = answer.at("/content/application~1json/schema");
        return new Row(
                status, type(schema), link(schema), "", answer.path("description").asString());
    }

    private List<Shape> shapes() {
        return document.at("/components/schemas").properties().stream()
                .map(
                        shape ->
                                new Shape(
                                        shape.getKey(),
                                        description(shape.getValue()),
                                        members(shape.getValue()),
                                        example(shape.getValue())))
                .toList();
    }

    private static String description(JsonNode schema) {
        String said = schema.path("description").asString("");
        String shape = schema.has("properties") ? "" : type(schema);
        return Stream.of(said, shape)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static List<Row> members(JsonNode schema) {
        List<String> required = list(schema.path("required")).map(JsonNode::asString).toList();
        return schema.path("properties").properties().stream()
                .map(
                        member ->
                                new Row(
                                        member.getKey(),
                                        type(member.getValue()),
                                        link(member.getValue()),
                                        required.contains(member.getKey()) ? "required" : "",
                                        member.getValue().path("description").asString("")))
                .toList();
    }

    private static String example(JsonNode schema) {
        JsonNode example = schema.at("/examples/0");
        return example.isMissingNode()
                ? ""
                : Json.mapper()
                        .writer()
                        .with(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(example);
    }

    /// In words; the name alone for a shape.
    private static String type(JsonNode schema) {
        if (schema.has("$ref")) {
            return name(schema);
        }
        if (schema.has("enum")) {
            return list(schema.path("enum"))
                    .map(value -> value.asString("null"))
                    .map(text -> text.isEmpty() ? "empty" : text)
                    .collect(Collectors.joining(" | "));
        }
        if (schema.has("anyOf")) {
            return list(schema.path("anyOf"))
                    .map(DocumentPage::type)
                    .collect(Collectors.joining(" or "));
        }
        JsonNode declared = schema.path("type");
        String type =
                declared.isArray()
                        ? list(declared).map(JsonNode::asString).collect(Collectors.joining(" or "))
                        : declared.asString("");
        String format = schema.path("format").asString("");
        return type.equals("array")
                ? "list of " + type(schema.path("items"))
                : type + (format.isEmpty() ? "" : " (" + format + ")");
    }

    private static String link(JsonNode schema) {
        JsonNode linked = schema.has("items") ? schema.path("items") : schema;
        return linked.has("$ref") ? name(linked) : "";
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private static String name(JsonNode reference) {
        String target = reference.path("$ref").asString();
        return target.substring(target.lastIndexOf('/') + 1);
    }

    private static Stream<JsonNode> list(JsonNode array) {
        return array.isArray() ? array.valueStream() : Stream.empty();
    }

    private static InputStreamReader template() {
        InputStream resource = DocumentPage.class.getResourceAsStream("docs.mustache");
        if (resource == null) {
            throw new UncheckedIOException(new IOException("resource docs.mustache is missing"));
        }
        return new InputStreamReader(resource, StandardCharsets.UTF_8);
    }
}
