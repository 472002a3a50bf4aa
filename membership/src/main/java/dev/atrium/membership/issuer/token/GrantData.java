package dev.atrium.membership.issuer.token;

import dev.atrium.kernel.Json;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What Membership remembers with a grant.
///
/// @param session the browser session that the grant ends with; empty for a device, which has a
///     login of its own
public record GrantData(Target target, Optional<byte[]> session) {

    public JsonNode write() {
        ObjectNode node = Json.mapper().createObjectNode();
        node.set("target", target.write());
        session.ifPresent(id -> node.put("session", Base64.getEncoder().encodeToString(id)));
        return node;
    }

    static GrantData read(JsonNode node) {
        return new GrantData(
                Target.read(node.path("target")),
                node.has("session")
                        ? Optional.of(Base64.getDecoder().decode(node.get("session").asString()))
                        : Optional.empty());
    }
}
