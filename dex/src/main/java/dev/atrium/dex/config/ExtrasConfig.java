package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import java.util.List;

/// What Dex does not have, under the one key `atrium` that Dex ignores. Everything is off unless it
/// is switched on, since relying parties would see it. A key that nobody knows is refused here:
/// nobody else wrote such a file.
///
/// @param revocation serves RFC 7009 at `/token/revoke`
/// @param authenticatedIntrospection tells only clients what a token is good for
/// @param issuerInResponses names the issuer in what goes through the browser (RFC 9207)
/// @param replayRevokes ends every token of a login when a code or a replaced refresh token is used
///     again (RFC 9700 sections 2.1.1 and 4.14)
/// @param standardRefreshErrors answers `invalid_grant` for a bad refresh token (RFC 6749 section
///     5.2)
public record ExtrasConfig(
        boolean revocation,
        boolean authenticatedIntrospection,
        boolean issuerInResponses,
        boolean replayRevokes,
        boolean standardRefreshErrors) {
    public static final ExtrasConfig NONE = new ExtrasConfig(false, false, false, false, false);

    private static final List<String> KEYS =
            List.of(
                    "revocation",
                    "authenticatedIntrospection",
                    "issuerInResponses",
                    "replayRevokes",
                    "standardRefreshErrors");

    static ExtrasConfig read(Section section) {
        ConfigNode node = section.node();
        List<String> unknown = node.unknownKeys(KEYS);
        if (!unknown.isEmpty()) {
            throw new ConfigProblem(String.join("; ", unknown));
        }
        return new ExtrasConfig(
                section.flag("revocation"),
                section.flag("authenticatedIntrospection"),
                section.flag("issuerInResponses"),
                section.flag("replayRevokes"),
                section.flag("standardRefreshErrors"));
    }
}
