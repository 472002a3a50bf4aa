package dev.atrium.connectors;

import java.util.List;
import java.util.Optional;

/// Who an upstream says somebody is.
///
/// @param userId the upstream's stable name for the person; may be empty where a configuration says
///     so
/// @param username the name to show (claim `name`)
/// @param groups in the upstream's order; kinds that know them anyway give them although nobody
///     asked, so whoever issues tokens looks at the scopes
public record Identity(
        String userId,
        String username,
        Optional<String> preferredUsername,
        Optional<String> email,
        boolean emailVerified,
        List<String> groups) {
    public Identity {
        groups = List.copyOf(groups);
    }
}
