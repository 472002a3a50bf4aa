package dev.atrium.connectors.opening;

import dev.atrium.connectors.authproxy.AuthproxySettings;
import dev.atrium.connectors.crowd.CrowdSettings;
import dev.atrium.connectors.keystone.KeystoneSettings;
import dev.atrium.kernel.Secret;
import java.util.Locale;

/// The `config` of connectors that speak no protocol of others, with Dex's names and defaults.
record PasswordFiles(Keys keys) {

    KeystoneSettings keystone() throws ConnectorProblem {
        return new KeystoneSettings(
                keys.address("keystoneHost", ""),
                KeystoneSettings.Domain.of(keys.text("domain", "default")),
                keys.text("keystoneUsername", ""),
                Secret.of(keys.text("keystonePassword", "")));
    }

    CrowdSettings crowd() throws ConnectorProblem {
        if (keys.text("baseURL").isEmpty()) {
            throw keys.problem("baseURL", "no baseURL provided for crowd connector");
        }
        return new CrowdSettings(
                keys.address("baseURL", ""),
                keys.text("clientID", ""),
                Secret.of(keys.text("clientSecret", "")),
                keys.texts("groups"),
                preferredUsername(),
                keys.text("usernamePrompt", "Username"));
    }

    private CrowdSettings.PreferredUsername preferredUsername() {
        return switch (keys.text("preferredUsernameField", "").toLowerCase(Locale.ROOT)) {
            case "key" -> CrowdSettings.PreferredUsername.KEY;
            case "name" -> CrowdSettings.PreferredUsername.NAME;
            case "email" -> CrowdSettings.PreferredUsername.EMAIL;
            default -> CrowdSettings.PreferredUsername.NONE;
        };
    }

    /// @param id of the connector
    AuthproxySettings authproxy(String id) {
        return new AuthproxySettings(
                id,
                new AuthproxySettings.Headers(
                        keys.text("userIDHeader", "X-Remote-User-Id"),
                        keys.text("userHeader", "X-Remote-User"),
                        keys.text("userNameHeader", "X-Remote-User-Name"),
                        keys.text("emailHeader", "X-Remote-User-Email"),
                        keys.text("groupHeader", "X-Remote-Group")),
                keys.text("groupHeaderSeparator", ","),
                keys.texts("staticGroups"),
                keys.texts("trustedProxies"));
    }
}
