package dev.atrium.dex.config;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who signs tokens.
public sealed interface SignerConfig {
    /// @param algorithm `RS256` or `ES256`; a change takes effect at the next rotation
    record Local(Duration rotation, String algorithm) implements SignerConfig {}

    /// @param token empty where an agent in between adds one
    /// @param keyName in the engine that is mounted at `transit`
    record Vault(URI address, Optional<Secret> token, Optional<String> namespace, String keyName)
            implements SignerConfig {}

    static void bind(Section section) {
        String type = section.textOr("type", "");
        if (!Set.of("", "local", "vault").contains(type)) {
            throw DexConfigException.binding(
                    "unknown signer type \"" + type + "\"", section.get("type"));
        }
        ConfigNode algorithm = section.section("config").get("algorithm");
        String name = algorithm.text().filter(text -> !text.isEmpty()).orElse("RS256");
        if (type.equals("local") && !Set.of("RS256", "ES256").contains(name)) {
            throw DexConfigException.binding(
                    "parse signer config: unsupported local signer algorithm \"" + name + "\"",
                    algorithm);
        }
    }

    static SignerConfig read(
            Section section, Optional<Duration> legacyRotation, Map<String, String> environment) {
        Section config = section.section("config");
        return switch (section.textOr("type", "")) {
            case "" -> new Local(legacyRotation.orElse(Duration.ofHours(6)), "RS256");
            case "vault" -> vault(config, environment);
            default -> local(config);
        };
    }

    private static Vault vault(Section config, Map<String, String> environment) {
        return new Vault(
                address(config, environment),
                config.text("token").or(() -> variable(environment, "VAULT_TOKEN")).map(Secret::of),
                variable(environment, "VAULT_NAMESPACE"),
                config.text("keyName")
                        .orElseThrow(
                                () ->
                                        failed(
                                                config,
                                                "keyName",
                                                "signer.config.keyName must be specified")));
    }

    private static URI address(Section config, Map<String, String> environment) {
        String text =
                config.text("addr")
                        .or(() -> variable(environment, "VAULT_ADDR"))
                        .orElseThrow(
                                () ->
                                        failed(
                                                config,
                                                "addr",
                                                "signer.config.addr or VAULT_ADDR must be specified"));
        try {
            URI address = URI.create(text.replaceAll("/+$", ""));
            if (address.getHost() != null
                    && address.getUserInfo() == null
                    && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // The message must not repeat what may hold a password.
        }
        throw failed(
                config, "addr", "the address of Vault is not one (expected https://host:port)");
    }

    private static DexConfigException failed(Section config, String key, String reason) {
        return new DexConfigException("failed to open vault signer: " + reason, config.get(key));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    private static Local local(Section config) {
        String algorithm = config.textOr("algorithm", "RS256");
        Duration rotation =
                ExpiryConfig.parse(
                                config.get("keysRotationPeriod"),
                                "failed to open local signer: invalid config value \"%s\" for local signer rotation period")
                        .orElseThrow(
                                () ->
                                        new DexConfigException(
                                                "failed to open local signer: signer.config.keysRotationPeriod must be specified",
                                                config.get("keysRotationPeriod")));
        return new Local(rotation, algorithm);
    }
}
