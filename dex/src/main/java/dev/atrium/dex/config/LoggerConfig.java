package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// @param excludeFields attributes that no log line carries, such as `email`
public record LoggerConfig(Level level, Format format, List<String> excludeFields) {
    private static final Pattern LEVEL = Pattern.compile("(?i)(debug|info|warn|error)([+-]\\d+)?");

    public enum Level {
        DEBUG(-4),
        INFO(0),
        WARN(4),
        ERROR(8);

        private final int weight;

        Level(int weight) {
            this.weight = weight;
        }
    }

    public enum Format {
        TEXT,
        JSON
    }

    public LoggerConfig {
        excludeFields = List.copyOf(excludeFields);
    }

    static LoggerConfig read(Section section) {
        return new LoggerConfig(
                level(section.get("level")),
                format(section.get("format")),
                section.texts("excludeFields"));
    }

    /// An offset such as `INFO+2` raises the level to the next name above.
    private static Level level(ConfigNode node) {
        String text = node.text().filter(value -> !value.isEmpty()).orElse("info");
        Matcher parts = LEVEL.matcher(text);
        if (!parts.matches()) {
            throw DexConfigException.binding(
                    "slog: level string \""
                            + text
                            + "\": unknown name (expected debug, info, warn or error)",
                    node);
        }
        Level named = Level.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
        int offset = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        return Stream.of(Level.values())
                .filter(level -> level.weight >= named.weight + offset)
                .findFirst()
                .orElse(Level.ERROR);
    }

    private static Format format(ConfigNode node) {
        String text = node.text().orElse("");
        return switch (text) {
            case "", "text" -> Format.TEXT;
            case "json" -> Format.JSON;
            default ->
                    throw new DexConfigException(
                            "invalid config: log format is not one of the supported values (json, text): "
                                    + text,
                            node);
        };
    }
}
