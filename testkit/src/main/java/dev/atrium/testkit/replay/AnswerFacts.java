package dev.atrium.testkit.replay;

import dev.atrium.kernel.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An answer in the form of a recording.
final class AnswerFacts {
    private static final Map<String, String> KEPT_HEADERS =
            List.of(
                            "Location",
                            "Content-Type",
                            "WWW-Authenticate",
                            "Cache-Control",
                            "Pragma",
                            "Allow",
                            "Vary",
                            "X-Frame-Options",
                            "X-Content-Type-Options",
                            "X-Xss-Protection",
                            "Content-Security-Policy",
                            "Strict-Transport-Security")
                    .stream()
                    .collect(
                            Collectors.toMap(
                                    name -> name.toLowerCase(Locale.ROOT),
                                    name -> name,
                                    (left, _) -> left,
                                    LinkedHashMap::new));
    private static final Pattern EXPIRES_IN = Pattern.compile("expires_in=(\\d+)");

    private final Placeholders names;
    private final JsonFacts json;

    AnswerFacts(Placeholders names, JsonFacts json) {
        this.names = names;
        this.json = json;
    }

    /// @param page empty unless the body is one
    record Reduced(ObjectNode data, Optional<Page> page) {}

    Reduced reduce(RawHttp.Reply reply, Map<String, String> sent) {
        ObjectNode data = Trees.NEW.objectNode();
        data.put("status", reply.status());
        data.set("headers", headers(reply));
        reply.header("Location").ifPresent(location -> fragment(location, data));
        String type = reply.header("Content-Type").orElse("");
        String text = reply.text();
        boolean html =
                type.contains("html")
                        || text.stripLeading().toLowerCase(Locale.ROOT).startsWith("<!doctype");
        if (text.isEmpty()) {
            data.set("body", Trees.absent());
        } else if (type.contains("json")) {
            data.set("body", jsonBody(text, sent));
        } else if (html && reply.status() / 100 == 3) {
            data.set("body", Trees.object("html", redirectNote()));
        } else if (html) {
            Page page = new Page(text);
            data.set("body", Trees.object("html", html(page, reply.status())));
            return new Reduced(data, Optional.of(page));
        } else {
            data.set("body", Trees.object("text", Trees.text(text.strip())));
        }
        return new Reduced(data, Optional.empty());
    }

    /// The answer of a call that is no request of a browser.
    JsonNode message(JsonNode answer) {
        return json.reduce(answer, Map.of());
    }

    private static JsonNode redirectNote() {
        return Trees.NEW.objectNode().put("redirect note", true);
    }

    private JsonNode jsonBody(String text, Map<String, String> sent) {
        Map<String, String> context = new HashMap<>();
        if (sent.containsKey("code")) {
            context.put("code", sent.getOrDefault("code", ""));
        }
        try {
            return Trees.object("json", json.reduce(Json.mapper().readTree(text), context));
        } catch (JacksonException _) {
            return Trees.object("text", Trees.text(text));
        }
    }

    private ObjectNode headers(RawHttp.Reply reply) {
        ObjectNode kept = Trees.NEW.objectNode();
        for (RawHttp.Header header : reply.headers()) {
            String lower = header.name().toLowerCase(Locale.ROOT);
            if (lower.equals("set-cookie")) {
                ArrayNode cookies =
                        kept.has("Set-Cookie")
                                ? (ArrayNode) kept.path("Set-Cookie")
                                : kept.putArray("Set-Cookie");
                cookies.add(cookie(header.value()));
            } else if (lower.startsWith("access-control-")) {
                kept.put(titled(lower), header.value());
            } else if (KEPT_HEADERS.containsKey(lower)) {
                kept.put(KEPT_HEADERS.getOrDefault(lower, lower), header.value());
            }
        }
        reply.header("Location").ifPresent(location -> Addresses.register(location, names));
        return kept;
    }

    private String cookie(String header) {
        String[] parts = header.split(";", 2);
        String[] pair = parts[0].split("=", 2);
        if (pair.length > 1 && pair[1].length() >= 8) {
            names.name("cookie " + pair[0], pair[1]);
        }
        return header.replaceAll("(?i)(expires)=[^;]+", "$1=\\${time}");
    }

    private static String titled(String lower) {
        StringBuilder title = new StringBuilder();
        for (String word : lower.split("-", -1)) {
            title.append(title.isEmpty() ? "" : "-")
                    .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1));
        }
        return title.toString();
    }

    private void fragment(String location, ObjectNode data) {
        Map<String, String> parameters = Addresses.parameters(Addresses.fragment(location));
        ObjectNode decoded = Trees.NEW.objectNode();
        parameters.forEach(
                (name, value) -> {
                    if (Tokens.isJwt(value)) {
                        decoded.set(name, json.jwt(value, parameters));
                    }
                });
        if (!decoded.isEmpty()) {
            data.set("fragment_tokens", decoded);
            String rounded =
                    EXPIRES_IN
                            .matcher(location)
                            .replaceAll(
                                    found ->
                                            "expires_in=\\"
                                                    + JsonFacts.about(
                                                            Long.parseLong(found.group(1))));
            ((ObjectNode) data.path("headers")).put("Location", rounded);
        }
    }

    private ObjectNode html(Page page, int status) {
        for (Page.Form form : page.forms()) {
            for (Page.Field field : form.fields()) {
                String value = field.value().orElse("");
                if (value.length() >= 20 && !names.chosen(value)) {
                    names.name(field.name().orElse("code"), value);
                }
            }
            Addresses.register(form.action(), names);
        }
        page.links().forEach(link -> Addresses.register(link, names));
        ObjectNode facts = Trees.NEW.objectNode();
        if (!page.heading().isEmpty()) {
            facts.put("title", page.heading());
        }
        if (status >= 400 && !page.messages().isEmpty()) {
            page.messages().forEach(facts.putArray("messages")::add);
        }
        if (page.items() > 0) {
            facts.put("items", page.items());
        }
        if (!page.forms().isEmpty()) {
            page.forms().forEach(form -> form(form, facts.withArray("forms")));
        }
        if (!page.links().isEmpty()) {
            page.links().forEach(facts.withArray("links")::add);
        }
        return facts;
    }

    private static void form(Page.Form form, ArrayNode forms) {
        ObjectNode facts = forms.addObject();
        if (form.loose()) {
            facts.put("loose", true);
        } else {
            facts.put("method", form.method());
            facts.put("action", form.action());
        }
        ArrayNode fields = facts.putArray("fields");
        for (Page.Field field : form.fields()) {
            ObjectNode one = fields.addObject();
            field.name().ifPresent(name -> one.put("name", name));
            one.put("type", field.type());
            field.value().ifPresent(value -> one.put("value", value));
            if (field.checked()) {
                one.put("checked", true);
            }
        }
    }
}
