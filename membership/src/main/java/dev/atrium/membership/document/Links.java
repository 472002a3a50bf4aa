package dev.atrium.membership.document;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Says of every operation that makes an object which operations take that object's id: those below
/// the path at which it was made that need nothing else.
final class Links {
    private static final List<String> MADE = List.of("200", "201", "202");
    private static final List<String> METHODS = List.of("get", "post", "put", "delete");

    private final ObjectNode document;

    Links(ObjectNode document) {
        this.document = document;
    }

    void add() {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (String status : MADE) {
                JsonNode answer = path.getValue().at("/post/responses/" + status);
                if (answer instanceof ObjectNode made && identified(made)) {
                    link(path.getKey(), made);
                }
            }
        }
    }

    /// Whether the answer's object has an id.
    private boolean identified(JsonNode answer) {
        JsonNode schema = resolve(answer.at("/content/application~1json/schema"));
        return resolve(schema.at("/properties/data")).at("/properties").has("id");
    }

    private void link(String path, ObjectNode answer) {
        for (Map.Entry<String, JsonNode> below : document.path("paths").properties()) {
            String rest = below.getKey();
            if (!rest.startsWith(path + "/{")) {
                continue;
            }
            String[] segments = rest.substring(path.length() + 2).split("[{}]", -1);
            if (segments.length == 2) {
                for (String method : METHODS) {
                    JsonNode operation = below.getValue().path(method);
                    if (operation.isObject()) {
                        target(path, segments[0], operation, answer);
                    }
                }
            }
        }
    }

    private static void target(String path, String made, JsonNode operation, ObjectNode answer) {
        String id = operation.path("operationId").asString();
        ObjectNode link = answer.withObject("/links").putObject(id);
        link.put("operationId", id);
        ObjectNode parameters = link.putObject("parameters");
        String[] known = path.split("[{}]", -1);
        for (int index = 1; index < known.length; index += 2) {
            parameters.put(known[index], "$request.path." + known[index]);
        }
        parameters.put(made, "$response.body#/data/id");
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }
}
