package dev.atrium.connectors.google;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// How groups are read.
///
/// @param accounts the service account that asks
/// @param admins by domain, whose rights it uses; `*` for every other domain
/// @param transitive whether the groups that a group is in count too
public record DirectorySettings(
        AccountSource accounts, Map<String, String> admins, boolean transitive, URI api) {
    public static final URI API = URI.create("https://admin.googleapis.com");
    static final String SCOPE = "https://www.googleapis.com/auth/admin.directory.group.readonly";

    public DirectorySettings {
        admins = Map.copyOf(admins);
    }

    /// The administrator whose rights are used for an address.
    Optional<String> admin(String email) {
        String domain = email.substring(email.lastIndexOf('@') + 1);
        return Optional.ofNullable(admins.get(domain))
                .or(() -> Optional.ofNullable(admins.get("*")));
    }
}
