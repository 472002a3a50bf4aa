package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import java.util.List;

/// What Dex does not have, under the one key `atrium` that Dex ignores. Each setting is something
/// that a relying party can see and that is therefore off until somebody asks for it. A key that
/// nobody knows is refused here, since nobody else wrote such a file.
///
/// @param rfcRefreshErrors refresh failures answer `invalid_grant`, as RFC 6749 section 5.2 says
/// @param introspectionRequiresClient introspection demands a confidential client (RFC 7662
///     section 2.1)
/// @param revokeOnReplay a code or refresh token used twice revokes what it gave (RFC 9700 section
///     4.14)
/// @param severalRefreshTokens a person keeps one refresh token per login rather than per client
public record Extras(
        boolean rfcRefreshErrors,
        boolean introspectionRequiresClient,
        boolean revokeOnReplay,
        boolean severalRefreshTokens) {
    static final List<String> KEYS =
            List.of(
                    "rfcRefreshErrors",
                    "introspectionRequiresClient",
                    "revokeOnReplay",
                    "severalRefreshTokens");

    static Extras read(Section section) {
        ConfigNode node = section.node();
        List<String> unknown = node.unknownKeys(KEYS);
        if (!unknown.isEmpty()) {
            throw new ConfigProblem(String.join("; ", unknown));
        }
        return new Extras(
                section.flag("rfcRefreshErrors"),
                section.flag("introspectionRequiresClient"),
                section.flag("revokeOnReplay"),
                section.flag("severalRefreshTokens"));
    }
}
