package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// One entry of `connectors`.
///
/// @param config what the connector's own type reads; absent where the file has none
/// @param grantTypes empty for every grant
public record ConnectorConfig(
        String id, String type, String name, ConfigNode config, Set<String> grantTypes) {
    private static final Set<String> TYPES =
            Set.of(
                    "keystone",
                    "mockCallback",
                    "mockPassword",
                    "ldap",
                    "gitea",
                    "github",
                    "gitlab",
                    "google",
                    "oidc",
                    "oauth",
                    "saml",
                    "samlExperimental",
                    "authproxy",
                    "linkedin",
                    "microsoft",
                    "bitbucket-cloud",
                    "openshift",
                    "atlassian-crowd");
    private static final Set<String> GRANT_TYPES =
            Set.of(
                    "authorization_code",
                    "refresh_token",
                    "implicit",
                    "password",
                    OAuth2Config.DEVICE_CODE,
                    OAuth2Config.TOKEN_EXCHANGE);

    public ConnectorConfig {
        grantTypes = Set.copyOf(grantTypes);
    }

    static void bindType(Section section) {
        Optional<String> type = section.text("type");
        if (type.isPresent() && !TYPES.contains(type.orElseThrow())) {
            throw DexConfigException.binding(
                    "unknown connector type \"" + type.orElseThrow() + "\"", section.get("type"));
        }
    }

    static ConnectorConfig read(Section section) {
        Optional<String> id = section.text("id");
        Optional<String> type = section.text("type");
        Optional<String> name = section.text("name");
        if (id.isEmpty() || type.isEmpty() || name.isEmpty()) {
            throw new DexConfigException(
                    "invalid config: ID, Type and Name fields are required for a connector",
                    section.node());
        }
        Set<String> grantTypes = new LinkedHashSet<>(section.texts("grantTypes"));
        for (ConfigNode grant : section.get("grantTypes").elements()) {
            String text = grant.text().orElse("");
            if (!GRANT_TYPES.contains(text)) {
                throw new DexConfigException(
                        "invalid config: unknown grant type \""
                                + text
                                + "\" for connector \""
                                + id.orElseThrow()
                                + "\"",
                        grant);
            }
        }
        return new ConnectorConfig(
                id.orElseThrow(),
                type.orElseThrow(),
                name.orElseThrow(),
                section.get("config"),
                grantTypes);
    }
}
