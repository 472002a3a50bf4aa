package dev.atrium.testkit.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON answers with their tokens decoded and what changes from run to run named.
final class JsonFacts {
    private static final List<String> VOLATILE =
            List.of(
                    "access_token",
                    "id_token",
                    "refresh_token",
                    "device_code",
                    "user_code",
                    "kid",
                    "n",
                    "x",
                    "y",
                    "jti",
                    "sid",
                    "code");
    private static final List<String> TIMES =
            List.of(
                    "iat",
                    "nbf",
                    "auth_time",
                    "createdAt",
                    "lastUsed",
                    "authenticatedAt",
                    "lastActivity",
                    "lastTokenIssuedAt",
                    "lastLogin");

    private static final List<String> ENDS = List.of("absoluteExpiry", "idleExpiry");

    private final Placeholders names;
    private final Tokens tokens;

    JsonFacts(Placeholders names, Tokens tokens) {
        this.names = names;
        this.tokens = tokens;
    }

    /// @param context what the tokens' hashes may be about: `code`, `access_token`
    JsonNode reduce(JsonNode data, Map<String, String> context) {
        return reduce(data, context, "");
    }

    private JsonNode reduce(JsonNode data, Map<String, String> context, String member) {
        return switch (data) {
            case ObjectNode object when object.has("iss") && object.has("iat") ->
                    claims(object, context);
            case ObjectNode object -> members(object, context);
            case ArrayNode array -> {
                ArrayNode reduced = Trees.NEW.arrayNode();
                array.forEach(element -> reduced.add(reduce(element, context, member)));
                yield reduced;
            }
            default -> scalar(data, context, member);
        };
    }

    private JsonNode members(ObjectNode object, Map<String, String> context) {
        Map<String, String> own = new HashMap<>(context);
        for (String name : List.of("access_token", "code")) {
            if (object.path(name).isString()) {
                own.put(name, object.path(name).asString());
            }
        }
        ObjectNode reduced = Trees.NEW.objectNode();
        object.properties()
                .forEach(
                        entry ->
                                reduced.set(
                                        entry.getKey(),
                                        reduce(entry.getValue(), own, entry.getKey())));
        return reduced;
    }

    private JsonNode scalar(JsonNode data, Map<String, String> context, String member) {
        if (member.equals("expires_in") && data.isIntegralNumber()) {
            return Trees.text(about(data.asLong()));
        }
        if (TIMES.contains(member) && data.isIntegralNumber()) {
            return Trees.text(names.moment(data.asLong()));
        }
        String text = data.isString() ? data.asString() : "";
        // In messages numbers of 64 bits are texts.
        if (TIMES.contains(member) && text.matches("\\d+")) {
            return Trees.text(names.moment(Long.parseLong(text)));
        }
        if (ENDS.contains(member) && text.matches("\\d+")) {
            return Trees.text("${about now+" + names.minutesFromNow(Long.parseLong(text)) + "}");
        }
        if (!VOLATILE.contains(member) || text.isEmpty()) {
            return data;
        }
        JsonNode placeholder = Trees.text(names.name(member, text));
        if (!Tokens.isJwt(text)) {
            return placeholder;
        }
        ObjectNode token = Trees.object("name", placeholder);
        token.set("jwt", jwt(text, context));
        return token;
    }

    /// Rounded up to five seconds.
    static String about(long seconds) {
        return "${about " + (seconds + 4) / 5 * 5 + "}";
    }

    JsonNode jwt(String token, Map<String, String> context) {
        ObjectNode header = (ObjectNode) Tokens.part(token, 0);
        if (header.has("kid")) {
            header.put("kid", names.name("kid", header.path("kid").asString()));
        }
        ObjectNode reduced = Trees.object("header", header);
        reduced.set("claims", claims((ObjectNode) Tokens.part(token, 1), context));
        reduced.put("signature", tokens.signature(token));
        return reduced;
    }

    private JsonNode claims(ObjectNode claims, Map<String, String> context) {
        ObjectNode reduced = Trees.NEW.objectNode();
        claims.properties()
                .forEach(
                        entry ->
                                reduced.set(
                                        entry.getKey(),
                                        claim(claims, entry.getKey(), entry.getValue(), context)));
        return reduced;
    }

    private JsonNode claim(
            ObjectNode all, String name, JsonNode value, Map<String, String> context) {
        if (name.equals("exp") && all.has("iat")) {
            long age = value.asLong() - all.path("iat").asLong();
            return Trees.text("${iat" + (age < 0 ? "" : "+") + age + "}");
        }
        if (TIMES.contains(name) && value.isNumber()) {
            return Trees.text(names.moment(value.asLong()));
        }
        return switch (name) {
            case "at_hash" -> hash(value, "access_token", context);
            case "c_hash" -> hash(value, "code", context);
            case "jti", "sid" -> Trees.text(names.name(name, value.asString()));
            default -> value instanceof ObjectNode nested ? claims(nested, context) : value;
        };
    }

    private static JsonNode hash(JsonNode value, String source, Map<String, String> context) {
        boolean right =
                context.containsKey(source)
                        && Tokens.halfHash(context.getOrDefault(source, ""))
                                .equals(value.asString());
        return Trees.text(right ? "${hash of " + source + "}" : "${hash}");
    }
}
