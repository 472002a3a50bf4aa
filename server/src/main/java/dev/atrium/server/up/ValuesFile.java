package dev.atrium.server.up;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.kernel.config.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A values.yaml, read for what means something on one machine. No template is evaluated: a text
/// with one is taken as it is. What only means something on Kubernetes is named by key.
final class ValuesFile {
    private static final List<String> DEFAULT_SCOPES = List.of("openid", "email", "federated:id");
    private static final Set<String> CONFIG_KEYS =
            Set.of("oidc", "auth", "stack", "fctl", "wizard");
    private static final Set<String> MEMBERSHIP_KEYS = Set.of("dex", "config", "feature");

    private final ConfigNode root;
    private final ConfigNode membership;
    private final ConfigNode config;

    ValuesFile(ConfigNode root) {
        this.root = root;
        // Under the umbrella chart the part has a prefix of its own; under its own chart it stands
        // at the root.
        this.membership =
                root.get("cloudprem").get("membership").isAbsent()
                        ? root.get("membership")
                        : root.get("cloudprem").get("membership");
        this.config = membership.get("config");
    }

    static ValuesFile none() {
        return new ValuesFile(YamlFile.parse("values", ""));
    }

    boolean dexEnabled() {
        return membership.get("dex").get("enabled").bool().orElse(true);
    }

    /// @throws ConfigProblem when Dex is off and no other provider is named
    String relyingParty() {
        ConfigNode party = root.get("global").get("platform").get("membership").get("relyingParty");
        if (party.get("host").text().isEmpty()) {
            throw new ConfigProblem(
                    party,
                    "cloudprem.membership.dex.enabled is false, so the provider's scheme, host and path are needed here");
        }
        String path = party.get("path").text().orElse("");
        return party.get("scheme").text().orElse("https")
                + "://"
                + party.get("host").requiredText()
                + (path.isEmpty() || path.startsWith("/") ? path : "/" + path);
    }

    String clientId() {
        return config.get("oidc").get("clientId").text().orElse("membership");
    }

    Optional<Secret> clientSecret() {
        return config.get("oidc").get("clientSecret").text().map(Secret::of);
    }

    List<String> scopes() {
        List<String> scopes = config.get("oidc").get("scopes").texts();
        return scopes.isEmpty() ? DEFAULT_SCOPES : scopes;
    }

    List<@Nullable Object> connectors() {
        return plain(config.get("oidc").get("connectors"));
    }

    boolean loginWithSso() {
        return config.get("auth").get("loginWithSSO").bool().orElse(false);
    }

    List<@Nullable Object> additionalClients() {
        return plain(config.get("auth").get("additionalOAuthClients"));
    }

    Optional<String> accessTokenValidity() {
        return config.get("auth").get("tokenValidity").get("accessToken").text();
    }

    Optional<String> refreshTokenValidity() {
        return config.get("auth").get("tokenValidity").get("refreshToken").text();
    }

    Optional<List<String>> minimalModules() {
        ConfigNode modules = config.get("stack").get("minimalStackModules");
        return modules.isAbsent() ? Optional.empty() : Optional.of(modules.texts());
    }

    Optional<List<String>> additionalModules() {
        ConfigNode modules = config.get("stack").get("additionalModules");
        return modules.isAbsent() ? Optional.empty() : Optional.of(modules.texts());
    }

    /// The documentation also shows this switch one level up, beside the block of the stack.
    boolean fctl() {
        return config.get("fctl")
                .bool()
                .or(() -> config.get("stack").get("fctl").bool())
                .or(() -> membership.get("fctl").bool())
                .orElse(true);
    }

    boolean managedStacks() {
        return membership.get("feature").get("managedStacks").bool().orElse(true);
    }

    /// Whether the declared users have the demo's password: not where the values bring their own.
    boolean demoPasswords() {
        return dexEnabled()
                && membership.get("dex").get("configOverrides").get("staticPasswords").isAbsent();
    }

    /// The wizard's lists, which stand in the values as a block of text; absent when there is none.
    ConfigNode wizard() {
        ConfigNode setup = config.get("wizard").get("setup");
        if (setup instanceof ConfigNode.Scalar text) {
            return YamlFile.parse(
                    setup.place().file()
                            + ":"
                            + setup.place().line()
                            + " ("
                            + setup.place().path()
                            + ")",
                    text.source());
        }
        return setup;
    }

    /// Lays the overrides over what was generated: maps merge, everything else is replaced. Storage
    /// and addresses stay, since they belong to this machine.
    Map<String, @Nullable Object> overrideDex(Map<String, @Nullable Object> generated) {
        Map<String, @Nullable Object> overrides = new LinkedHashMap<>();
        if (membership.get("dex").get("configOverrides").plain() instanceof Map<?, ?> plain) {
            plain.forEach((key, value) -> overrides.put(String.valueOf(key), value));
        }
        List.of("issuer", "storage", "web", "grpc", "telemetry").forEach(overrides::remove);
        return merge(generated, overrides);
    }

    /// A sentence for each key that is not read, without its value.
    List<String> ignored() {
        List<String> ignored = new ArrayList<>();
        ConfigNode overrides = membership.get("dex").get("configOverrides");
        for (String key : List.of("issuer", "storage", "web", "grpc", "telemetry")) {
            note(ignored, overrides.get(key), "it is this machine's own here");
        }
        if (dexEnabled()) {
            note(
                    ignored,
                    root.get("global").get("platform").get("membership").get("relyingParty"),
                    "Dex runs on this machine; its address is printed below");
        }
        others(ignored, membership, MEMBERSHIP_KEYS);
        others(ignored, config, CONFIG_KEYS);
        others(ignored, membership.get("dex"), Set.of("enabled", "configOverrides"));
        others(ignored, root, Set.of("global", "cloudprem", "membership"));
        others(ignored, root.get("cloudprem"), Set.of("membership"));
        others(ignored, root.get("global"), Set.of("platform"));
        others(ignored, root.get("global").get("platform"), Set.of("membership"));
        others(
                ignored,
                root.get("global").get("platform").get("membership"),
                Set.of("relyingParty"));
        return ignored;
    }

    private static void others(List<String> ignored, ConfigNode node, Set<String> read) {
        node.entries()
                .forEach(
                        (key, value) -> {
                            if (!read.contains(key)) {
                                note(ignored, value, "it only means something on Kubernetes");
                            }
                        });
    }

    private static void note(List<String> ignored, ConfigNode node, String reason) {
        if (!node.isAbsent()) {
            ignored.add(node.where() + " is ignored: " + reason);
        }
    }

    private static List<@Nullable Object> plain(ConfigNode list) {
        List<@Nullable Object> values = new ArrayList<>();
        list.elements().forEach(element -> values.add(element.plain()));
        return values;
    }

    private static Map<String, @Nullable Object> merge(
            Map<String, @Nullable Object> base, Map<?, ?> over) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(base);
        over.forEach(
                (key, value) -> {
                    String name = String.valueOf(key);
                    Object present = merged.get(name);
                    merged.put(
                            name,
                            present instanceof Map<?, ?> below && value instanceof Map<?, ?> above
                                    ? merge(textKeys(below), above)
                                    : value);
                });
        return merged;
    }

    private static Map<String, @Nullable Object> textKeys(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
