package dev.atrium.storage;

import dev.atrium.kernel.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where a database is, as `postgresql://user:password@host:port/database?sslmode=disable`, the
/// form the existing deployments use. Source:
/// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
public record PostgresUri(
        String host,
        int port,
        String database,
        Optional<String> user,
        Optional<Secret> password,
        String query) {

    /// @throws IllegalArgumentException with a message that never contains the password
    public static PostgresUri parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "the PostgreSQL address is not a URI: " + malformed.getReason());
        }
        if (uri.getScheme() == null || !uri.getScheme().matches("postgres(ql)?")) {
            throw new IllegalArgumentException(
                    "the PostgreSQL address must start with postgresql:// (for instance postgresql://user:password@localhost:5432/atrium)");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new IllegalArgumentException(
                    "the PostgreSQL address names no host (expected postgresql://user:password@host:5432/database)");
        }
        String path = uri.getPath() == null ? "" : uri.getPath();
        String[] credentials =
                uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
        return new PostgresUri(
                uri.getHost(),
                uri.getPort() < 0 ? 5432 : uri.getPort(),
                path.length() > 1 ? path.substring(1) : "postgres",
                credentials.length > 0 ? Optional.of(decode(credentials[0])) : Optional.empty(),
                credentials.length > 1
                        ? Optional.of(Secret.of(decode(credentials[1])))
                        : Optional.empty(),
                uri.getRawQuery() == null ? "" : uri.getRawQuery());
    }

    public PostgresUri withDatabase(String name) {
        return new PostgresUri(host, port, name, user, password, query);
    }

    /// The address with its password, for whoever must be given it whole (`env` files of a running
    /// instance).
    public Secret whole() {
        String credentials =
                user.map(
                                name ->
                                        name
                                                + password.map(secret -> ":" + secret.reveal())
                                                        .orElse("")
                                                + "@")
                        .orElse("");
        return Secret.of(
                "postgresql://"
                        + credentials
                        + host
                        + ":"
                        + port
                        + "/"
                        + database
                        + (query.isEmpty() ? "" : "?" + query));
    }

    String jdbcUrl() {
        return "jdbc:postgresql://"
                + host
                + ":"
                + port
                + "/"
                + database
                + (query.isEmpty() ? "" : "?" + query);
    }

    @Override
    public String toString() {
        return "postgresql://"
                + user.map(name -> name + "@").orElse("")
                + host
                + ":"
                + port
                + "/"
                + database;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
