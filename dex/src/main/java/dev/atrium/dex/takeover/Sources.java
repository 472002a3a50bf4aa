package dev.atrium.dex.takeover;

import dev.atrium.dex.config.SourceConfig;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.PostgresUri;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Opens the place where a Dex keeps its state, for reading only and as of one moment.
public final class Sources {
    private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private Sources() {}

    /// @param place `postgresql://…`, `mysql://…`, a SQLite file, or a file or folder of Kubernetes
    ///     objects
    /// @throws TakeOverException when it cannot be read or is not what it should be
    public static Source open(String place) {
        if (place.matches("postgres(ql)?://.*")) {
            try {
                return open(new SourceConfig.Postgres(PostgresUri.parse(place)));
            } catch (IllegalArgumentException wrong) {
                throw new TakeOverException(wrong.getMessage() + "; nothing was taken over");
            }
        }
        if (place.startsWith("mysql://") || place.startsWith("mariadb://")) {
            return open(mySql(place));
        }
        return file(Path.of(place));
    }

    public static Source open(SourceConfig config) {
        return switch (config) {
            case SourceConfig.Postgres postgres -> postgres(postgres.uri());
            case SourceConfig.MySql mySql -> mySql(mySql);
            case SourceConfig.Sqlite sqlite -> file(sqlite.file());
            case SourceConfig.Elsewhere(String type) when type.equals("kubernetes") ->
                    throw new TakeOverException(
                            "storage.type is kubernetes: write its objects to a file and name that with --from (kubectl get oauth2clients,passwords,connectors,signingkeies,refreshtokens,offlinesessionses,useridentities,authsessions -o yaml)");
            case SourceConfig.Elsewhere(String type) ->
                    throw new TakeOverException(
                            "storage.type is "
                                    + type
                                    + ", which cannot be read from here; name with --from a database of Dex (postgresql://, mysql://, a SQLite file) or a file of its Kubernetes objects");
        };
    }

    private static Source postgres(PostgresUri uri) {
        Properties properties = new Properties();
        uri.user().ifPresent(user -> properties.setProperty("user", user));
        uri.password().ifPresent(secret -> properties.setProperty("password", secret.reveal()));
        properties.setProperty("ApplicationName", "atrium-import");
        return sql(uri.jdbcUrl(), properties, SqlDialect.POSTGRES, uri.toString());
    }

    private static SourceConfig.MySql mySql(String place) {
        try {
            URI uri = new URI(place);
            String[] account = Optional.ofNullable(uri.getUserInfo()).orElse("").split(":", 2);
            return new SourceConfig.MySql(
                    Optional.ofNullable(uri.getHost()).orElse("localhost"),
                    uri.getPort() < 0 ? 3306 : uri.getPort(),
                    Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/", ""),
                    account[0],
                    Secret.of(account.length > 1 ? account[1] : ""),
                    query(uri, "tls").orElse("true"),
                    query(uri, "caFile").map(Path::of));
        } catch (URISyntaxException _) {
            throw new TakeOverException(
                    "the address of MySQL cannot be read (expected mysql://user:password@host:3306/database?tls=false, with a password that is percent-encoded); nothing was taken over");
        }
    }

    private static Optional<String> query(URI uri, String name) {
        return Arrays.stream(Optional.ofNullable(uri.getQuery()).orElse("").split("&", -1))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst();
    }

    private static Source mySql(SourceConfig.MySql mySql) {
        Properties properties = new Properties();
        properties.setProperty("user", mySql.user());
        properties.setProperty("password", mySql.password().reveal());
        properties.setProperty(
                "sslMode",
                switch (mySql.tls()) {
                    case "false" -> "disable";
                    case "skip-verify" -> "trust";
                    default -> "verify-full";
                });
        mySql.authorities()
                .ifPresent(file -> properties.setProperty("serverSslCert", file.toString()));
        String place = mySql.host() + ":" + mySql.port() + "/" + mySql.database();
        return sql(
                "jdbc:mariadb://" + place,
                properties,
                SqlDialect.MYSQL,
                "mysql://" + mySql.user() + "@" + place);
    }

    private static Source file(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return KubernetesObjects.parse(file.toString(), folder(file));
            }
            if (!Files.isRegularFile(file)) {
                throw new TakeOverException(
                        "there is no file "
                                + file
                                + "; nothing was taken over. Name the one that Dex's storage.config.file names");
            }
            return isSqlite(file)
                    ? sql(
                            "jdbc:sqlite:file:"
                                    + file.toAbsolutePath().toUri().getRawPath()
                                    + "?mode=ro",
                            new Properties(),
                            SqlDialect.SQLITE,
                            file.toString())
                    : KubernetesObjects.parse(file.toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new TakeOverException(
                    file
                            + " cannot be read ("
                            + unreadable.getClass().getSimpleName()
                            + ": neither a SQLite database, nor YAML or JSON in UTF-8 that this account may read); nothing was taken over");
        }
    }

    private static boolean isSqlite(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(SQLITE.length), SQLITE);
        }
    }

    private static String folder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files =
                    all.filter(each -> each.toString().matches(".*\\.(ya?ml|json)"))
                            .sorted()
                            .toList();
        }
        StringBuilder text = new StringBuilder();
        for (Path each : files) {
            text.append("---\n").append(Files.readString(each)).append('\n');
        }
        return text.toString();
    }

    private static Source sql(String url, Properties properties, SqlDialect dialect, String name) {
        try {
            Connection connection = DriverManager.getConnection(url, properties);
            try {
                if (dialect != SqlDialect.SQLITE) {
                    connection.setReadOnly(true);
                    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                }
                connection.setAutoCommit(false);
                return new Opened(connection, SqlTables.open(connection, dialect, name));
            } catch (SQLException | RuntimeException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw dialect.failed(name, failure);
        }
    }

    private record Opened(Connection connection, SqlTables tables) implements Source {
        @Override
        public String name() {
            return tables.name();
        }

        @Override
        public void each(Kind kind, Consumer<Row> to) {
            tables.each(kind, to);
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException _) {
                // It was only read from.
            }
        }
    }
}
