package dev.atrium.storage;

import dev.atrium.kernel.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern FORM = Pattern.compile("postgres(?:ql)?://(.*)", Pattern.DOTALL);
    private static final Pattern PLACE =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\s:/?@,]+)(?::(\\d{1,5}))?(?:/([^?]*))?");
    private static final Pattern ESCAPED = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*");

    /// Read by hand, since Kubernetes puts passwords in unescaped: the last `@` ends
    /// them, and a percent sign that escapes nothing stands for itself.
    ///
    /// @throws IllegalArgumentException with a message that never contains the password
    public static PostgresUri parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "the PostgreSQL address must start with postgresql:// (for instance postgresql://user:password@localhost:5432/atrium)");
        }
        String rest = form.group(1);
        int at = rest.lastIndexOf('@');
        int query = rest.indexOf('?', at + 1);
        Matcher place = PLACE.matcher(rest.substring(at + 1, query < 0 ? rest.length() : query));
        if (!place.matches()) {
            throw new IllegalArgumentException(
                    "the PostgreSQL address names no host (expected postgresql://user:password@host:5432/database)");
        }
        String[] credentials = at < 0 ? new String[0] : rest.substring(0, at).split(":", 2);
        return new PostgresUri(
                place.group(1),
                place.group(2) == null ? 5432 : Integer.parseInt(place.group(2)),
                place.group(3) == null || place.group(3).isEmpty()
                        ? "postgres"
                        : decode(place.group(3)),
                credentials.length > 0 ? Optional.of(decode(credentials[0])) : Optional.empty(),
                credentials.length > 1
                        ? Optional.of(Secret.of(decode(credentials[1])))
                        : Optional.empty(),
                query < 0 ? "" : rest.substring(query + 1));
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
                                        encode(name)
                                                + password.map(
                                                                secret ->
                                                                        ":"
                                                                                + encode(
                                                                                        secret
                                                                                                .reveal()))
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

    /// Without name and password.
    public String jdbcUrl() {
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
        return ESCAPED.matcher(text).matches()
                ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
                : text;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
