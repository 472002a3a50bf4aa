package dev.atrium.membership.issuer.login;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.kernel.Json;
import dev.atrium.membership.issuer.token.Target;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an authorization request remembers until somebody has logged in for it.
///
/// @param device the user code of a device that the person wants to approve; such a login leads
///     back to the device's page rather than to a client; or another page of ours, which begins
///     with a slash
/// @param upstream where the person is, once they are on their way
/// @param memory that the upstream's connector wants back
record Journey(
        Target target, Optional<String> device, Optional<ConnectorId> upstream, byte[] memory) {

    static Journey to(Target target) {
        return new Journey(target, Optional.empty(), Optional.empty(), new byte[0]);
    }

    static Journey toDevice(String userCode) {
        return new Journey(new Target.Root(), Optional.of(userCode), Optional.empty(), new byte[0]);
    }

    /// A login that leads to a page below the issuer's path.
    static Journey toPage(String path) {
        return new Journey(new Target.Root(), Optional.of(path), Optional.empty(), new byte[0]);
    }

    Journey by(ConnectorId id, byte[] kept) {
        return new Journey(target, device, Optional.of(id), kept);
    }

    JsonNode write() {
        ObjectNode node = Json.mapper().createObjectNode();
        node.set("t", target.write());
        device.ifPresent(code -> node.put("d", code));
        upstream.ifPresent(id -> node.put("c", id.value()));
        if (memory.length > 0) {
            node.put("m", Base64.getEncoder().encodeToString(memory));
        }
        return node;
    }

    static Journey read(JsonNode node) {
        return new Journey(
                Target.read(node.path("t")),
                node.has("d") ? Optional.of(node.get("d").asString()) : Optional.empty(),
                node.has("c")
                        ? Optional.of(new ConnectorId(node.get("c").asString()))
                        : Optional.empty(),
                Base64.getDecoder().decode(node.path("m").asString("")));
    }
}
