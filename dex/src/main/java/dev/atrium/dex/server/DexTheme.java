package dev.atrium.dex.server;

import dev.atrium.dex.DexSettings;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.pages.Theme;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// The look of the pages as the configuration has it.
final class DexTheme {
    private DexTheme() {}

    static Theme of(DexSettings settings, Profile profile) {
        DexSettings.Frontend frontend = settings.frontend();
        String root = profile.issuerPath();
        String authority = URI.create(profile.issuer()).getAuthority();
        return new Theme(
                frontend.issuer(),
                authority == null ? "" : authority,
                root,
                frontend.logoUrl().map(url -> absolute(root, url)),
                frontend.dir().map(_ -> root + "/theme/favicon.png"),
                List.of(root + "/theme/styles.css"),
                Optional.of(frontend.theme()).filter("dark"::equals),
                frontend.dir().isPresent(),
                frontend.extra());
    }

    private static String absolute(String root, String url) {
        return url.contains("://") || url.startsWith("/") ? url : root + "/" + url;
    }
}
