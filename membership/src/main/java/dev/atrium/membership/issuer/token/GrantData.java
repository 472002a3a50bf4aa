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
/// @param approval the browser session in which it was given, which must last until it is redeemed
public record GrantData(Target target, Optional<byte[]> session, Optional<byte[]> approval) {

    /// What no browser gave.
    static GrantData of(Target target) {
        return new GrantData(target, Optional.empty(), Optional.empty());
    }

    /// What the login in a browser session gave, to end with it.
    public static GrantData within(Target target, byte[] session) {
        return new GrantData(target, Optional.of(session), Optional.of(session));
    }

    /// What somebody approved for a device.
    public static GrantData approved(Target target, byte[] session) {
        return new GrantData(target, Optional.empty(), Optional.of(session));
    }

    public JsonNode write() {
        ObjectNode node = Json.mapper().createObjectNode();
        node.set("target", target.write());
        session.ifPresent(id -> node.put("session", Base64.getEncoder().encodeToString(id)));
        approval.ifPresent(id -> node.put("approval", Base64.getEncoder().encodeToString(id)));
        return node;
    }

    static GrantData read(JsonNode node) {
        return new GrantData(
                Target.read(node.path("target")), bytes(node, "session"), bytes(node, "approval"));
    }

    private static Optional<byte[]> bytes(JsonNode node, String name) {
        return node.has(name)
                ? Optional.of(Base64.getDecoder().decode(node.get(name).asString()))
                : Optional.empty();
    }
}
