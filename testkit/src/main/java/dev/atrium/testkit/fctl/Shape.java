package dev.atrium.testkit.fctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Compares an answer with a recorded one by keys and types, not by values. More keys are fine; a
/// recorded null says only that the key is there.
public final class Shape {
    /// Numbers on the wire, although a recording holds a name for them.
    private static final Set<String> NUMBERS = Set.of("${policy}", "${scope}");

    private Shape() {}

    /// @return one sentence for each difference
    public static List<String> differences(JsonNode recorded, JsonNode actual) {
        List<String> found = new ArrayList<>();
        compare("$", recorded, actual, found);
        return found;
    }

    private static void compare(String at, JsonNode recorded, JsonNode actual, List<String> found) {
        String expected = kind(recorded);
        if (expected.equals("null")) {
            return;
        }
        if (!expected.equals(kind(actual))) {
            found.add(at + " is " + kind(actual) + ", recorded as " + expected);
            return;
        }
        if (recorded.isObject()) {
            compareMembers(at, recorded, actual, found);
        } else if (recorded.isArray() && !recorded.isEmpty()) {
            JsonNode each = common(recorded);
            for (int index = 0; index < actual.size(); index++) {
                compare(at + "[" + index + "]", each, actual.get(index), found);
            }
        }
    }

    private static void compareMembers(
            String at, JsonNode recorded, JsonNode actual, List<String> found) {
        recorded.properties()
                .forEach(
                        member -> {
                            String path = at + "." + member.getKey();
                            if (actual.has(member.getKey())) {
                                compare(
                                        path,
                                        member.getValue(),
                                        actual.get(member.getKey()),
                                        found);
                            } else if (!isEmptyText(member.getValue())) {
                                found.add(path + " is missing");
                            }
                        });
    }

    /// The recorded stub wrote optional texts that it had nothing to say in, such as an
    /// `error_description`; leaving those out says the same.
    private static boolean isEmptyText(JsonNode recorded) {
        return recorded.isString() && recorded.asString().isEmpty();
    }

    /// What all recorded elements share: an element of another answer must have at least that.
    private static JsonNode common(JsonNode array) {
        JsonNode first = array.get(0);
        if (!first.isObject()) {
            return first;
        }
        Set<String> names = new TreeSet<>();
        first.properties().forEach(member -> names.add(member.getKey()));
        Map<String, JsonNode> shared = new LinkedHashMap<>();
        for (String name : names) {
            boolean everywhere = true;
            for (JsonNode element : array) {
                everywhere &=
                        element.has(name) && kind(element.get(name)).equals(kind(first.get(name)));
            }
            if (everywhere) {
                shared.put(name, first.get(name));
            }
        }
        return dev.atrium.kernel.Json.mapper().valueToTree(shared);
    }

    private static String kind(JsonNode node) {
        if (node.isString()) {
            return NUMBERS.contains(node.asString().replaceAll("_\\d+}", "}"))
                    ? "a number"
                    : "a text";
        }
        if (node.isNumber()) {
            return "a number";
        }
        if (node.isBoolean()) {
            return "a switch";
        }
        return node.isObject() ? "an object" : node.isArray() ? "a list" : "null";
    }
}
