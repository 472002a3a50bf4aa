package dev.atrium.connectors;

import java.util.List;
import java.util.Optional;

/// Who an upstream says somebody is.
///
/// @param userId the upstream's stable name for the person; may be empty where a configuration says
///     so
/// @param username the name to show (claim `name`)
/// @param groups in the upstream's order; empty unless groups were asked for
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
