package dev.atrium.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A statement for [Tx#read] whose `:name` parameters were found once, when the program started.
/// Casts are written `cast(x as y)`.
///
/// @param sql with a question mark for each parameter
/// @param parameters the name of each, in the order of the question marks
public record FrequentSql(String sql, List<String> parameters) {
    private static final Pattern PARAMETER = Pattern.compile(":([a-z]+)");

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

    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
