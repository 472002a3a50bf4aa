package dev.atrium.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A statement that runs at most requests, whose `:name` parameters were found once, when the
/// program started. Casts are written `cast(x as y)`; `<schema>` stands for the schema of whoever
/// runs it, as for every statement.
///
/// @param sql with a question mark for each parameter
/// @param parameters the name of each, in the order of the question marks
public record FrequentSql(String sql, List<String> parameters) {
    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]+)");

    public FrequentSql {
        parameters = List.copyOf(parameters);
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
