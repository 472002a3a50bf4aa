package dev.atrium.dex.server;

import dev.atrium.dex.DexSettings;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.client.RedirectUris;
import dev.atrium.oidc.discovery.Discovery;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Dex's protocol as data.
final class DexProfile {
    private static final int DEVICE_QUOTA = 100;

    private DexProfile() {}

    static Profile of(DexSettings settings) {
        DexSettings.OAuth2 oauth2 = settings.oauth2();
        DexSettings.Expiry expiry = settings.expiry();
        String path = URI.create(settings.issuer()).getPath();
        String root = path == null ? "" : path.replaceAll("/+$", "");
        return new Profile(
                settings.issuer(),
                "dex",
                new Profile.Endpoints(
                        "/auth",
                        "/token",
                        "/keys",
                        "/userinfo",
                        "/device/code",
                        "/device",
                        "/token/introspect",
                        Optional.empty(),
                        Optional.empty()),
                oauth2.grants(),
                new Profile.Authorization(
                        oauth2.responseTypes(),
                        oauth2.challengeMethods(),
                        oauth2.enforcePkce(),
                        expiry.authRequests()),
                new RedirectUris(true, root + RedirectUris.BARE_DEVICE_CALLBACK),
                new Profile.Codes(Duration.ofMinutes(30), false),
                new Profile.Refresh(
                        !expiry.disableRotation(),
                        expiry.refreshReuseInterval(),
                        expiry.refreshValidIfNotUsedFor(),
                        expiry.refreshAbsoluteLifetime(),
                        false,
                        OAuthError.INVALID_REQUEST,
                        OAuthError.INVALID_GRANT),
                new Profile.Device(
                        expiry.deviceRequests(), Duration.ofSeconds(5), false, DEVICE_QUOTA),
                new Profile.Tokens("bearer", true, false, false));
    }

    static Discovery.Advertised advertised() {
        return new Discovery.Advertised(
                List.of("openid", "email", "groups", "profile", "offline_access"),
                List.of(
                        "iss",
                        "sub",
                        "aud",
                        "iat",
                        "exp",
                        "email",
                        "email_verified",
                        "locale",
                        "name",
                        "preferred_username",
                        "at_hash",
                        "groups",
                        "federated_claims"),
                List.of("client_secret_basic", "client_secret_post"));
    }
}
