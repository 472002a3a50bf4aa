package dev.atrium.membership;

import dev.atrium.kernel.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Finds what another OpenAPI document has and ours has not: operations, parameters, scopes, shapes
/// and what is required of them. Each difference is a line.
final class DocumentComparison {
    private final JsonNode ours;
    private final JsonNode theirs;
    private final boolean closed;
    private final Set<String> differences = new TreeSet<>();

    /// @param closed whether enumerations of ours may have no further values
    DocumentComparison(JsonNode ours, JsonNode theirs, boolean closed) {
        this.ours = ours;
        this.theirs = theirs;
        this.closed = closed;
    }

    Set<String> differences() {
        for (Map.Entry<String, JsonNode> path : theirs.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (!method.getKey().equals("parameters")) {
                    operation(path.getKey(), method.getKey(), path.getValue());
                }
            }
        }
        return differences;
    }

    private void operation(String path, String method, JsonNode at) {
        JsonNode wanted = at.path(method);
        String id = wanted.path("operationId").asString();
        JsonNode found = ours.path("paths").path(path).path(method);
        if (!found.path("operationId").asString("").equals(id)) {
            differences.add(id + " is missing at " + method + " " + path);
            return;
        }
        Map<String, JsonNode> present = parameters(ours, found.path("parameters"));
        Map<String, JsonNode> needed = parameters(theirs, at.path("parameters"));
        needed.putAll(parameters(theirs, wanted.path("parameters")));
        needed.forEach(
                (name, parameter) ->
                        parameter(
                                id,
                                name,
                                parameter,
                                present.getOrDefault(name, MissingNode.getInstance())));
        scopes(id, wanted, found);
        shape(
                id + " body",
                wanted.at("/requestBody/content/application~1json/schema"),
                found.at("/requestBody/content/application~1json/schema"),
                new HashSet<>());
        for (Map.Entry<String, JsonNode> answer : wanted.path("responses").properties()) {
            if (!answer.getKey().equals("default")) {
                answer(id + " " + answer.getKey(), answer, found);
            }
        }
    }

    private void answer(String place, Map.Entry<String, JsonNode> wanted, JsonNode operation) {
        JsonNode found = operation.path("responses").path(wanted.getKey());
        if (found.isMissingNode()) {
            differences.add(place + " is missing");
            return;
        }
        shape(
                place,
                wanted.getValue().at("/content/application~1json/schema"),
                resolve(ours, found).at("/content/application~1json/schema"),
                new HashSet<>());
    }

    private void parameter(String id, String name, JsonNode wanted, JsonNode found) {
        if (found.isMissingNode()) {
            differences.add(id + " lacks parameter " + name);
            return;
        }
        if (wanted.path("required").asBoolean(false) && !found.path("required").asBoolean(false)) {
            differences.add(id + " does not require parameter " + name);
        }
        shape(id + " " + name, wanted.path("schema"), found.path("schema"), new HashSet<>());
    }

    private void scopes(String id, JsonNode wanted, JsonNode found) {
        Set<String> present = scopes(found);
        for (String scope : scopes(wanted)) {
            if (!present.contains(scope)) {
                differences.add(id + " lacks scope " + scope);
            }
        }
    }

    private static Set<String> scopes(JsonNode operation) {
        Set<String> scopes = new TreeSet<>();
        operation
                .path("security")
                .forEach(way -> way.path("oauth2").forEach(scope -> scopes.add(scope.asString())));
        return scopes;
    }

    /// Members, what is required of them, types and the values of enumerations, all the way down.
    private void shape(String place, JsonNode theirSchema, JsonNode ourSchema, Set<String> seen) {
        if (theirSchema.isMissingNode() || !seen.add(theirSchema + " " + place)) {
            return;
        }
        JsonNode wanted = merged(theirs, theirSchema);
        JsonNode found = merged(ours, ourSchema);
        if (found.isEmpty()) {
            differences.add(place + " has no shape");
            return;
        }
        types(place, wanted, found);
        for (JsonNode required : wanted.path("required")) {
            if (!contains(found.path("required"), required.asString())) {
                differences.add(place + " lacks required " + required.asString());
            }
        }
        for (JsonNode value : wanted.path("enum")) {
            if (found.has("enum") && !contains(found.path("enum"), value.asString())) {
                differences.add(place + " lacks value " + value.asString());
            }
        }
        for (JsonNode value : found.path("enum")) {
            if (closed && wanted.has("enum") && !contains(wanted.path("enum"), value.asString())) {
                differences.add(place + " may also be " + value.asString());
            }
        }
        for (Map.Entry<String, JsonNode> member : wanted.path("properties").properties()) {
            JsonNode present = found.path("properties").path(member.getKey());
            if (present.isMissingNode()) {
                differences.add(place + " lacks member " + member.getKey());
            } else {
                shape(place + "." + member.getKey(), member.getValue(), present, seen);
            }
        }
        shape(place + "[]", wanted.path("items"), found.path("items"), seen);
    }

    private void types(String place, JsonNode wanted, JsonNode found) {
        String type = wanted.path("type").asString("");
        JsonNode present = found.path("type");
        boolean same =
                type.isEmpty()
                        || (present.isArray()
                                ? contains(present, type)
                                : present.asString("").equals(type));
        if (!same) {
            differences.add(place + " is " + present + " and not " + type);
        }
    }

    /// With `allOf` written out and the members of each alternative put together.
    private static JsonNode merged(JsonNode document, JsonNode schema) {
        JsonNode resolved = resolve(document, schema);
        if (resolved.path("allOf").isMissingNode()
                && (resolved.path("anyOf").isMissingNode() || resolved.has("properties"))) {
            return resolved;
        }
        var whole = Json.mapper().createObjectNode();
        var properties = whole.putObject("properties");
        var required = whole.putArray("required");
        var parts = new java.util.ArrayList<JsonNode>();
        resolved.path("allOf").forEach(parts::add);
        resolved.path("anyOf").forEach(parts::add);
        parts.add(
                ((tools.jackson.databind.node.ObjectNode) resolved.deepCopy())
                        .without(java.util.List.of("allOf", "anyOf")));
        Map<String, Integer> times = new HashMap<>();
        for (JsonNode given : parts) {
            JsonNode part = merged(document, given);
            if (part.has("type")) {
                whole.set("type", part.path("type"));
            }
            part.path("properties")
                    .properties()
                    .forEach(member -> combine(properties, member.getKey(), member.getValue()));
            part.path("required").forEach(name -> times.merge(name.asString(), 1, Integer::sum));
        }
        int alternatives = Math.max(1, resolved.path("anyOf").size());
        times.forEach(
                (name, count) -> {
                    if (resolved.path("anyOf").isMissingNode() || count >= alternatives) {
                        required.add(name);
                    }
                });
        return whole;
    }

    /// Where alternatives have a member in common, it may have the values of each.
    private static void combine(
            tools.jackson.databind.node.ObjectNode properties, String name, JsonNode schema) {
        JsonNode present = properties.get(name);
        if (present == null) {
            properties.set(name, schema.deepCopy());
        } else if (present.has("enum") && schema.has("enum")) {
            var values = (tools.jackson.databind.node.ArrayNode) present.path("enum");
            schema.path("enum").forEach(values::add);
        } else if (schema.has("properties")) {
            var into = (tools.jackson.databind.node.ObjectNode) present;
            schema.path("properties")
                    .properties()
                    .forEach(
                            member ->
                                    combine(
                                            into.withObjectProperty("properties"),
                                            member.getKey(),
                                            member.getValue()));
        }
    }

    private static boolean contains(JsonNode array, String text) {
        return array.valueStream().anyMatch(value -> value.asString("").equals(text));
    }

    private static Map<String, JsonNode> parameters(JsonNode document, JsonNode given) {
        Map<String, JsonNode> parameters = new TreeMap<>();
        for (JsonNode each : given) {
            JsonNode parameter = resolve(document, each);
            parameters.put(
                    parameter.path("in").asString() + " " + parameter.path("name").asString(),
                    parameter);
        }
        return parameters;
    }

    private static JsonNode resolve(JsonNode document, JsonNode node) {
        return node.has("$ref")
                ? resolve(document, document.at(node.path("$ref").asString().substring(1)))
                : node;
    }
}
