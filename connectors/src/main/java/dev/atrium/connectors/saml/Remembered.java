package dev.atrium.connectors.saml;

import dev.atrium.connectors.Identity;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.kernel.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a login leaves behind for a refresh, in the form in which Dex stores it.
final class Remembered {
    private Remembered() {}

    static byte[] write(Identity identity) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("userId", identity.userId());
        members.put("username", identity.username());
        members.put("preferredUsername", identity.preferredUsername().orElse(""));
        members.put("email", identity.email().orElse(""));
        members.put("emailVerified", identity.emailVerified());
        members.put("groups", identity.groups());
        return Json.bytes(members);
    }

    static Identity read(byte[] state) throws UpstreamException {
        try {
            JsonNode node = Json.mapper().readTree(state);
            List<String> groups = new ArrayList<>();
            node.path("groups").forEach(group -> groups.add(group.asString("")));
            return new Identity(
                    node.path("userId").asString(""),
                    node.path("username").asString(""),
                    text(node, "preferredUsername"),
                    text(node, "email"),
                    node.path("emailVerified").asBoolean(false),
                    groups);
        } catch (JacksonException _) {
            throw new UpstreamException(Kind.REFUSED, "saml: nothing was kept of the login");
        }
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.of(node.path(name).asString("")).filter(text -> !text.isEmpty());
    }
}
