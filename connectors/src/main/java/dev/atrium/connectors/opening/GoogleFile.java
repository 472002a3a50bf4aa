package dev.atrium.connectors.opening;

import dev.atrium.connectors.google.AccountSource;
import dev.atrium.connectors.google.DirectorySettings;
import dev.atrium.connectors.google.GoogleSettings;
import dev.atrium.kernel.config.ConfigNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `config` of a connector of type `google`, with Dex's names and defaults.
///
/// @param installed the key file of this installation's service account, if it has one
record GoogleFile(Keys keys, Optional<Path> installed) {

    GoogleSettings settings() throws ConnectorProblem {
        List<String> scopes = keys.texts("scopes");
        return new GoogleSettings(
                keys.registration(),
                GoogleSettings.ISSUER,
                scopes.isEmpty() ? List.of("profile", "email") : scopes,
                keys.texts("hostedDomains"),
                keys.texts("groups"),
                directory(),
                keys.at("promptType").text().orElse("consent"));
    }

    private Optional<DirectorySettings> directory() throws ConnectorProblem {
        Map<String, String> admins = admins();
        Optional<String> file = keys.text("serviceAccountFilePath");
        if (admins.isEmpty()) {
            if (file.isPresent()) {
                throw keys.problem(
                        "serviceAccountFilePath",
                        "directory service requires the domainToAdminEmail option to be configured");
            }
            return Optional.empty();
        }
        return Optional.of(
                new DirectorySettings(
                        file.map(Path::of)
                                .or(() -> installed)
                                .<AccountSource>map(AccountSource.KeyFile::new)
                                .orElse(AccountSource.Machine.GOOGLE),
                        admins,
                        keys.flag("fetchTransitiveGroupMembership"),
                        DirectorySettings.API));
    }

    private Map<String, String> admins() {
        Map<String, String> admins = new HashMap<>();
        keys.text("adminEmail").ifPresent(admin -> admins.put("*", admin));
        for (Map.Entry<String, ConfigNode> entry :
                keys.at("domainToAdminEmail").entries().entrySet()) {
            admins.put(entry.getKey(), entry.getValue().text().orElse(""));
        }
        return admins;
    }
}
