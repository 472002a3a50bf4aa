package dev.atrium.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.postgresql.PGConnection;

/// A pool of connections and the two ways to use it. No network call belongs inside either: what
/// must leave the process is written down in the transaction and sent after it.
public final class Database implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final String SCHEMA = "schema";

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final PostgresUri uri;
    private final boolean owner;
    private final Optional<Consumer<String>> listener;

    private Database(
            HikariDataSource pool,
            Jdbi jdbi,
            PostgresUri uri,
            boolean owner,
            Optional<Consumer<String>> listener) {
        this.pool = pool;
        this.jdbi = jdbi;
        this.uri = uri;
        this.owner = owner;
        this.listener = listener;
    }

    /// Opens a pool; the server need not answer yet.
    ///
    /// @param name of the pool in metrics, such as `membership`
    public static Database open(
            PostgresUri uri, PoolSettings settings, String name, MeterRegistry meters) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(uri.jdbcUrl());
        uri.user().ifPresent(config::setUsername);
        uri.password().ifPresent(password -> config.setPassword(password.reveal()));
        config.setMaximumPoolSize(settings.maxOpen());
        config.setMinimumIdle(settings.minIdle());
        config.setConnectionTimeout(settings.acquireTimeout().toMillis());
        config.setIdleTimeout(settings.maxIdleTime().toMillis());
        config.setMaxLifetime(settings.maxLifetime().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(true);
        // Once for each connection: said with each transaction it would be asked for and set back,
        // which takes longer than the transaction.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMetricRegistry(meters);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("prepareThreshold", "3");
        config.addDataSourceProperty("ApplicationName", "atrium-" + name);
        HikariDataSource pool = new HikariDataSource(config);
        Jdbi jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
        return new Database(pool, jdbi, uri, true, Optional.empty());
    }

    /// The same pool for statements that write their tables as `<schema>.table`, so that one set of
    /// statements serves several schemas on shared connections. Closing the view leaves the pool
    /// open.
    ///
    /// @throws IllegalArgumentException unless the name is lower-case letters, digits and
    ///     underscores
    public Database in(String schema) {
        if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "schema name \"" + schema + "\" (expected lower-case letters, digits and _)");
        }
        Jdbi view = Jdbi.create(pool).installPlugin(new PostgresPlugin()).define(SCHEMA, schema);
        return new Database(pool, view, uri, false, listener);
    }

    /// The same view of the pool, telling `listener` each statement that ran, its parameters filled
    /// in: for tests of how many statements there are and how they are planned. Parameters may be
    /// secrets, so nothing else listens. Closing the view leaves the pool open.
    public Database observed(Consumer<String> listener) {
        Jdbi view = Jdbi.create(pool).installPlugin(new PostgresPlugin());
        Object schema = jdbi.getConfig(SqlStatements.class).getAttribute(SCHEMA);
        if (schema != null) {
            view.define(SCHEMA, schema);
        }
        view.setSqlLogger(
                new SqlLogger() {
                    @Override
                    public void logAfterExecution(StatementContext context) {
                        listener.accept(Tx.text(context.getStatement()));
                    }
                });
        return new Database(pool, view, uri, false, Optional.of(listener));
    }

    /// Runs `work` in a transaction and commits it; whatever it throws rolls back. Work that
    /// PostgreSQL refused because of a concurrent one is run again, so it must have no effect
    /// outside of the transaction.
    ///
    /// @throws ConstraintViolation when a named constraint refused a statement
    /// @throws dev.atrium.kernel.Problem.Unavailable when no server answers
    public <T> T write(Function<Tx, T> work) {
        return repeating(
                () ->
                        jdbi.inTransaction(
                                handle -> work.apply(new Tx(jdbi, pool, listener, handle))));
    }

    /// Runs `work`, which writes with one statement and no more: PostgreSQL commits that by itself,
    /// which spares the way there and back that a transaction around it would take. In all else
    /// like [#write].
    public <T> T writeOnce(Function<Tx, T> work) {
        return repeating(() -> once(work));
    }

    private <T> T once(Function<Tx, T> work) {
        Tx tx = new Tx(jdbi, pool, listener);
        try {
            return work.apply(tx);
        } finally {
            tx.close();
        }
    }

    private static <T> T repeating(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException error) {
                if (attempt >= ATTEMPTS || !PostgresErrors.worthRepeating(error)) {
                    throw PostgresErrors.translate(error);
                }
            }
        }
    }

    public void writing(Consumer<Tx> work) {
        write(
                tx -> {
                    work.accept(tx);
                    return true;
                });
    }

    /// Runs `work`, which only reads, on one connection without opening a transaction: one
    /// statement is one round trip. Work of several statements that must see the same moment
    /// belongs in [#write].
    public <T> T read(Function<Tx, T> work) {
        try {
            return once(work);
        } catch (RuntimeException error) {
            throw PostgresErrors.translate(error);
        }
    }

    /// Whether a server answers, for health checks.
    public boolean answers() {
        try {
            return read(tx -> tx.sql().createQuery("select 1").mapTo(Integer.class).one()) == 1;
        } catch (RuntimeException _) {
            return false;
        }
    }

    /// A connection outside of any transaction, held until the caller closes it: for `LISTEN` and
    /// session locks.
    Handle session() {
        try {
            return jdbi.open();
        } catch (RuntimeException error) {
            throw PostgresErrors.translate(error);
        }
    }

    DataSource dataSource() {
        return pool;
    }

    public PostgresUri uri() {
        return uri;
    }

    static PGConnection postgres(Handle handle) throws SQLException {
        return handle.getConnection().unwrap(PGConnection.class);
    }

    @Override
    public void close() {
        if (owner) {
            pool.close();
        }
    }
}
