package dev.atrium.dex.token;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.kernel.Json;
import dev.atrium.oidc.token.ProtoPair;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who logged in, by which connector, and what that connector wants back at a refresh: the data
/// that goes with a grant.
public record DexIdentity(ConnectorId connector, Login login) {
    private static final String SESSION = "sid";

    /// The value of `sub`: user id and connector id as one text. Relying parties keep it, so it is
    /// the same as Dex's.
    public String subject() {
        return new ProtoPair(login.identity().userId(), connector.value()).encode();
    }

    /// With the browser session that the person logged in in, if there was one.
    public JsonNode write(Optional<String> session) {
        ObjectNode node = write();
        session.ifPresent(id -> node.put(SESSION, id));
        return node;
    }

    public static Optional<String> session(JsonNode node) {
        return optional(node, SESSION);
    }

    public ObjectNode write() {
        Identity identity = login.identity();
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("connector", connector.value());
        node.put("user_id", identity.userId());
        node.put("username", identity.username());
        identity.preferredUsername().ifPresent(name -> node.put("preferred_username", name));
        identity.email().ifPresent(email -> node.put("email", email));
        node.put("email_verified", identity.emailVerified());
        node.set("groups", Json.mapper().valueToTree(identity.groups()));
        node.put("upstream", Base64.getEncoder().encodeToString(login.upstreamState()));
        return node;
    }

    public static DexIdentity read(JsonNode node) {
        Identity identity =
                new Identity(
                        node.path("user_id").asString(""),
                        node.path("username").asString(""),
                        optional(node, "preferred_username"),
                        optional(node, "email"),
                        node.path("email_verified").asBoolean(false),
                        StreamSupport.stream(node.path("groups").spliterator(), false)
                                .map(JsonNode::asString)
                                .toList());
        return new DexIdentity(
                new ConnectorId(node.path("connector").asString()),
                new Login(
                        identity, Base64.getDecoder().decode(node.path("upstream").asString(""))));
    }

    /// Every claim of the person, in the order of the wire; those without a value are left out.
    Map<String, Object> claims() {
        Identity identity = login.identity();
        Map<String, Object> claims = new LinkedHashMap<>();
        identity.email()
                .filter(email -> !email.isEmpty())
                .ifPresent(email -> claims.put("email", email));
        claims.put("email_verified", identity.emailVerified());
        if (!identity.groups().isEmpty()) {
            claims.put("groups", identity.groups());
        }
        if (!identity.username().isEmpty()) {
            claims.put("name", identity.username());
        }
        identity.preferredUsername()
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> claims.put("preferred_username", name));
        return claims;
    }

    Map<String, Object> federatedClaims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("connector_id", connector.value());
        if (!login.identity().userId().isEmpty()) {
            claims.put("user_id", login.identity().userId());
        }
        return claims;
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.get(name).asString()) : Optional.empty();
    }
}
