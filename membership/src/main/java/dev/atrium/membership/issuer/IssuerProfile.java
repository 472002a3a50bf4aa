package dev.atrium.membership.issuer;

import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.ServiceUrl;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.client.RedirectUris;
import dev.atrium.oidc.discovery.Discovery;
import dev.atrium.oidc.keys.KeyRing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Membership's protocol as data.
final class IssuerProfile {
    /// Behind a proxy everybody has one address.
    private static final int DEVICE_QUOTA = 1_000;

    /// The auth service of a stack reads our keys once, when it starts, and the ID tokens that fctl
    /// shows as hints are as old as its login.
    static final KeyRing.Rotation ROTATION =
            KeyRing.Rotation.of(Duration.ofDays(180), Duration.ofDays(180));

    private IssuerProfile() {}

    static Profile of(ServiceUrl issuer, MembershipSettings.TokenValidity validity) {
        return new Profile(
                issuer.text(),
                "membership",
                new Profile.Endpoints(
                        "/authorize",
                        "/oauth/token",
                        "/keys",
                        "/userinfo",
                        "/device_authorization",
                        "/device",
                        "/oauth/introspect",
                        Optional.of("/revoke"),
                        Optional.of("/end_session")),
                Set.of(
                        GrantType.AUTHORIZATION_CODE,
                        GrantType.REFRESH_TOKEN,
                        GrantType.CLIENT_CREDENTIALS,
                        GrantType.TOKEN_EXCHANGE,
                        GrantType.DEVICE_CODE),
                new Profile.Authorization(
                        List.of("code"), List.of("S256"), false, Duration.ofHours(1)),
                new RedirectUris(false, ""),
                new Profile.Codes(Duration.ofMinutes(1), true),
                // fctl logs in again for invalid_request, and gives up for the invalid_grant of RFC
                // 6749.
                new Profile.Refresh(
                        true,
                        Duration.ofSeconds(30),
                        Optional.of(validity.refresh()),
                        Optional.empty(),
                        true,
                        OAuthError.INVALID_REQUEST,
                        OAuthError.INVALID_REQUEST),
                new Profile.Device(
                        Duration.ofMinutes(10), Duration.ofSeconds(2), true, DEVICE_QUOTA),
                new Profile.Tokens("Bearer", false, true, true));
    }

    static Discovery.Advertised advertised() {
        return new Discovery.Advertised(
                List.of(
                        "openid",
                        "email",
                        "profile",
                        "offline_access",
                        "accesses",
                        "on_behalf",
                        "remember_me",
                        "keep_refresh_token"),
                List.of(
                        "iss",
                        "sub",
                        "aud",
                        "iat",
                        "exp",
                        "auth_time",
                        "nonce",
                        "at_hash",
                        "email",
                        "email_verified",
                        "name",
                        "org",
                        "organization_id"),
                List.of("client_secret_basic", "client_secret_post", "none"));
    }
}
