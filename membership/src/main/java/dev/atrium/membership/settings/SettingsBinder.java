package dev.atrium.membership.settings;

import dev.atrium.http.ClientAddress;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.kernel.config.YamlFile;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.ServiceUrl;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes settings of what was given. Nothing is opened or called; only the configuration file is
/// read. Absent settings stay absent: a migration needs no issuer.
public final class SettingsBinder {
    private final Environment environment;

    public SettingsBinder(Map<String, String> environment) {
        this.environment = new Environment(environment);
    }

    /// @param taken the flags of the command, such as [Flags#serve()]
    /// @param flags what was given explicitly, by flag name without the dashes
    /// @throws ConfigProblem when a value cannot be used; the message names each with its flag, or
    ///     with file, line and key
    public MembershipSettings bind(List<Flag> taken, Map<String, String> flags) {
        Values values = new Values(taken, flags, environment);
        MembershipSettings.File file = file(values);
        ConfigFile config = new ConfigFile(environment);
        OutsideWorld outside = new OutsideWorld(values);
        MembershipSettings settings =
                new MembershipSettings(
                        process(values),
                        storage(values),
                        web(values),
                        login(values, config, values.takes("rp-issuer") ? file.root() : nothing()),
                        stacks(values),
                        outside.mail(),
                        outside.events(),
                        file);
        values.finish();
        return settings;
    }

    private static MembershipSettings.Running process(Values values) {
        boolean debug = values.on("debug");
        String level = values.text("logs-level").orElse("info").toLowerCase(Locale.ROOT);
        if (!List.of("trace", "debug", "info", "warn", "error").contains(level)) {
            values.refuse(
                    values.flag("logs-level"), level, "trace, debug, info, warn or error", "");
        }
        return new MembershipSettings.Running(
                debug,
                values.on("dev"),
                values.on("json-formatting-logger"),
                debug ? "debug" : values.on("logs-enabled") ? level : "off",
                !values.on("disable-events"));
    }

    private static MembershipSettings.Storage storage(Values values) {
        Optional<PostgresUri> uri = Optional.empty();
        try {
            uri = values.text("postgres-uri").map(PostgresUri::parse);
        } catch (IllegalArgumentException malformed) {
            values.refuse(values.flag("postgres-uri").shown() + ": " + malformed.getMessage());
        }
        PoolSettings defaults = PoolSettings.DEFAULT;
        int open = values.whole("postgres-max-open-conns");
        int idle = values.whole("postgres-max-idle-conns");
        if (open < 1) {
            open = values.refuse(values.flag("postgres-max-open-conns"), "0", "1 or more", 1);
        }
        return new MembershipSettings.Storage(
                uri,
                new PoolSettings(
                        open,
                        Math.min(idle, open),
                        defaults.acquireTimeout(),
                        values.duration("postgres-conn-max-idle-time"),
                        values.duration("postgres-conn-max-lifetime")),
                values.secret("master-key"));
    }

    private static MembershipSettings.Web web(Values values) {
        Optional<ServiceUrl> serviceUrl = Optional.empty();
        try {
            serviceUrl = values.text("service-url").map(ServiceUrl::new);
        } catch (IllegalArgumentException malformed) {
            values.refuse(values.flag("service-url").shown() + ": " + malformed.getMessage());
        }
        return new MembershipSettings.Web(
                serviceUrl,
                values.url("console-public-baseurl"),
                values.address("listen"),
                values.address("grpc-listen"),
                caller(values));
    }

    private static ClientAddress caller(Values values) {
        try {
            return new ClientAddress(
                    values.text("client-address-header"), values.list("trusted-proxies"));
        } catch (IllegalArgumentException malformed) {
            values.refuse(values.flag("trusted-proxies").shown() + ": " + malformed.getMessage());
            return new ClientAddress(Optional.empty(), List.of());
        }
    }

    private static MembershipSettings.Login login(
            Values values, ConfigFile config, ConfigNode root) {
        Optional<MembershipSettings.Upstream> upstream =
                values.url("rp-issuer")
                        .map(
                                issuer ->
                                        new MembershipSettings.Upstream(
                                                issuer,
                                                needed(values, "rp-client-id"),
                                                Secret.of(
                                                        values.text("rp-client-secret").orElse("")),
                                                values.list("rp-scopes")));
        Duration access = values.duration("tokens-validity-access");
        Duration refresh = values.duration("tokens-validity-refresh");
        if (access.compareTo(Duration.ofSeconds(1)) < 0) {
            values.refuse(
                    values.flag("tokens-validity-access").shown()
                            + ": "
                            + access
                            + " is shorter than a second (a number without unit counts nanoseconds)");
        }
        return new MembershipSettings.Login(
                upstream,
                config.connectors(root),
                values.on("login-with-sso"),
                values.on("providers-allow-private-addresses"),
                values.list("link-by-email-connectors"),
                config.clients(root),
                new MembershipSettings.TokenValidity(access, refresh));
    }

    private static String needed(Values values, String name) {
        Optional<String> value = values.text(name);
        if (value.isEmpty() && values.takes(name)) {
            values.refuse(values.flag(name).shown() + ": is required together with RP_ISSUER");
        }
        return value.orElse("");
    }

    private static MembershipSettings.Stacks stacks(Values values) {
        return new MembershipSettings.Stacks(
                lower(values.list("stack-minimal-modules")),
                lower(values.list("stack-additional-default-modules")),
                values.on("managed-stacks"),
                new MembershipSettings.LifeCycle(
                        values.duration("stack-disposable-delay"),
                        values.duration("stack-disable-delay"),
                        values.duration("stack-disable-polling-delay"),
                        values.duration("stack-warn-delay"),
                        values.duration("stack-pruning-delay"),
                        values.duration("stack-pruning-polling-delay")),
                new MembershipSettings.Stargate(
                        values.text("stargate-server-url"),
                        !values.on("stargate-server-disable-tls")));
    }

    /// Charts write module names with a capital, agents and the API compare them in lower case.
    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().toList();
    }

    private static MembershipSettings.File file(Values values) {
        boolean explicit = values.explicit("config");
        Optional<String> path = values.text("config");
        if (path.isEmpty() || (!explicit && !Files.exists(Path.of(path.orElseThrow())))) {
            return new MembershipSettings.File(Optional.empty(), false, nothing(), List.of());
        }
        ConfigNode root = read(path.orElseThrow());
        return new MembershipSettings.File(path, explicit, root, ConfigFile.warnings(root));
    }

    private static ConfigNode nothing() {
        return new ConfigNode.Absent(new ConfigNode.Place("", 1, ""));
    }

    private static ConfigNode read(String path) {
        try {
            return YamlFile.parse(path, Files.readString(Path.of(path)));
        } catch (IOException unreadable) {
            throw new ConfigProblem(
                    path
                            + ": the configuration file cannot be read ("
                            + unreadable.getClass().getSimpleName()
                            + ")");
        }
    }
}
