package dev.atrium.dex.takeover;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The tables that Dex makes in a SQL database.
public final class SqlTables implements Source {
    private static final int FETCHED_AT_ONCE = 500;
    private static final Set<String> TELLING =
            Set.of("refresh_token", "offline_session", "auth_request");
    private static final Set<String> GENERATED_TELLING =
            Set.of("oauth2clients", "refresh_tokens", "offline_sessions");

    private final Connection connection;
    private final SqlDialect dialect;
    private final String name;
    private final Optional<String> since;
    private final Map<String, Set<String>> tables;
    private final boolean generated;

    private SqlTables(
            Connection connection,
            SqlDialect dialect,
            String name,
            Optional<String> since,
            Map<String, Set<String>> tables) {
        this.connection = connection;
        this.dialect = dialect;
        this.name = name;
        this.since = since;
        this.tables = tables;
        this.generated = generated(tables);
    }

    /// Looks at the tables.
    ///
    /// @param connection stays the caller's, as does its transaction
    /// @param name of the place, for messages
    /// @throws TakeOverException when this is not a whole database of a Dex that is known
    public static SqlTables open(Connection connection, SqlDialect dialect, String name) {
        return open(connection, dialect, name, Optional.empty());
    }

    /// @param since a moment of PostgreSQL's; only rows changed after it are handed over
    static SqlTables open(
            Connection connection, SqlDialect dialect, String name, Optional<String> since) {
        try {
            SqlTables opened =
                    new SqlTables(connection, dialect, name, since, dialect.columns(connection));
            opened.check();
            return opened;
        } catch (SQLException failure) {
            throw dialect.failed(name, failure);
        }
    }

    private void check() throws SQLException {
        if (!looksLikeDex(tables)) {
            throw new TakeOverException(
                    name
                            + " holds no tables of Dex (expected migrations, client, refresh_token and others); nothing was taken over. Name the database that Dex's storage key names");
        }
        for (Kind kind : Kind.values()) {
            if (!has(kind) && kind.always()) {
                throw incomplete("has no table " + table(kind));
            }
            Set<String> missing = new TreeSet<>(kind.columns());
            missing.removeAll(tables.getOrDefault(table(kind), missing));
            if (!missing.isEmpty()) {
                throw incomplete("has no column " + table(kind) + "." + String.join(", ", missing));
            }
        }
        if (!tables.containsKey(offline())) {
            throw incomplete("has no table " + offline());
        }
        if (!generated) {
            checkVersion();
        }
    }

    private void checkVersion() throws SQLException {
        int version = version();
        if (version > dialect.known()) {
            throw new TakeOverException(
                    name
                            + " is at change "
                            + version
                            + " of Dex's schema, and this build knows them up to "
                            + dialect.known()
                            + "; nothing was taken over. Use a newer Atrium");
        }
    }

    String table(Kind kind) {
        return generated ? kind.generatedTable() : kind.table();
    }

    boolean has(Kind kind) {
        return tables.containsKey(table(kind));
    }

    private String offline() {
        return generated ? "offline_sessions" : "offline_session";
    }

    private TakeOverException incomplete(String what) {
        return new TakeOverException(
                name
                        + " "
                        + what
                        + ": it is half filled, or of a Dex before 2.24; nothing was taken over. Start Dex 2.45 on it once, which brings its tables up to date");
    }

    private int version() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select max(num) from migrations")) {
            int version = rows.next() ? rows.getInt(1) : 0;
            if (version == 0) {
                throw incomplete("has no row in migrations");
            }
            return version;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void each(Kind kind, Consumer<Row> to) {
        if (!has(kind)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows = statement.executeQuery(query(kind))) {
                while (rows.next()) {
                    to.accept(row(kind, rows));
                }
            }
        } catch (SQLException failure) {
            throw dialect.failed(name, failure);
        }
    }

    private String query(Kind kind) {
        String table = dialect.quoted(table(kind));
        String changed = since.map(moment -> dialect.changedSince("t", moment)).orElse("");
        if (kind != Kind.REFRESH_TOKEN) {
            return "select t.* from " + table + " t" + changed;
        }
        boolean people = has(Kind.PERSON);
        return "select t.*, o.refresh as offline_refresh, o.connector_data as offline_data"
                + (people ? ", p.last_login as last_login" : "")
                + " from "
                + table
                + " t left join "
                + offline()
                + " o on o.user_id = t.claims_user_id and o.conn_id = t.connector_id"
                + (people
                        ? " left join "
                                + table(Kind.PERSON)
                                + " p on p.user_id = t.claims_user_id and p.connector_id = t.connector_id"
                        : "")
                + changed;
    }

    private Row row(Kind kind, ResultSet rows) throws SQLException {
        Map<String, Object> values = new HashMap<>();
        ResultSetMetaData columns = rows.getMetaData();
        for (int index = 1; index <= columns.getColumnCount(); index++) {
            Object value = dialect.value(rows, index);
            if (value != null) {
                values.put(columns.getColumnLabel(index).toLowerCase(Locale.ROOT), value);
            }
        }
        StringBuilder id = new StringBuilder(table(kind));
        for (String column : kind.key()) {
            id.append(' ').append(values.getOrDefault(column, ""));
        }
        return new Row(name + ", " + id, values);
    }

    /// For a first look: whether these are the tables of a Dex, whole or not.
    static boolean looksLikeDex(Map<String, Set<String>> tables) {
        return generated(tables)
                || (tables.getOrDefault("migrations", Set.of()).contains("num")
                        && TELLING.stream().anyMatch(tables::containsKey));
    }

    private static boolean generated(Map<String, Set<String>> tables) {
        return tables.keySet().containsAll(GENERATED_TELLING);
    }
}
