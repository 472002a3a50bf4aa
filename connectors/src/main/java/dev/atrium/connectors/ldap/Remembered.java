package dev.atrium.connectors.ldap;

import dev.atrium.kernel.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a login leaves behind for a refresh, in the form in which Dex stores it.
record Remembered(String name, String dn) {
    byte[] write() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("username", name);
        members.put("entry", Map.of("DN", dn));
        return Json.bytes(members);
    }

    static Remembered read(byte[] state) {
        try {
            JsonNode node = Json.mapper().readTree(state);
            return new Remembered(
                    node.path("username").asString(""), node.path("entry").path("DN").asString(""));
        } catch (JacksonException _) {
            return new Remembered("", "");
        }
    }
}
