package dev.atrium.testkit.replay;

import dev.atrium.kernel.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What to send, step by step.
public record Scenario(String name, JsonNode document) {
    /// The configuration's file below the folder of recordings.
    public String config() {
        return document.path("config").asString("");
    }

    public Map<String, String> environment() {
        return texts(document.path("env"));
    }

    /// Whole configurations that a start-up scenario tries, in place of steps.
    public List<JsonNode> cases() {
        return list(document.path("cases"));
    }

    /// Differences that the recording itself names as intended.
    public List<Allowance> allowed() {
        return list(document.path("allow")).stream().map(Allowance::of).toList();
    }

    /// The same scenario with only the steps that are sent to one server, for a test that runs no
    /// other.
    ///
    /// @param server as in [Servers]
    public Scenario at(String server) {
        ObjectNode copy = (ObjectNode) document.deepCopy();
        ArrayNode kept = copy.putArray("steps");
        list(document.path("steps")).stream()
                .filter(step -> step.path("at").asString("issuer").equals(server))
                .forEach(kept::add);
        return new Scenario(name, copy);
    }

    /// Of a recording's lines, those of this scenario's steps.
    public List<JsonNode> recordedFor(List<JsonNode> lines) {
        List<String> names = steps().stream().map(Step::name).toList();
        return lines.stream().filter(line -> names.contains(line.path("step").asString())).toList();
    }

    List<Step> steps() {
        return list(document.path("steps")).stream().map(Step::new).toList();
    }

    Map<String, String> variables() {
        return texts(document.path("vars"));
    }

    /// The scenario's own text: what it contains was chosen by its author and does not change.
    String literal() {
        return Json.write(document);
    }

    /// One step's keys.
    record Step(JsonNode keys) {
        private static final List<String> METHODS =
                List.of("get", "post", "head", "options", "put", "delete");

        String name() {
            return keys.path("step").asString();
        }

        /// The method as the scenario writes it, or empty for a form that is submitted.
        Optional<String> method() {
            return METHODS.stream().filter(keys::has).findFirst();
        }

        String text(String key, String fallback) {
            return keys.path(key).asString(fallback);
        }

        boolean flag(String key) {
            return keys.path(key).asBoolean(false);
        }

        double number(String key) {
            return keys.path(key).asDouble(0);
        }

        Optional<JsonNode> part(String key) {
            return keys.has(key) ? Optional.of(keys.path(key)) : Optional.empty();
        }
    }

    private static List<JsonNode> list(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        node.forEach(all::add);
        return all;
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> all = new LinkedHashMap<>();
        node.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asString()));
        return all;
    }
}
