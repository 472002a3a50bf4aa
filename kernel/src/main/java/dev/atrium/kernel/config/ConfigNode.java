package dev.atrium.kernel.config;

import dev.atrium.kernel.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A value of a configuration file together with the place it was read from. Reading it as the
/// wrong kind throws a [ConfigProblem] that names the place, the value's kind and what was
/// expected.
public sealed interface ConfigNode {
    Place place();

    /// Where a value stands. `path` is the key path as the file writes it, such as
    /// `staticClients[0].id`; `line` counts from 1. What was typed stands in no file: then `file`
    /// is empty, and `path` is how whoever typed it knows it, such as `--email`.
    record Place(String file, int line, String path) {
        Place child(String key, int line) {
            return new Place(file, line, path.isEmpty() ? key : path + "." + key);
        }

        Place element(int index, int line) {
            return new Place(file, line, path + "[" + index + "]");
        }
    }

    /// `source` is the value as it is written; `tag` is the YAML 1.1 type it resolves to.
    record Scalar(Place place, String source, Tag tag) implements ConfigNode {
        public enum Tag {
            STRING,
            INTEGER,
            FLOAT,
            BOOLEAN,
            TIMESTAMP,
            BINARY
        }
    }

    record Absent(Place place) implements ConfigNode {}

    record Sequence(Place place, List<ConfigNode> elements) implements ConfigNode {
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /// Keys in the order of the file. A key written twice keeps its last value.
    record Mapping(Place place, Map<String, ConfigNode> entries) implements ConfigNode {}

    /// `FILE:LINE: PATH`, or `PATH` outside of a file: the start of every message about this value.
    default String where() {
        Place place = place();
        if (place.file().isEmpty()) {
            return place.path();
        }
        return place.file()
                + ":"
                + place.line()
                + (place.path().isEmpty() ? "" : ": " + place.path());
    }

    default boolean isAbsent() {
        return this instanceof Absent;
    }

    /// The member of that name; [Absent] where there is none or this value itself is absent.
    default ConfigNode get(String key) {
        return switch (this) {
            case Mapping mapping ->
                    Optional.ofNullable(mapping.entries().get(key))
                            .orElseGet(() -> new Absent(place().child(key, place().line())));
            case Absent absent -> new Absent(absent.place().child(key, absent.place().line()));
            case Sequence _, Scalar _ ->
                    throw new ConfigProblem(this, "expected a map, found " + kind());
        };
    }

    /// Like [#get], but the case of the key's letters does not matter; the last spelling in the
    /// file wins.
    default ConfigNode getIgnoringCase(String key) {
        if (this instanceof Mapping mapping) {
            ConfigNode found = new Absent(place().child(key, place().line()));
            for (Map.Entry<String, ConfigNode> entry : mapping.entries().entrySet()) {
                if (entry.getKey().toLowerCase(Locale.ROOT).equals(key.toLowerCase(Locale.ROOT))) {
                    found = entry.getValue();
                }
            }
            return found;
        }
        return get(key);
    }

    default List<ConfigNode> elements() {
        return switch (this) {
            case Sequence sequence -> sequence.elements();
            case Absent _ -> List.of();
            case Mapping _, Scalar _ ->
                    throw new ConfigProblem(this, "expected a list, found " + kind());
        };
    }

    default Map<String, ConfigNode> entries() {
        return switch (this) {
            case Mapping mapping -> mapping.entries();
            case Absent _ -> Map.of();
            case Sequence _, Scalar _ ->
                    throw new ConfigProblem(this, "expected a map, found " + kind());
        };
    }

    /// The source text of any scalar: a number where a text is wanted is taken as it is written.
    default Optional<String> text() {
        return switch (this) {
            case Scalar scalar -> Optional.of(scalar.source());
            case Absent _ -> Optional.empty();
            case Mapping _, Sequence _ ->
                    throw new ConfigProblem(this, "expected a text, found " + kind());
        };
    }

    default String requiredText() {
        return text().filter(value -> !value.isBlank())
                .orElseThrow(() -> new ConfigProblem(this, "is required"));
    }

    default Optional<Boolean> bool() {
        return text().map(
                        value ->
                                switch (value.toLowerCase(Locale.ROOT)) {
                                    case "true", "yes", "on", "1", "t" -> true;
                                    case "false", "no", "off", "0", "f" -> false;
                                    default ->
                                            throw new ConfigProblem(
                                                    this,
                                                    "\""
                                                            + value
                                                            + "\" is not a switch (expected true or false)");
                                });
    }

    default Optional<Integer> integer() {
        return text().map(
                        value -> {
                            try {
                                return Integer.valueOf(value);
                            } catch (NumberFormatException _) {
                                throw new ConfigProblem(
                                        this, "\"" + value + "\" is not a whole number");
                            }
                        });
    }

    default Optional<Duration> duration() {
        return text().map(
                        value -> {
                            try {
                                return GoDuration.parse(value);
                            } catch (IllegalArgumentException badDuration) {
                                throw new ConfigProblem(
                                        this, String.valueOf(badDuration.getMessage()));
                            }
                        });
    }

    default List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (ConfigNode element : elements()) {
            texts.add(element.text().orElse(""));
        }
        return texts;
    }

    /// One sentence per key of this map that is not among `known`, each with the nearest known key.
    default List<String> unknownKeys(Collection<String> known) {
        return UnknownKeys.describe(this, known);
    }

    /// The value as plain maps, lists, texts, numbers and switches, for whoever merges or rewrites
    /// a file. Nothing remains of the places.
    default @Nullable Object plain() {
        return PlainValues.of(this);
    }

    default String kind() {
        return switch (this) {
            case Mapping _ -> "a map";
            case Sequence _ -> "a list";
            case Absent _ -> "nothing";
            case Scalar scalar ->
                    switch (scalar.tag()) {
                        case STRING -> "a text";
                        case INTEGER, FLOAT -> "a number";
                        case BOOLEAN -> "a switch";
                        case TIMESTAMP -> "a time";
                        case BINARY -> "binary data";
                    };
        };
    }
}
