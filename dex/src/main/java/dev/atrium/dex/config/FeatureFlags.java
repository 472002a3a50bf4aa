package dev.atrium.dex.config;

import java.util.Map;
import java.util.Optional;

/// The switches that Dex reads from its environment. A value that is not one of Go's booleans
/// counts as unset.
public record FeatureFlags(
        boolean expandEnv,
        boolean apiConnectors,
        boolean continueOnConnectorFailure,
        boolean disallowUnknownFields,
        boolean clientCredentialsByDefault,
        boolean sessions,
        boolean apiSessions) {

    public static FeatureFlags of(Map<String, String> environment) {
        return new FeatureFlags(
                flag(environment, "DEX_EXPAND_ENV", true),
                flag(environment, "DEX_API_CONNECTORS_CRUD", false),
                flag(environment, "DEX_CONTINUE_ON_CONNECTOR_FAILURE", true),
                flag(environment, "DEX_CONFIG_DISALLOW_UNKNOWN_FIELDS", false),
                flag(environment, "DEX_CLIENT_CREDENTIAL_GRANT_ENABLED_BY_DEFAULT", false),
                flag(environment, "DEX_SESSIONS_ENABLED", false),
                flag(environment, "DEX_API_SESSIONS_IDENTITIES_CRUD", false));
    }

    private static boolean flag(Map<String, String> environment, String name, boolean standard) {
        return Optional.ofNullable(environment.get(name))
                .flatMap(FeatureFlags::bool)
                .orElse(standard);
    }

    private static Optional<Boolean> bool(String value) {
        return switch (value) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
