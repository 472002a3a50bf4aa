package dev.atrium.dex.takeover;

import dev.atrium.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One row, its columns by the names of Dex's SQL schema, its values as the place gives them.
///
/// @param name for messages, such as `client "example-app"`
public record Row(String name, Map<String, Object> values) {
    /// As SQLite keeps a time; a zone may be missing.
    private static final DateTimeFormatter SPACED =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendLiteral(' ')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .optionalStart()
                    .appendOffset("+HH:MM", "+00:00")
                    .optionalEnd()
                    .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
                    .toFormatter(java.util.Locale.ROOT);

    String text(String column) {
        return switch (values.get(column)) {
            case null -> "";
            case String text -> text;
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case JsonNode node -> node.asString("");
            case Object other -> other.toString();
        };
    }

    Optional<String> nonEmpty(String column) {
        return Optional.of(text(column)).filter(text -> !text.isEmpty());
    }

    /// @throws TakeOverException when there is none
    String required(String column) {
        return nonEmpty(column).orElseThrow(() -> wrong(column, "is empty"));
    }

    boolean flag(String column, boolean otherwise) {
        return switch (values.get(column)) {
            case null -> otherwise;
            case Boolean flag -> flag;
            case Number number -> number.intValue() != 0;
            case JsonNode node when node.isBoolean() -> node.booleanValue();
            case JsonNode node when node.isNull() -> otherwise;
            case Object _ -> throw wrong(column, "is not a switch");
        };
    }

    /// Bytes as they are; where the place has texts only, base64 stands for them.
    byte[] bytes(String column) {
        Object value = values.get(column);
        try {
            return switch (value) {
                case null -> new byte[0];
                case byte[] bytes -> bytes;
                case JsonNode node -> Base64.getDecoder().decode(node.asString(""));
                case Object other -> other.toString().getBytes(StandardCharsets.UTF_8);
            };
        } catch (IllegalArgumentException _) {
            throw wrong(column, "is not base64");
        }
    }

    /// A JSON value, which lies in the database as bytes; a missing node where there is none.
    JsonNode json(String column) {
        if (values.get(column) instanceof JsonNode node) {
            return node;
        }
        byte[] bytes = bytes(column);
        if (bytes.length == 0) {
            return Json.mapper().missingNode();
        }
        try {
            return Json.mapper().readTree(bytes);
        } catch (JacksonException _) {
            throw wrong(column, "is not JSON");
        }
    }

    List<String> texts(String column) {
        return nullableTexts(column).orElse(List.of());
    }

    /// Distinguishes a list that is not there from an empty one.
    Optional<List<String>> nullableTexts(String column) {
        JsonNode node = json(column);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isArray()) {
            throw wrong(column, "is not a list");
        }
        return Optional.of(
                StreamSupport.stream(node.spliterator(), false)
                        .map(each -> each.asString(""))
                        .toList());
    }

    /// Empty where Dex says the year 1, which is its way of saying never.
    Optional<Instant> time(String column) {
        return time(values.get(column), column).filter(at -> at.isAfter(Instant.EPOCH));
    }

    /// @param value of a column, or of a member of its JSON
    Optional<Instant> time(@Nullable Object value, String column) {
        try {
            return switch (value) {
                case null -> Optional.empty();
                case OffsetDateTime at -> Optional.of(at.toInstant());
                case LocalDateTime at -> Optional.of(at.toInstant(ZoneOffset.UTC));
                case Timestamp at -> Optional.of(at.toInstant());
                case JsonNode node when node.isMissingNode() || node.isNull() -> Optional.empty();
                case JsonNode node -> parsed(node.asString(""));
                case byte[] bytes -> parsed(new String(bytes, StandardCharsets.UTF_8));
                case Object other -> parsed(other.toString());
            };
        } catch (DateTimeException _) {
            throw wrong(column, "is not a time");
        }
    }

    private static Optional<Instant> parsed(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                OffsetDateTime.parse(
                                text,
                                text.indexOf('T') > 0
                                        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
                                        : SPACED)
                        .toInstant());
    }

    TakeOverException wrong(String column, String what) {
        return new TakeOverException(
                name + ": " + column + " " + what + "; nothing was taken over");
    }

    /// A member of a JSON object whatever the case of its name: Dex writes some as its own code
    /// names them.
    static JsonNode member(JsonNode node, String name) {
        return node.properties().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Json.mapper().missingNode());
    }

    /// Values are secrets.
    @Override
    public String toString() {
        return name;
    }
}
