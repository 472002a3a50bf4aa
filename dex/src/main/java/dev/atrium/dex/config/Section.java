package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One map of the file, read the way Go's decoder binds it: the case of a key does not matter, and
/// an empty text is the same as none.
record Section(ConfigNode node) {
    Section {
        if (!(node instanceof ConfigNode.Mapping) && !node.isAbsent()) {
            throw new ConfigProblem(node, "expected a map, found " + node.kind());
        }
    }

    boolean isAbsent() {
        return node.isAbsent();
    }

    ConfigNode get(String key) {
        return node.getIgnoringCase(key);
    }

    Section section(String key) {
        return new Section(get(key));
    }

    List<Section> sections(String key) {
        return get(key).elements().stream().map(Section::new).toList();
    }

    Optional<String> text(String key) {
        return get(key).text().filter(value -> !value.isEmpty());
    }

    String textOr(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    boolean flag(String key) {
        return get(key).bool().orElse(false);
    }

    List<String> texts(String key) {
        return get(key).texts();
    }

    /// Distinguishes a list that is not there from an empty one.
    Optional<List<String>> nullableTexts(String key) {
        return get(key).isAbsent() ? Optional.empty() : Optional.of(texts(key));
    }

    Map<String, String> map(String key) {
        Map<String, String> values = new LinkedHashMap<>();
        get(key).entries().forEach((name, value) -> values.put(name, value.text().orElse("")));
        return values;
    }
}
