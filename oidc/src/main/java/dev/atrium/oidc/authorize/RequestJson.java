package dev.atrium.oidc.authorize;

import dev.atrium.kernel.Json;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.token.Challenge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An authorization request as JSON, with short names since it travels in URLs.
final class RequestJson {
    private RequestJson() {}

    static ObjectNode write(AuthorizationRequest request) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("i", request.id());
        node.put("c", request.client().value());
        node.put("u", request.redirectUri());
        node.put("r", String.join(" ", request.responseTypes()));
        node.put("s", String.join(" ", request.scopes()));
        put(node, "t", request.state());
        request.nonce().ifPresent(nonce -> node.put("n", nonce));
        if (request.challenge().isPresent()) {
            node.put("p", request.challenge().value());
            node.put("m", request.challenge().method());
        }
        put(node, "q", request.prompts().stream().map(Enum::name).collect(Collectors.joining(" ")));
        request.maxAge().ifPresent(age -> node.put("a", age));
        if (request.forcesConsent()) {
            node.put("f", true);
        }
        request.hintedSubject().ifPresent(subject -> node.put("h", subject));
        node.put("e", request.expires().getEpochSecond());
        put(node, "b", request.binding());
        node.set("d", request.data());
        return node;
    }

    static AuthorizationRequest read(JsonNode node) {
        return new AuthorizationRequest(
                node.path("i").asString(""),
                new ClientId(node.path("c").asString("")),
                node.path("u").asString(""),
                words(node.path("r")),
                words(node.path("s")),
                node.path("t").asString(""),
                optional(node, "n"),
                node.has("p")
                        ? new Challenge(node.get("p").asString(), node.path("m").asString("plain"))
                        : Challenge.NONE,
                StreamSupport.stream(words(node.path("q")).spliterator(), false)
                        .map(Prompt::valueOf)
                        .collect(Collectors.toSet()),
                node.has("a") ? OptionalLong.of(node.get("a").asLong()) : OptionalLong.empty(),
                node.path("f").asBoolean(false),
                optional(node, "h"),
                Instant.ofEpochSecond(node.path("e").asLong(0)),
                node.path("b").asString(""),
                node.path("d"));
    }

    private static void put(ObjectNode node, String name, String value) {
        if (!value.isEmpty()) {
            node.put(name, value);
        }
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.get(name).asString()) : Optional.empty();
    }

    private static List<String> words(JsonNode node) {
        String text = node.asString("");
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
