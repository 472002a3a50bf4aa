package dev.atrium.testkit.replay;

import dev.atrium.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The variables of a run: what the scenario sets, and what it takes from answers.
final class Captures {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)\\}");

    private final Map<String, String> values = new HashMap<>();

    Captures(Scenario scenario, Servers servers) {
        values.put("issuer", servers.issuer());
        values.put("origin", Addresses.origin(servers.issuer()));
        values.put("issuerPath", Addresses.path(servers.issuer()));
        values.putAll(scenario.variables());
    }

    String fill(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        Optional.ofNullable(values.get(found.group(1)))
                                                .orElseThrow(
                                                        () ->
                                                                new CannotPlay(
                                                                        "no value for "
                                                                                + found.group()))));
    }

    /// The same in every text of a message.
    JsonNode fill(JsonNode message) {
        return switch (message) {
            case ObjectNode object -> {
                ObjectNode filled = Trees.NEW.objectNode();
                object.properties()
                        .forEach(entry -> filled.set(entry.getKey(), fill(entry.getValue())));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = Trees.NEW.arrayNode();
                array.forEach(element -> filled.add(fill(element)));
                yield filled;
            }
            case JsonNode text when text.isString() -> Trees.text(fill(text.asString()));
            default -> message;
        };
    }

    /// Takes what a step wants from an answer that has no headers and no page.
    void take(Scenario.Step step, String json) {
        take(
                step,
                new RawHttp.Reply(0, List.of(), json.getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                Optional.empty(),
                "",
                true);
    }

    /// Variables that a step declares to be made up by the server, by name.
    Map<String, String> generated(Scenario.Step step) {
        Map<String, String> made = new HashMap<>();
        step.part("generated")
                .ifPresent(
                        wanted ->
                                wanted.forEach(
                                        name ->
                                                Optional.ofNullable(values.get(name.asString()))
                                                        .ifPresent(
                                                                value ->
                                                                        made.put(
                                                                                name.asString(),
                                                                                value))));
        return made;
    }

    /// @param last whether no later hop of the step can still give the value: one that is missing
    ///     is then forgotten rather than kept from an earlier step
    void take(
            Scenario.Step step,
            RawHttp.Reply reply,
            Optional<String> location,
            Optional<Page> page,
            String here,
            boolean last) {
        step.part("capture")
                .ifPresent(
                        wanted ->
                                wanted.properties()
                                        .forEach(
                                                entry -> {
                                                    Optional<String> value =
                                                            value(
                                                                    entry.getValue(),
                                                                    reply,
                                                                    location,
                                                                    page,
                                                                    here);
                                                    if (value.isPresent()) {
                                                        values.put(
                                                                entry.getKey(),
                                                                value.orElseThrow());
                                                    } else if (last) {
                                                        values.remove(entry.getKey());
                                                    }
                                                }));
    }

    private static Optional<String> value(
            JsonNode source,
            RawHttp.Reply reply,
            Optional<String> location,
            Optional<Page> page,
            String here) {
        String kind = Trees.names(source).getFirst();
        String wanted = source.path(kind).asString("");
        return switch (kind) {
            case "location" ->
                    location.map(Addresses::query).flatMap(query -> parameter(query, wanted));
            case "fragment" ->
                    location.map(Addresses::fragment).flatMap(text -> parameter(text, wanted));
            case "json" -> json(reply.text(), wanted);
            case "regex" -> {
                Matcher found =
                        Pattern.compile(wanted).matcher(location.orElse("") + "\n" + reply.text());
                yield found.find() ? Optional.of(found.group(1)) : Optional.empty();
            }
            case "field" -> page.flatMap(shown -> field(shown, wanted));
            case "address" -> Optional.of(here);
            default -> throw new CannotPlay("unknown source " + kind);
        };
    }

    private static Optional<String> parameter(String encoded, String name) {
        return Optional.ofNullable(Addresses.parameters(encoded).get(name));
    }

    private static Optional<String> json(String text, String path) {
        try {
            JsonNode node = Json.mapper().readTree(text);
            for (String key : path.split("\\.", -1)) {
                node = node.isArray() ? node.path(Integer.parseInt(key)) : node.path(key);
            }
            return node.isMissingNode() || node.isNull()
                    ? Optional.empty()
                    : Optional.of(node.asString());
        } catch (JacksonException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> field(Page page, String name) {
        return page.forms().stream()
                .flatMap(form -> form.fields().stream())
                .filter(field -> field.name().orElse("").equals(name))
                .findFirst()
                .flatMap(Page.Field::value);
    }
}
