package dev.atrium.connectors.authproxy;

import java.util.List;

/// Which headers say what.
///
/// @param id of this connector, which the path of its callback ends with
/// @param groupSeparator between groups in one header
/// @param staticGroups that everybody is in
/// @param trustedProxies networks in CIDR notation from which the headers are believed; empty to
///     believe whoever reaches the callback
public record AuthproxySettings(
        String id,
        Headers headers,
        String groupSeparator,
        List<String> staticGroups,
        List<String> trustedProxies) {
    public AuthproxySettings {
        staticGroups = List.copyOf(staticGroups);
        trustedProxies = List.copyOf(trustedProxies);
    }

    public record Headers(
            String userId, String user, String userName, String email, String groups) {}
}
