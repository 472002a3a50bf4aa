package dev.atrium.dex.config;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.storage.PostgresUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where state is kept. Types that Dex has and we do not are known by name, so that the sentence
/// can say how to come from there.
public sealed interface StorageConfig {
    String type();

    /// Nothing survives the process.
    record Memory() implements StorageConfig {
        @Override
        public String type() {
            return "memory";
        }
    }

    /// A database directory beside the file takes the place of the file itself.
    record Sqlite3(String file) implements StorageConfig {
        @Override
        public String type() {
            return "sqlite3";
        }

        public boolean inMemory() {
            return file.isEmpty() || file.equals(":memory:");
        }
    }

    /// @param maxOpen connections at most, where the file says so
    record Postgres(PostgresUri uri, Optional<Integer> maxOpen) implements StorageConfig {
        @Override
        public String type() {
            return "postgres";
        }
    }

    Set<String> HERE = Set.of("memory", "sqlite3", "postgres");
    Set<String> ELSEWHERE = Set.of("mysql", "etcd", "kubernetes");

    static void bindType(Section section) {
        String type = section.textOr("type", "");
        if (!section.isAbsent() && !ELSEWHERE.contains(type) && !HERE.contains(type)) {
            throw DexConfigException.binding(
                    "unknown storage type \"" + type + "\"", section.get("type"));
        }
    }

    /// @param override what `POSTGRES_URI` says; it wins over whatever the file says
    static StorageConfig read(Section section, Optional<PostgresUri> override) {
        String type = section.textOr("type", "");
        if (override.isPresent()) {
            return new Postgres(override.orElseThrow(), Optional.empty());
        }
        Section config = section.section("config");
        return switch (type) {
            case "sqlite3" -> new Sqlite3(config.textOr("file", ""));
            case "postgres" -> postgres(config);
            case "", "memory" -> new Memory();
            default ->
                    throw new DexConfigException(
                            "failed to initialize storage: storage type \""
                                    + type
                                    + "\" is not served here; bring its content over once with `dex import` and set POSTGRES_URI, which overrides this key",
                            section.get("type"));
        };
    }

    private static Postgres postgres(Section config) {
        ConfigNode hostNode = config.get("host");
        String host = config.textOr("host", "localhost");
        if (host.startsWith("/")) {
            throw new DexConfigException(
                    "failed to initialize storage: a socket path cannot be used as the PostgreSQL host; use localhost or POSTGRES_URI",
                    hostNode);
        }
        int port = config.get("port").integer().filter(number -> number > 0).orElse(5432);
        int colon = host.lastIndexOf(':');
        if (colon > 0 && host.indexOf(':') == colon) {
            port = portOf(host.substring(colon + 1), hostNode);
            host = host.substring(0, colon);
        }
        return new Postgres(
                new PostgresUri(
                        host,
                        port,
                        config.textOr("database", "postgres"),
                        config.text("user"),
                        config.text("password").map(Secret::of),
                        query(config)),
                config.get("maxOpenConns").integer().filter(number -> number > 0));
    }

    private static int portOf(String text, ConfigNode at) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new ConfigProblem(at, "\"" + text + "\" is not a port");
        }
    }

    /// Dex verifies the server's certificate against the system's authorities unless told
    /// otherwise; the driver would look for a file in the home directory.
    private static String query(Section config) {
        Section ssl = config.section("ssl");
        String mode = ssl.textOr("mode", "verify-full");
        if (!Set.of("disable", "require", "verify-ca", "verify-full").contains(mode)) {
            throw new ConfigProblem(
                    ssl.get("mode"),
                    "\"" + mode + "\" is not one of disable, require, verify-ca, verify-full");
        }
        List<String> settings = new ArrayList<>(List.of("sslmode=" + mode));
        ssl.text("caFile").ifPresent(file -> settings.add("sslrootcert=" + encoded(file)));
        ssl.text("certFile").ifPresent(file -> settings.add("sslcert=" + encoded(file)));
        ssl.text("keyFile").ifPresent(file -> settings.add("sslkey=" + encoded(file)));
        if (mode.startsWith("verify") && ssl.text("caFile").isEmpty()) {
            settings.add("sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        config.get("connectionTimeout")
                .integer()
                .filter(seconds -> seconds > 0)
                .ifPresent(seconds -> settings.add("connectTimeout=" + seconds));
        return String.join("&", settings);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
