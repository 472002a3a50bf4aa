package dev.atrium.membership.wizard;

import dev.atrium.kernel.config.ConfigNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What somebody typed about one object, in the shape of a file's entry, so that one reader checks
/// both. Messages call each value what the person calls it, a flag or a question.
public final class Typed {
    private final Map<String, ConfigNode> entries;

    private Typed(Map<String, ConfigNode> entries) {
        this.entries = entries;
    }

    public static Typed nothing() {
        return new Typed(Map.of());
    }

    /// @param key as a file writes it
    /// @param shown how the person knows it
    /// @param value empty when it was not given
    public Typed with(String key, String shown, String value) {
        ConfigNode.Place place = place(shown);
        return with(key, value.isBlank() ? new ConfigNode.Absent(place) : text(place, value));
    }

    public Typed with(String key, String shown, List<String> values) {
        ConfigNode.Place place = place(shown);
        List<ConfigNode> elements = values.stream().map(value -> text(place, value)).toList();
        return with(
                key,
                elements.isEmpty()
                        ? new ConfigNode.Absent(place)
                        : new ConfigNode.Sequence(place, elements));
    }

    /// @throws dev.atrium.kernel.config.ConfigProblem when the value is not a switch
    public boolean on(String key) {
        return get(key).bool().orElse(false);
    }

    /// The same, with a value where none was given.
    Typed or(String key, String value) {
        ConfigNode present = node().get(key);
        return present.isAbsent() ? with(key, text(present.place(), value)) : this;
    }

    Typed without(String key) {
        Map<String, ConfigNode> fewer = new LinkedHashMap<>(entries);
        fewer.remove(key);
        return new Typed(fewer);
    }

    ConfigNode get(String key) {
        return node().get(key);
    }

    ConfigNode node() {
        return new ConfigNode.Mapping(place(""), entries);
    }

    private Typed with(String key, ConfigNode node) {
        Map<String, ConfigNode> more = new LinkedHashMap<>(entries);
        more.put(key, node);
        return new Typed(more);
    }

    private static ConfigNode text(ConfigNode.Place place, String value) {
        return new ConfigNode.Scalar(place, value.strip(), ConfigNode.Scalar.Tag.STRING);
    }

    private static ConfigNode.Place place(String shown) {
        return new ConfigNode.Place("", 0, shown);
    }
}
