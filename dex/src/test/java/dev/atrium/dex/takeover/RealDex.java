package dev.atrium.dex.takeover;

import dev.atrium.kernel.Json;
import dev.atrium.storage.PostgresUri;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// What real servers of Dex left behind in their storage, and the tokens that they had given.
public enum RealDex {
    POSTGRES("postgres", "sql"),
    POSTGRES_2_45("postgres-2.45.1", "sql"),
    MYSQL("mysql", "sql"),
    SQLITE("sqlite", "sql"),
    SQLITE_ENT("sqlite-ent", "sql"),
    KUBERNETES("kubernetes", "yaml");

    private final String name;
    private final String kind;

    RealDex(String name, String kind) {
        this.name = name;
        this.kind = kind;
    }

    /// The configuration of those servers, as far as it matters.
    ///
    /// @param more of `expiry`
    public static String config(String more) {
        return """
        issuer: http://127.0.0.1:15556/dex
        storage: ${storage}
        web: {http: "${listen}"}
        oauth2: {skipApprovalScreen: true, passwordConnector: local}
        expiry: {%s}
        enablePasswordDB: true
        staticPasswords:
        - {email: jane@example.com, hash: "$2a$10$2rFB8JTyFYdDyl735vRyBOhswSx6hOQnfbj4A0PxdE7bWssKyUEee", username: jane, name: Jane Doe, userID: 08a8684b-db88-4b73-90a9-3cd1661f5466, groups: [dev]}
        staticClients:
        - {id: example-app, secret: app-secret, name: Example App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
        connectors:
        - {type: mockCallback, id: mock, name: Example}
        """
                .formatted(more);
    }

    /// What it gave to its clients.
    public JsonNode tokens() {
        return Json.mapper().readTree(text(name + ".tokens.json"));
    }

    /// When it gave the last one.
    public Instant at() {
        return Instant.parse(tokens().path("at").asString());
    }

    /// The dump.
    public String dump() {
        return text(name + "." + kind);
    }

    /// Fills a database of PostgreSQL with the dump.
    public void fill(PostgresUri uri) {
        // A connection of its own: the dump changes its search path.
        run(uri.jdbcUrl() + "?user=postgres&password=postgres", dump());
    }

    /// Makes a file of SQLite from the dump.
    public Path file(Path folder) {
        Path file = folder.resolve("dex.db");
        run("jdbc:sqlite:" + file, dump());
        return file;
    }

    /// Writes the dump down as it is.
    public Path document(Path folder) {
        try {
            return Files.writeString(folder.resolve(name + "." + kind), dump());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void run(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (url.startsWith("jdbc:postgresql:")) {
                statement.execute(sql);
                return;
            }
            for (String each : sql.split(";\\R", -1)) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String text(String file) {
        try (InputStream in = RealDex.class.getResourceAsStream("/real-dex/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
