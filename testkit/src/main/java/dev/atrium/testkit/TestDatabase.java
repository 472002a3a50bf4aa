package dev.atrium.testkit;

import dev.atrium.storage.Database;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test a database of its own on the JVM's one PostgreSQL server, as a `Database` or
/// `PostgresUri` parameter. It is empty, or a copy of what the module's [Furnishing] makes.
public final class TestDatabase implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TestDatabase.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Database.class || type == PostgresUri.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        PostgresUri uri =
                context.getStore(NAMESPACE)
                        .computeIfAbsent("uri", _ -> Server.INSTANCE.create(), PostgresUri.class);
        if (parameter.getParameter().getType() == PostgresUri.class) {
            return uri;
        }
        return context.getStore(NAMESPACE)
                .computeIfAbsent("database", _ -> open(uri), Database.class);
    }

    private static Database open(PostgresUri uri) {
        return Database.open(
                uri, PoolSettings.DEFAULT.withMaxOpen(8), "test", new SimpleMeterRegistry());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Database database = context.getStore(NAMESPACE).get("database", Database.class);
        if (database != null) {
            database.close();
        }
        PostgresUri uri = context.getStore(NAMESPACE).get("uri", PostgresUri.class);
        if (uri != null) {
            Server.INSTANCE.drop(uri);
        }
    }

    /// What every database of a module's tests has in it, provided as a service of its test class
    /// path. It is made once for a JVM and copied for each test, which spares the migrations.
    public interface Furnishing {
        void furnish(Database database);
    }

    /// A database for tests that manage its life themselves.
    public static PostgresUri create() {
        return Server.INSTANCE.create();
    }

    private static final class Server {
        static final Server INSTANCE = new Server();

        private final EmbeddedPostgres postgres;
        private final AtomicInteger count = new AtomicInteger();
        private String template = "";

        private Server() {
            try {
                postgres =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", "300")
                                .setServerConfig("fsync", "off")
                                .start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /// One at a time: PostgreSQL does not copy a database that is being copied.
        synchronized PostgresUri create() {
            String name = "test_" + count.incrementAndGet();
            execute("create database " + name + " template " + template());
            return uri(name);
        }

        private String template() {
            if (template.isEmpty()) {
                template = "template1";
                ServiceLoader.load(Furnishing.class).findFirst().ifPresent(this::furnish);
            }
            return template;
        }

        private void furnish(Furnishing furnishing) {
            execute("create database furnished");
            try (Database database = open(uri("furnished"))) {
                furnishing.furnish(database);
            }
            template = "furnished";
        }

        private PostgresUri uri(String name) {
            return PostgresUri.parse(
                    "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/" + name);
        }

        void drop(PostgresUri uri) {
            execute("drop database if exists " + uri.database() + " with (force)");
        }

        private void execute(String sql) {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failure) {
                throw new IllegalStateException("test database", failure);
            }
        }
    }
}
