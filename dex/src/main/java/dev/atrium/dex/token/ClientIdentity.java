package dev.atrium.dex.token;

import dev.atrium.kernel.Json;
import dev.atrium.oidc.token.ProtoPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A client that has tokens for itself: nobody logged in.
///
/// @param id the client's
record ClientIdentity(String id, String name, List<String> groups) {
    private static final String KEY = "client";

    ClientIdentity {
        groups = List.copyOf(groups);
    }

    /// As that of a person whom no connector knows.
    String subject() {
        return new ProtoPair(id, "").encode();
    }

    JsonNode write() {
        ObjectNode node = Json.mapper().createObjectNode();
        ObjectNode client = node.putObject(KEY);
        client.put("id", id);
        client.put("name", name);
        client.set("groups", Json.mapper().valueToTree(groups));
        return node;
    }

    static boolean isIn(JsonNode node) {
        return node.has(KEY);
    }

    static ClientIdentity read(JsonNode node) {
        JsonNode client = node.path(KEY);
        return new ClientIdentity(
                client.path("id").asString(""),
                client.path("name").asString(""),
                StreamSupport.stream(client.path("groups").spliterator(), false)
                        .map(JsonNode::asString)
                        .toList());
    }

    Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("email_verified", false);
        if (!groups.isEmpty()) {
            claims.put("groups", groups);
        }
        if (!name.isEmpty()) {
            claims.put("name", name);
            claims.put("preferred_username", name);
        }
        return claims;
    }
}
