package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.kernel.config.YamlFile;
import dev.atrium.storage.PostgresUri;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Reads a configuration file in Dex's order, so that of several mistakes the same one is reported:
/// YAML, binding, command line, whole-file checks, then part by part.
public final class DexConfigFile {
    private final Map<String, String> environment;
    private final DexOverrides overrides;
    private final FeatureFlags flags;

    private DexConfigFile(Map<String, String> environment, DexOverrides overrides) {
        this.environment = environment;
        this.overrides = overrides;
        this.flags = FeatureFlags.of(environment);
    }

    /// @throws DexConfigException with a message for stderr; the process then ends with
    ///     [DexConfigException#EXIT_CODE]
    public static DexConfig load(
            Path path, Map<String, String> environment, DexOverrides overrides) {
        return parse(path.toString(), text(path), environment, overrides);
    }

    /// The same for a file whose `{{ getenv "X" }}` and `{{ .Env.X }}` are to be filled in first,
    /// as the entry point of Dex's image does.
    public static DexConfig loadTemplate(
            Path path, Map<String, String> environment, DexOverrides overrides) {
        String file = path.toString();
        return parse(
                file, EnvTemplate.render(file, text(path), environment), environment, overrides);
    }

    /// @param file the name that messages use
    public static DexConfig parse(
            String file, String text, Map<String, String> environment, DexOverrides overrides) {
        ConfigNode tree;
        try {
            tree = YamlFile.parse(file, text);
        } catch (ConfigProblem broken) {
            throw new DexConfigException("error parse config file " + file + ": " + broken.text());
        }
        try {
            return new DexConfigFile(environment, overrides).read(tree);
        } catch (ConfigProblem wrong) {
            throw new DexConfigException(
                    "error unmarshalling config file " + file + ": " + wrong.text());
        }
    }

    /// Where the file says that a Dex keeps its state, whether it can be served from there or not.
    public static SourceConfig source(
            Path path, boolean template, Map<String, String> environment) {
        String file = path.toString();
        String text = template ? EnvTemplate.render(file, text(path), environment) : text(path);
        ConfigNode tree = YamlFile.parse(file, text);
        DexConfigFile reader = new DexConfigFile(environment, DexOverrides.NONE);
        Section root =
                new Section(
                        reader.flags.expandEnv()
                                ? expanded(tree, new EnvExpansion(environment))
                                : tree);
        return SourceConfig.read(root.section("storage"));
    }

    private static String text(Path path) {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new DexConfigException(
                    "failed to read config file "
                            + path
                            + ": it does not exist or cannot be read ("
                            + unreadable.getClass().getSimpleName()
                            + ")");
        }
    }

    private DexConfig read(ConfigNode tree) {
        EnvExpansion expansion = new EnvExpansion(environment);
        Section root = new Section(flags.expandEnv() ? expanded(tree, expansion) : tree);
        if (flags.disallowUnknownFields()) {
            UnknownFields.refuse(root.node());
        }
        root.sections("connectors").forEach(ConnectorConfig::bindType);
        List<StaticPassword> passwords =
                root.sections("staticPasswords").stream()
                        .map(entry -> StaticPassword.read(entry, environment))
                        .toList();
        Section storage = root.section("storage");
        StorageConfig.bindType(storage);
        SignerConfig.bind(root.section("signer"));
        LoggerConfig logger = LoggerConfig.read(root.section("logger"));
        ExtrasConfig extras = ExtrasConfig.read(root.section("atrium"));
        new Validation(root, overrides).check(flags);

        List<StaticClient> clients =
                root.sections("staticClients").stream()
                        .map(entry -> StaticClient.read(entry, environment))
                        .toList();
        List<ConnectorConfig> connectors =
                root.sections("connectors").stream().map(ConnectorConfig::read).toList();
        boolean passwordDb = root.flag("enablePasswordDB");
        ExpiryConfig expiry = ExpiryConfig.read(root.section("expiry"));
        SignerConfig signer =
                SignerConfig.read(root.section("signer"), expiry.signingKeys(), environment);
        SessionsConfig sessions = SessionsConfig.read(root.section("sessions"), flags);
        WebConfig web = WebConfig.read(root.section("web"), overrides);
        OAuth2Config oauth2 = OAuth2Config.read(root.section("oauth2"), flags);
        if (connectors.isEmpty() && !passwordDb) {
            throw DexConfigException.server("server: no connectors specified");
        }
        List<String> warnings = new ArrayList<>(expansion.warnings());
        warnings.addAll(warnings(root, passwords, web));
        return new DexConfig(
                root.textOr("issuer", ""),
                StorageConfig.read(storage, postgresUri()),
                web,
                TelemetryConfig.read(root.section("telemetry"), overrides),
                GrpcConfig.read(root.section("grpc"), overrides),
                logger,
                oauth2,
                expiry,
                signer,
                FrontendConfig.read(root.section("frontend"), environment),
                connectors,
                clients,
                passwordDb,
                passwords,
                sessions,
                MfaConfig.read(root.section("mfa")),
                extras,
                flags,
                warnings);
    }

    private Optional<PostgresUri> postgresUri() {
        try {
            return Optional.ofNullable(environment.get("POSTGRES_URI"))
                    .filter(text -> !text.isEmpty())
                    .map(PostgresUri::parse);
        } catch (IllegalArgumentException wrong) {
            throw new DexConfigException(
                    "failed to initialize storage: POSTGRES_URI: " + wrong.getMessage());
        }
    }

    /// Environment variables are expanded in `storage.config`, `signer.config` and
    /// `connectors[].config` and nowhere else: a bcrypt hash elsewhere keeps its dollar signs.
    private static ConfigNode expanded(ConfigNode tree, EnvExpansion expansion) {
        return rewrite(
                tree,
                Map.of(
                        "storage", part -> rewrite(part, Map.of("config", expansion::expand)),
                        "signer", part -> rewrite(part, Map.of("config", expansion::expand)),
                        "connectors", part -> connectors(part, expansion)));
    }

    private static ConfigNode connectors(ConfigNode part, EnvExpansion expansion) {
        if (!(part instanceof ConfigNode.Sequence list)) {
            return part;
        }
        return new ConfigNode.Sequence(
                list.place(),
                list.elements().stream()
                        .map(entry -> rewrite(entry, Map.of("config", expansion::expand)))
                        .toList());
    }

    private static ConfigNode rewrite(
            ConfigNode node, Map<String, UnaryOperator<ConfigNode>> changes) {
        if (!(node instanceof ConfigNode.Mapping mapping)) {
            return node;
        }
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        mapping.entries()
                .forEach(
                        (key, value) ->
                                entries.put(
                                        key,
                                        changes.entrySet().stream()
                                                .filter(c -> c.getKey().equalsIgnoreCase(key))
                                                .findFirst()
                                                .map(c -> c.getValue().apply(value))
                                                .orElse(value)));
        return new ConfigNode.Mapping(mapping.place(), entries);
    }

    private static List<String> warnings(
            Section root, List<StaticPassword> passwords, WebConfig web) {
        List<String> warnings = new ArrayList<>();
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<Section> entries = root.sections("staticPasswords");
        for (int index = 0; index < passwords.size(); index++) {
            String email = passwords.get(index).email().toLowerCase(Locale.ROOT);
            if (seen.put(email, index) != null) {
                warnings.add(
                        entries.get(index).get("email").where()
                                + ": the password of "
                                + email
                                + " is given twice; the last one counts");
            }
        }
        if (web.clientAddress().header().isPresent()
                && web.clientAddress().trustedProxies().isEmpty()) {
            warnings.add(
                    root.section("web").get("clientRemoteIP").where()
                            + ": a header without trustedProxies is ignored");
        }
        return warnings;
    }
}
