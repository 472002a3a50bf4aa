package dev.atrium.testkit.replay;

import dev.atrium.http.Parameters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Names for values that change from run to run: the same value always gets the same name, the
/// second value of a kind is `${kind.2}`.
final class Placeholders {
    /// Shorter values are as likely chosen as generated.
    private static final int SHORTEST = 8;

    private final String literal;
    private final Map<String, String> fixed;
    private final Clock clock;
    private final long started;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /// @param literal text whose contents are known beforehand
    /// @param fixed names that stand from the start, the longest value first
    Placeholders(String literal, Map<String, String> fixed, Clock clock) {
        this.literal = literal;
        this.fixed = fixed;
        this.clock = clock;
        this.started = clock.instant().getEpochSecond();
    }

    String name(String kind, String value) {
        return names.computeIfAbsent(
                value,
                _ -> {
                    int number = counts.merge(kind, 1, Integer::sum);
                    return "${" + kind + (number == 1 ? "" : "." + number) + "}";
                });
    }

    boolean chosen(String value) {
        return value.length() < SHORTEST
                || literal.contains(value)
                || literal.contains(decoded(value))
                || names.containsKey(value);
    }

    /// `${now}` for a moment of this run.
    String moment(long epochSecond) {
        boolean near =
                started - 2 <= epochSecond && epochSecond <= clock.instant().getEpochSecond() + 2;
        return near ? "${now}" : "${other time}";
    }

    /// Seconds until a moment, rounded to minutes.
    long minutesFromNow(long epochSecond) {
        return Math.round((epochSecond - clock.instant().getEpochSecond()) / 60.0) * 60;
    }

    JsonNode clean(JsonNode tree) {
        return switch (tree) {
            case ObjectNode object -> {
                ObjectNode clean = Trees.NEW.objectNode();
                object.properties()
                        .forEach(
                                entry -> clean.set(clean(entry.getKey()), clean(entry.getValue())));
                yield clean;
            }
            case ArrayNode array -> {
                ArrayNode clean = Trees.NEW.arrayNode();
                array.forEach(element -> clean.add(clean(element)));
                yield clean;
            }
            case JsonNode text when text.isString() -> Trees.text(clean(text.asString()));
            default -> tree;
        };
    }

    private String clean(String text) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        names.entrySet().stream()
                .filter(pair -> pair.getKey().length() >= SHORTEST)
                .sorted(Comparator.comparingInt(pair -> -pair.getKey().length()))
                .forEach(pairs::add);
        pairs.addAll(fixed.entrySet());
        String clean = text;
        for (Map.Entry<String, String> pair : pairs) {
            for (String form : spellings(pair.getKey())) {
                clean = clean.replace(form, pair.getValue());
            }
        }
        return clean;
    }

    private static Set<String> spellings(String value) {
        String once = Parameters.encode(value);
        return new LinkedHashSet<>(List.of(value, once, Parameters.encode(once)));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return value;
        }
    }
}
