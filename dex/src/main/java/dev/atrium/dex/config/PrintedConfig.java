package dev.atrium.dex.config;

import dev.atrium.kernel.GoDuration;
import dev.atrium.kernel.config.ConfigNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The configuration as it is in effect, defaults included, for an operator to read. What is
/// secret, and every connector setting that sounds like a secret, is shown as `***`.
public final class PrintedConfig {
    private static final Pattern SECRET =
            Pattern.compile(".*(secret|password|token|assertion|bindpw|privatekey).*");
    private static final Set<String> NOT_SECRET = Set.of("tokenurl", "passwordprompt");

    private final StringBuilder out = new StringBuilder();

    private PrintedConfig() {}

    public static String of(DexConfig config) {
        PrintedConfig print = new PrintedConfig();
        print.all(config);
        return print.out.toString();
    }

    private void all(DexConfig config) {
        line(0, "issuer", config.issuer());
        storage(config.storage());
        WebConfig web = config.web();
        line(0, "web", "");
        line(1, "http", web.http());
        line(1, "https", web.https());
        line(1, "allowedOrigins", web.allowedOrigins());
        line(1, "headers", web.headers());
        line(0, "telemetry", "");
        line(1, "http", config.telemetry().http());
        config.grpc().ifPresent(grpc -> line(0, "grpc", "{addr: " + grpc.address() + "}"));
        line(0, "logger", "");
        line(1, "level", config.logger().level().name().toLowerCase(Locale.ROOT));
        line(1, "format", config.logger().format().name().toLowerCase(Locale.ROOT));
        oauth2(config.oauth2());
        expiry(config.expiry());
        line(0, "frontend", "");
        line(1, "dir", config.frontend().dir().map(Object::toString));
        line(1, "theme", config.frontend().theme());
        line(1, "issuer", config.frontend().issuer());
        line(0, "enablePasswordDB", config.enablePasswordDb());
        people(config);
    }

    private void storage(StorageConfig storage) {
        line(0, "storage", "");
        line(1, "type", storage.type());
        switch (storage) {
            case StorageConfig.Memory _ -> {}
            case StorageConfig.Sqlite3 sqlite -> line(1, "file", sqlite.file());
            case StorageConfig.Postgres postgres -> line(1, "uri", postgres.uri());
        }
    }

    private void oauth2(OAuth2Config oauth2) {
        line(0, "oauth2", "");
        line(1, "grantTypes", oauth2.grantTypes());
        line(1, "responseTypes", oauth2.responseTypes());
        line(1, "skipApprovalScreen", oauth2.skipApprovalScreen());
        line(1, "alwaysShowLoginScreen", oauth2.alwaysShowLoginScreen());
        line(1, "passwordConnector", oauth2.passwordConnector());
        line(1, "pkce", "{enforce: " + oauth2.pkce().enforce() + "}");
    }

    private void expiry(ExpiryConfig expiry) {
        ExpiryConfig.RefreshTokens refresh = expiry.refreshTokens();
        line(0, "expiry", "");
        line(1, "idTokens", GoDuration.format(expiry.idTokens()));
        line(1, "authRequests", GoDuration.format(expiry.authRequests()));
        line(1, "deviceRequests", GoDuration.format(expiry.deviceRequests()));
        line(1, "refreshTokens", "");
        line(2, "disableRotation", !refresh.rotation());
        line(2, "reuseInterval", GoDuration.format(refresh.reuseInterval()));
        line(2, "validIfNotUsedFor", refresh.validIfNotUsedFor().map(GoDuration::format));
        line(2, "absoluteLifetime", refresh.absoluteLifetime().map(GoDuration::format));
    }

    private void people(DexConfig config) {
        line(0, "connectors", "");
        for (ConnectorConfig connector : config.connectors()) {
            line(0, "- id", connector.id());
            line(1, "type", connector.type());
            line(1, "name", connector.name());
            tree(1, "config", connector.config());
        }
        line(0, "staticClients", "");
        for (StaticClient client : config.staticClients()) {
            line(0, "- id", client.id());
            line(1, "name", client.name());
            line(1, "secret", client.secret());
            line(1, "redirectURIs", client.redirectUris());
        }
        line(0, "staticPasswords", "");
        for (StaticPassword password : config.staticPasswords()) {
            line(0, "- email", password.email());
            line(1, "userID", password.userId());
            line(1, "hash", password.hash());
        }
    }

    private void tree(int depth, String key, ConfigNode node) {
        switch (node) {
            case ConfigNode.Absent _ -> {}
            case ConfigNode.Mapping map -> {
                line(depth, key, "");
                map.entries().forEach((name, value) -> tree(depth + 1, name, value));
            }
            case ConfigNode.Sequence list -> {
                line(depth, key, "");
                list.elements().forEach(value -> tree(depth + 1, "-", value));
            }
            case ConfigNode.Scalar scalar ->
                    line(depth, key, secret(key) ? "***" : scalar.source());
        }
    }

    private static boolean secret(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return !NOT_SECRET.contains(name) && SECRET.matcher(name).matches();
    }

    private void line(int depth, String key, Object value) {
        String text =
                switch (value) {
                    case Optional<?> optional -> optional.map(Object::toString).orElse("");
                    case Map<?, ?> map when map.isEmpty() -> "{}";
                    default -> value.toString();
                };
        out.append("  ".repeat(depth)).append(key).append(key.equals("-") ? " " : ": ");
        out.append(text.indent(0).strip()).append('\n');
    }
}
