package dev.atrium.bench.reads;

import dev.atrium.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What matters of a plan of PostgreSQL's that was run.
///
/// @param buffers pages that it looked at
/// @param deepest the most rows that one of its nodes gave or threw away
/// @param indexes that it used
/// @param tables that it read from end to end
record Plan(long buffers, long deepest, List<String> indexes, List<String> tables) {

    static Plan read(String json) {
        JsonNode top = Json.mapper().readTree(json).get(0).get("Plan");
        List<JsonNode> nodes = new ArrayList<>();
        collect(top, nodes);
        TreeSet<String> indexes = new TreeSet<>();
        TreeSet<String> tables = new TreeSet<>();
        long deepest = 0;
        for (JsonNode node : nodes) {
            if (node.has("Index Name")) {
                indexes.add(node.get("Index Name").asString());
            }
            if (node.path("Node Type").asString("").equals("Seq Scan")) {
                tables.add(node.path("Relation Name").asString(""));
            }
            double rows =
                    node.path("Actual Rows").asDouble(0)
                            + node.path("Rows Removed by Filter").asDouble(0);
            deepest = Math.max(deepest, Math.round(rows * node.path("Actual Loops").asDouble(1)));
        }
        return new Plan(
                top.path("Shared Hit Blocks").asLong(0) + top.path("Shared Read Blocks").asLong(0),
                deepest,
                List.copyOf(indexes),
                List.copyOf(tables));
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        into.add(node);
        node.path("Plans").forEach(child -> collect(child, into));
    }
}
