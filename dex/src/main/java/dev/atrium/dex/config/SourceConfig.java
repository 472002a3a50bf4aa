package dev.atrium.dex.config;

import dev.atrium.kernel.Secret;
import dev.atrium.storage.PostgresUri;
import java.nio.file.Path;
import java.util.Optional;

/// Where a Dex keeps its state, for whoever comes from there.
public sealed interface SourceConfig {

    record Postgres(PostgresUri uri) implements SourceConfig {}

    /// @param tls `true`, `false` or `skip-verify`
    record MySql(
            String host,
            int port,
            String database,
            String user,
            Secret password,
            String tls,
            Optional<Path> authorities)
            implements SourceConfig {}

    record Sqlite(Path file) implements SourceConfig {}

    /// Nothing that can be read from here.
    ///
    /// @param type as the file says it
    record Elsewhere(String type) implements SourceConfig {}

    static SourceConfig read(Section storage) {
        Section config = storage.section("config");
        String type = storage.textOr("type", "memory");
        return switch (type) {
            case "postgres" ->
                    StorageConfig.read(storage, Optional.empty())
                                    instanceof StorageConfig.Postgres postgres
                            ? new Postgres(postgres.uri())
                            : new Elsewhere(type);
            case "sqlite3" -> new Sqlite(Path.of(config.textOr("file", ":memory:")));
            case "mysql" -> mySql(config);
            default -> new Elsewhere(type);
        };
    }

    private static MySql mySql(Section config) {
        String host = config.textOr("host", "localhost");
        int port = config.get("port").integer().filter(number -> number > 0).orElse(3306);
        int colon = host.lastIndexOf(':');
        if (colon > 0 && host.substring(colon + 1).matches("\\d{1,5}")) {
            port = Integer.parseInt(host.substring(colon + 1));
            host = host.substring(0, colon);
        }
        return new MySql(
                host,
                port,
                config.textOr("database", "dex"),
                config.textOr("user", ""),
                Secret.of(config.textOr("password", "")),
                config.section("ssl").textOr("mode", "true"),
                config.section("ssl").text("caFile").map(Path::of));
    }
}
