package dev.atrium.membership;

import dev.atrium.http.Parameters;
import dev.atrium.membership.DocumentCheck.Described;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes requests out of the document: for an operation some that fit it, and more that miss it in
/// one place or everywhere.
final class DocumentRequests {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final int DEEPEST = 4;

    private final DocumentCheck check;
    private final List<String> known;

    /// @param known ids of things that exist; may grow meanwhile
    DocumentRequests(DocumentCheck check, List<String> known) {
        this.check = check;
        this.known = known;
    }

    /// @param caller whose token, by a name that the test knows
    record Made(Described operation, String target, String body, String caller) {
        @Override
        public String toString() {
            return caller + ": " + operation.method() + " " + target + " " + body;
        }
    }

    Arbitrary<Made> of(Described operation) {
        Arbitrary<String> caller =
                Arbitraries.frequency(
                        Tuple.of(20, "owner"),
                        Tuple.of(20, "administrator"),
                        Tuple.of(3, "client"),
                        Tuple.of(2, "powerless"),
                        Tuple.of(1, "nobody"));
        return Combinators.combine(target(operation), body(operation), caller)
                .as((target, body, who) -> new Made(operation, target, body, who));
    }

    private Arbitrary<String> target(Described operation) {
        Arbitrary<String> target = Arbitraries.just(operation.path());
        List<Arbitrary<String>> pairs = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asString();
            Arbitrary<String> value = value(parameter);
            if (parameter.path("in").asString().equals("path")) {
                target =
                        Combinators.combine(target, segment(operation, name, value))
                                .as((path, text) -> path.replace("{" + name + "}", encoded(text)));
            } else {
                boolean required = parameter.path("required").asBoolean(false);
                pairs.add(
                        value.map(text -> name + "=" + Parameters.encode(text))
                                .injectNull(required ? 0.05 : 0.7)
                                .map(pair -> Optional.ofNullable(pair).orElse("")));
            }
        }
        Arbitrary<String> query =
                pairs.isEmpty()
                        ? Arbitraries.just("")
                        : Combinators.combine(pairs)
                                .as(
                                        all ->
                                                String.join(
                                                        "&",
                                                        all.stream()
                                                                .filter(pair -> !pair.isEmpty())
                                                                .toList()));
        return Combinators.combine(target, query)
                .as((path, pairsOf) -> pairsOf.isEmpty() ? path : path + "?" + pairsOf);
    }

    private static String encoded(String segment) {
        return Parameters.encode(segment).replace("+", "%20");
    }

    /// Things that exist more often than not; nothing that would take the world apart for good.
    private Arbitrary<String> segment(
            Described operation, String name, Arbitrary<String> described) {
        if (name.equals("organizationId")) {
            return Arbitraries.frequencyOf(
                    Tuple.of(
                            12,
                            Arbitraries.just(
                                    operation.id().equals("deleteOrganization")
                                            ? "globex"
                                            : "acme")),
                    Tuple.of(1, segmentText()));
        }
        Arbitrary<String> existing =
                Arbitraries.integers()
                        .between(0, Integer.MAX_VALUE)
                        .map(index -> known.get(index % known.size()));
        return Arbitraries.frequencyOf(
                Tuple.of(6, existing), Tuple.of(3, described), Tuple.of(2, segmentText()));
    }

    /// Dots alone, and nothing at all, would make it another path.
    private static Arbitrary<String> segmentText() {
        return text(60).map(text -> text.isEmpty() || text.matches("\\.+") ? "x" + text : text);
    }

    private Arbitrary<String> value(JsonNode parameter) {
        Arbitrary<String> fitting =
                json(parameter.path("schema"), 0)
                        .map(value -> value.isString() ? value.asString() : value.toString());
        return Arbitraries.frequencyOf(Tuple.of(4, fitting), Tuple.of(1, segmentText()))
                .map(text -> text.isEmpty() ? "x" : text);
    }

    private Arbitrary<String> body(Described operation) {
        JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
        if (schema.isMissingNode()) {
            return Arbitraries.just("");
        }
        JsonNode example = check.resolve(schema).at("/examples/0");
        return Arbitraries.frequencyOf(
                Tuple.of(6, json(schema, 0).map(JsonNode::toString)),
                Tuple.of(4, altered(schema, example).map(JsonNode::toString)),
                Tuple.of(1, junk(0).map(JsonNode::toString)),
                Tuple.of(1, Arbitraries.of("", "{", "[]", "null", "{\"name\": \"\\ud800\"}")),
                Tuple.of(1, text(40)));
    }

    /// The example with one member that is something else.
    private Arbitrary<JsonNode> altered(JsonNode schema, JsonNode example) {
        List<String> names = new ArrayList<>(example.propertyNames());
        names.addAll(check.resolve(schema).path("properties").propertyNames());
        names.add("surplus");
        return Combinators.combine(Arbitraries.of(names), junk(0))
                .as(
                        (name, value) -> {
                            ObjectNode changed =
                                    example.isObject()
                                            ? (ObjectNode) example.deepCopy()
                                            : MAKE.objectNode();
                            changed.set(name, value);
                            return changed;
                        });
    }

    /// Mostly an instance of the schema; texts need not match its patterns.
    private Arbitrary<JsonNode> json(JsonNode given, int depth) {
        JsonNode schema = check.resolve(given);
        if (schema.has("enum")) {
            return Arbitraries.of(schema.path("enum").valueStream().toList());
        }
        if (schema.has("anyOf") && !schema.has("properties")) {
            return Arbitraries.of(schema.path("anyOf").valueStream().toList())
                    .flatMap(choice -> json(choice, depth));
        }
        JsonNode type = schema.path("type");
        String first = type.isArray() ? type.get(0).asString() : type.asString("string");
        return switch (first) {
            case "integer" ->
                    Arbitraries.longs()
                            .between(
                                    schema.path("minimum").asLong(Long.MIN_VALUE),
                                    schema.path("maximum").asLong(Long.MAX_VALUE))
                            .edgeCases(edges -> edges.add(5L))
                            .map(MAKE::numberNode);
            case "boolean" -> Arbitraries.of(true, false).map(MAKE::booleanNode);
            case "array" -> array(schema, depth);
            case "object" -> depth > DEEPEST ? junk(depth) : object(schema, depth);
            default -> string(schema);
        };
    }

    private static Arbitrary<JsonNode> string(JsonNode schema) {
        Arbitrary<String> plausible =
                Arbitraries.of(
                        "acme",
                        "prod",
                        "public",
                        "v3.1",
                        "ada@example.com",
                        "example.com",
                        "https://deploy.example.com/x",
                        "ledger",
                        "apps:Read",
                        "deploy");
        return Arbitraries.frequencyOf(
                        Tuple.of(1, plausible),
                        Tuple.of(1, text(Math.min(300, schema.path("maxLength").asInt(60)))))
                .map(MAKE::stringNode);
    }

    private Arbitrary<JsonNode> array(JsonNode schema, int depth) {
        return json(schema.path("items"), depth + 1)
                .list()
                .ofMaxSize(3)
                .map(
                        elements -> {
                            ArrayNode array = MAKE.arrayNode();
                            elements.forEach(array::add);
                            return array;
                        });
    }

    private Arbitrary<JsonNode> object(JsonNode schema, int depth) {
        Arbitrary<ObjectNode> object = Arbitraries.create(MAKE::objectNode);
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            boolean required =
                    schema.path("required")
                            .valueStream()
                            .anyMatch(name -> name.asString().equals(member.getKey()));
            Arbitrary<Optional<JsonNode>> value =
                    json(member.getValue(), depth + 1).optional(required ? 0.98 : 0.6);
            object =
                    Combinators.combine(object, value)
                            .as(
                                    (whole, part) -> {
                                        part.ifPresent(
                                                content -> whole.set(member.getKey(), content));
                                        return whole;
                                    });
        }
        return object.map(JsonNode.class::cast);
    }

    private static Arbitrary<JsonNode> junk(int depth) {
        List<Arbitrary<JsonNode>> kinds = new ArrayList<>();
        kinds.add(Arbitraries.just(MAKE.nullNode()));
        kinds.add(Arbitraries.of(true, false).map(MAKE::booleanNode));
        kinds.add(Arbitraries.longs().map(MAKE::numberNode));
        kinds.add(Arbitraries.bigIntegers().map(MAKE::numberNode));
        kinds.add(Arbitraries.doubles().map(MAKE::numberNode));
        kinds.add(text(1_200).map(MAKE::stringNode));
        if (depth < 2) {
            kinds.add(
                    junk(depth + 1)
                            .list()
                            .ofMaxSize(3)
                            .map(
                                    elements -> {
                                        ArrayNode array = MAKE.arrayNode();
                                        elements.forEach(array::add);
                                        return array;
                                    }));
            kinds.add(
                    Combinators.combine(text(10), junk(depth + 1))
                            .as((name, value) -> MAKE.objectNode().set(name, value)));
        }
        return Arbitraries.oneOf(kinds);
    }

    /// Letters of many scripts, controls, zeros and what separates things elsewhere.
    private static Arbitrary<String> text(int longest) {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.strings().ascii().ofMaxLength(Math.min(longest, 30))),
                Tuple.of(2, Arbitraries.strings().all().ofMaxLength(longest)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "\0",
                                "'",
                                "../..",
                                "%",
                                "a/b",
                                "\n",
                                "١٢",
                                "😀",
                                "-1",
                                "0",
                                "9223372036854775807",
                                "9223372036854775808",
                                "1e3",
                                "null")));
    }
}
