package dev.atrium.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/// A running transaction, or a reading outside of one, with a connection from the first statement
/// on. Store methods take it as their first parameter, so that no statement runs anywhere else.
public final class Tx {
    private static final String SCHEMA = "schema";

    private final Jdbi jdbi;
    private final DataSource pool;
    private final Optional<Consumer<String>> listener;
    private @Nullable Handle handle;
    private @Nullable Connection plain;

    /// A reading.
    ///
    /// @param listener told of each statement that does not run by way of the handle
    Tx(Jdbi jdbi, DataSource pool, Optional<Consumer<String>> listener) {
        this.jdbi = jdbi;
        this.pool = pool;
        this.listener = listener;
    }

    /// A transaction that was begun with a handle.
    Tx(Jdbi jdbi, DataSource pool, Optional<Consumer<String>> listener, Handle handle) {
        this(jdbi, pool, listener);
        this.handle = handle;
    }

    /// Runs work on another part's schema in the same transaction.
    public void in(String schema, Runnable work) {
        SqlStatements statements = sql().getConfig(SqlStatements.class);
        Object before = statements.getAttribute(SCHEMA);
        statements.define(SCHEMA, schema);
        try {
            work.run();
        } finally {
            statements.define(SCHEMA, before);
        }
    }

    /// For `*Store` classes only; nobody else speaks SQL.
    public Handle sql() {
        Handle open = handle;
        if (open == null) {
            // Never two connections for one reading: whoever waits for a second one may wait for
            // others that do the same.
            closePlain();
            open = jdbi.open();
            handle = open;
        }
        return open;
    }

    /// Runs a query that was prepared for being run at every request: without a handle, whose
    /// settings are copied for each statement.
    public <T> T read(FrequentSql.Bound query, FrequentSql.Reader<T> reader) {
        return run(
                query.statement(),
                List.of(query),
                prepared -> {
                    try (ResultSet rows = prepared.executeQuery()) {
                        return reader.read(rows);
                    }
                });
    }

    /// Runs another statement in the same manner.
    ///
    /// @return how many rows it wrote
    public int change(FrequentSql.Bound statement) {
        return run(statement.statement(), List.of(statement), PreparedStatement::executeUpdate);
    }

    /// Runs two statements in one round trip. Where no transaction was begun they are one.
    ///
    /// @return how many rows the first one wrote
    public int change(FrequentSql.Bound first, FrequentSql.Bound second) {
        return run(
                first.statement().and(second.statement()),
                List.of(first, second),
                PreparedStatement::executeUpdate);
    }

    @FunctionalInterface
    private interface Execution<T> {
        T run(PreparedStatement prepared) throws SQLException;
    }

    private <T> T run(
            FrequentSql statement, List<FrequentSql.Bound> parts, Execution<T> execution) {
        try (PreparedStatement prepared = connection().prepareStatement(statement.sql(schema()))) {
            int position = 0;
            for (FrequentSql.Bound part : parts) {
                for (String parameter : part.statement().parameters()) {
                    bind(prepared, ++position, part.values().get(parameter));
                }
            }
            try {
                return execution.run(prepared);
            } finally {
                listener.ifPresent(each -> each.accept(text(prepared)));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("a statement failed", failure);
        }
    }

    private @Nullable String schema() {
        return (String)
                (handle == null ? jdbi.getConfig() : handle.getConfig())
                        .get(SqlStatements.class)
                        .getAttribute(SCHEMA);
    }

    private static void bind(PreparedStatement prepared, int position, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case Optional<?> optional -> bind(prepared, position, optional.orElse(null));
            case Instant instant -> prepared.setObject(position, instant.atOffset(ZoneOffset.UTC));
            case byte[][] all ->
                    prepared.setArray(
                            position, prepared.getConnection().createArrayOf("bytea", all));
            case null, default -> prepared.setObject(position, value);
        }
    }

    private Connection connection() throws SQLException {
        if (handle != null) {
            return handle.getConnection();
        }
        Connection open = plain;
        if (open == null) {
            open = pool.getConnection();
            plain = open;
        }
        return open;
    }

    /// Gives back the connection of a reading.
    void close() {
        closePlain();
        if (handle != null) {
            handle.close();
        }
    }

    private void closePlain() {
        Connection open = plain;
        plain = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException failure) {
                throw new IllegalStateException("a connection could not be given back", failure);
            }
        }
    }

    /// The pool's wrapper says its own name before the driver's text.
    static String text(Object prepared) {
        String text = String.valueOf(prepared);
        int wrapped = text.indexOf(" wrapping ");
        return wrapped < 0 ? text : text.substring(wrapped + " wrapping ".length());
    }
}
