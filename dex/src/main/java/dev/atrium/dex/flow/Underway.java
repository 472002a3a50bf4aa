package dev.atrium.dex.flow;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.kernel.Json;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an authorization request remembers while the person is at a connector.
///
/// @param memory that the connector wants back on arrival
record Underway(ConnectorId connector, byte[] memory) {

    static Underway at(ConnectorId connector) {
        return new Underway(connector, new byte[0]);
    }

    JsonNode write() {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("c", connector.value());
        if (memory.length > 0) {
            node.put("m", Base64.getEncoder().encodeToString(memory));
        }
        return node;
    }

    static Underway read(JsonNode node) {
        return new Underway(
                new ConnectorId(node.path("c").asString()),
                Base64.getDecoder().decode(node.path("m").asString("")));
    }
}
