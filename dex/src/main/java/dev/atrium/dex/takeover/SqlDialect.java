package dev.atrium.dex.takeover;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// In what the three databases differ that Dex can keep its tables in.
public enum SqlDialect {
    POSTGRES(23),
    MYSQL(24),
    SQLITE(23);

    private final int known;

    SqlDialect(int known) {
        this.known = known;
    }

    /// The last change of Dex's schema that is known.
    int known() {
        return known;
    }

    /// Of every table that a statement without a schema reaches.
    Map<String, Set<String>> columns(Connection connection) throws SQLException {
        Map<String, Set<String>> tables = new HashMap<>();
        try (ResultSet rows =
                connection
                        .getMetaData()
                        .getColumns(
                                this == MYSQL ? connection.getCatalog() : null,
                                this == POSTGRES ? connection.getSchema() : null,
                                null,
                                null)) {
            while (rows.next()) {
                tables.computeIfAbsent(
                                rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT),
                                _ -> new HashSet<>())
                        .add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return tables;
    }

    String quoted(String table) {
        return this == MYSQL ? "`" + table + "`" : "\"" + table + "\"";
    }

    @Nullable Object value(ResultSet rows, int index) throws SQLException {
        return switch (this) {
            case POSTGRES ->
                    rows.getMetaData().getColumnTypeName(index).equals("timestamptz")
                            ? rows.getObject(index, OffsetDateTime.class)
                            : rows.getObject(index);
            case MYSQL ->
                    switch (rows.getMetaData().getColumnTypeName(index)) {
                        // Dex writes UTC, whatever the zone of either side is.
                        case "DATETIME", "TIMESTAMP" ->
                                rows.getObject(index, java.time.LocalDateTime.class);
                        case String type when type.endsWith("BLOB") -> rows.getBytes(index);
                        default -> rows.getObject(index);
                    };
            case SQLITE -> rows.getObject(index);
        };
    }

    /// @param moment as [TakeOverStore#moment] gives it
    String changedSince(String table, String moment) {
        return " where age(" + table + ".xmin) <= age('" + moment + "'::xid)";
    }

    /// What the driver says is the database's own sentence; it names tables and people, no values.
    TakeOverException failed(String place, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals("42501") || failure.getErrorCode() == 1142) {
            return new TakeOverException(
                    "the account in "
                            + place
                            + " may not read all of Dex's tables ("
                            + failure.getMessage()
                            + "); nothing was taken over. Give it select on them, or use Dex's own account");
        }
        return new TakeOverException(
                place + " cannot be read (" + failure.getMessage() + "); nothing was taken over");
    }
}
