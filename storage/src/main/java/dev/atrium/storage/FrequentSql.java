package dev.atrium.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A statement that runs at most requests, whose `:name` parameters were found once, when the
/// program started. Casts are written `cast(x as y)`; `<schema>` stands for the schema of whoever
/// runs it, as for every statement.
public final class FrequentSql {
    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]+)");

    private final String text;
    private final List<String> parameters;
    // The driver finds what it has prepared by the text, whose hash is known the second time.
    private final Map<String, String> bySchema = new ConcurrentHashMap<>();
    private final Map<FrequentSql, FrequentSql> together = new ConcurrentHashMap<>();

    private FrequentSql(String text, List<String> parameters) {
        this.text = text;
        this.parameters = List.copyOf(parameters);
    }

    public static FrequentSql of(String text) {
        return new FrequentSql(
                PARAMETER.matcher(text).replaceAll("?"),
                PARAMETER
                        .matcher(text)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList());
    }

    /// With a question mark for each parameter.
    ///
    /// @param schema null where none was named, and no statement asks for it
    String sql(@Nullable String schema) {
        return schema == null
                ? text
                : bySchema.computeIfAbsent(schema, name -> text.replace("<schema>", name));
    }

    /// The name of each, in the order of the question marks.
    List<String> parameters() {
        return parameters;
    }

    /// This statement and another one after it, which the driver sends at once.
    FrequentSql and(FrequentSql other) {
        return together.computeIfAbsent(
                other,
                second ->
                        new FrequentSql(
                                text + ";\n" + second.text,
                                Stream.concat(parameters.stream(), second.parameters.stream())
                                        .toList()));
    }

    /// The statement with the value of a parameter.
    ///
    /// @param value null and what is empty become null
    public Bound with(String parameter, @Nullable Object value) {
        return new Bound(this, new HashMap<>()).with(parameter, value);
    }

    /// The statement with values of all its parameters and perhaps of others.
    public Bound with(Map<String, ?> values) {
        return new Bound(this, new HashMap<>(values));
    }

    /// A statement and the values of its parameters.
    public record Bound(FrequentSql statement, Map<String, @Nullable Object> values) {
        public Bound with(String parameter, @Nullable Object value) {
            values.put(parameter, value);
            return this;
        }
    }

    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
