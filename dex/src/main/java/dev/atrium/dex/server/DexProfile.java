package dev.atrium.dex.server;

import dev.atrium.dex.DexSettings;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.client.RedirectUris;
import dev.atrium.oidc.discovery.Discovery;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Dex's protocol as data.
final class DexProfile {
    static final String REVOCATION = "/token/revoke";

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
                        settings.extras().revocation() ? Optional.of(REVOCATION) : Optional.empty(),
                        settings.sessions().map(_ -> "/logout")),
                oauth2.grants(),
                new Profile.Authorization(
                        oauth2.responseTypes(),
                        oauth2.challengeMethods(),
                        oauth2.enforcePkce(),
                        expiry.authRequests(),
                        settings.extras().issuerInResponses()),
                new RedirectUris(true, root + RedirectUris.BARE_DEVICE_CALLBACK),
                new Profile.Codes(Duration.ofMinutes(30), settings.extras().replayRevokes()),
                new Profile.Refresh(
                        !expiry.disableRotation(),
                        expiry.refreshReuseInterval(),
                        expiry.refreshValidIfNotUsedFor(),
                        expiry.refreshAbsoluteLifetime(),
                        settings.extras().replayRevokes(),
                        settings.extras().standardRefreshErrors()
                                ? OAuthError.INVALID_GRANT
                                : OAuthError.INVALID_REQUEST,
                        OAuthError.INVALID_GRANT),
                new Profile.Device(
                        expiry.deviceRequests(), Duration.ofSeconds(5), false, DEVICE_QUOTA),
                new Profile.Tokens("bearer", true, false, false));
    }

    static Discovery.Advertised advertised(boolean sessions) {
        List<String> claims =
                new ArrayList<>(
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
                                "federated_claims"));
        if (sessions) {
            claims.add("sid");
        }
        return new Discovery.Advertised(
                List.of("openid", "email", "groups", "profile", "offline_access"),
                claims,
                List.of("client_secret_basic", "client_secret_post"),
                sessions);
    }
}
