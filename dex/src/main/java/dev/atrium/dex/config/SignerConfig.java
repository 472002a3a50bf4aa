package dev.atrium.dex.config;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who signs tokens.
public sealed interface SignerConfig {
    /// @param algorithm `RS256` or `ES256`; a change takes effect at the next rotation
    record Local(Duration rotation, String algorithm) implements SignerConfig {}

    record Vault(String address, Optional<Secret> token, String keyName) implements SignerConfig {}

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
            case "vault" ->
                    new Vault(
                            config.text("addr")
                                    .orElseGet(() -> environment.getOrDefault("VAULT_ADDR", "")),
                            config.text("token")
                                    .or(() -> Optional.ofNullable(environment.get("VAULT_TOKEN")))
                                    .map(Secret::of),
                            config.textOr("keyName", ""));
            default -> local(config);
        };
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
