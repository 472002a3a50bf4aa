package dev.atrium.testkit.replay;

import dev.atrium.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON trees as values: equality that does not depend on how a number is held.
final class Trees {
    static final JsonNodeFactory NEW = JsonNodeFactory.instance;

    private Trees() {}

    static boolean equal(JsonNode left, JsonNode right) {
        return Json.write(left).equals(Json.write(right)) || left.equals(right);
    }

    static JsonNode text(String value) {
        return NEW.stringNode(value);
    }

    static JsonNode absent() {
        return NEW.nullNode();
    }

    static ObjectNode object(String name, JsonNode value) {
        ObjectNode object = NEW.objectNode();
        object.set(name, value);
        return object;
    }

    static List<String> names(JsonNode object) {
        return new ArrayList<>(object.propertyNames());
    }

    /// As if it had been written and read: the form in which recordings are held.
    static JsonNode reread(JsonNode tree) {
        return Json.mapper().readTree(Json.write(tree));
    }
}
