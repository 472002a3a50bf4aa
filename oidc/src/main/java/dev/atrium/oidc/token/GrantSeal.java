package dev.atrium.oidc.token;

import dev.atrium.kernel.Json;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.storage.MasterKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Grants as they lie in the database: JSON, sealed, since a role's data may hold the upstream's
/// own tokens.
public final class GrantSeal {
    private final MasterKey master;
    private final String role;

    public GrantSeal(MasterKey master, String role) {
        this.master = master;
        this.role = role;
    }

    /// @param purpose the column, such as `oidc.codes`
    public byte[] seal(String purpose, String row, Grant grant) {
        return master.seal(purpose, role + " " + row, Json.bytes(write(grant)));
    }

    public Grant open(String purpose, String row, byte[] sealed) {
        return read(Json.mapper().readTree(master.open(purpose, role + " " + row, sealed)));
    }

    public static ObjectNode write(Grant grant) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("subject", grant.subject());
        node.put("client", grant.client().value());
        node.set("scopes", Json.mapper().valueToTree(grant.scopes()));
        grant.nonce().ifPresent(nonce -> node.put("nonce", nonce));
        grant.authTime().ifPresent(time -> node.put("authTime", time.getEpochSecond()));
        node.set("data", grant.data());
        return node;
    }

    public static Grant read(JsonNode node) {
        return new Grant(
                node.path("subject").asString(""),
                new ClientId(node.path("client").asString("")),
                texts(node.path("scopes")),
                node.has("nonce") ? Optional.of(node.get("nonce").asString()) : Optional.empty(),
                node.has("authTime")
                        ? Optional.of(Instant.ofEpochSecond(node.get("authTime").asLong()))
                        : Optional.empty(),
                node.path("data"));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }
}
