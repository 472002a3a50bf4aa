package dev.atrium.membership.issuer;

import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.ServiceUrl;
import dev.atrium.membership.access.Scope;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.client.RedirectUris;
import dev.atrium.oidc.discovery.Discovery;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// In what Membership's protocol differs from Dex's, as data.
final class IssuerProfile {
    private IssuerProfile() {}

    static Profile of(ServiceUrl url, MembershipSettings.TokenValidity validity) {
        return new Profile(
                url.text(),
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
                        GrantType.DEVICE_CODE),
                new Profile.Authorization(
                        List.of("code"), List.of("S256", "plain"), false, Duration.ofHours(1)),
                new RedirectUris(false, ""),
                new Profile.Codes(Duration.ofMinutes(1), true),
                // fctl logs in again by itself for invalid_request, and for invalid_grant never.
                new Profile.Refresh(
                        true,
                        Duration.ofSeconds(30),
                        Optional.of(validity.refresh()),
                        Optional.empty(),
                        true,
                        OAuthError.INVALID_REQUEST,
                        OAuthError.INVALID_REQUEST),
                new Profile.Device(Duration.ofMinutes(10), Duration.ofSeconds(2), true, 50),
                new Profile.Tokens("Bearer", false, true, false));
    }

    static Discovery.Advertised advertised() {
        return new Discovery.Advertised(
                Stream.concat(
                                IssuerScopes.STANDARD.stream(),
                                Arrays.stream(Scope.values()).map(Scope::label))
                        .toList(),
                List.of("iss", "sub", "aud", "exp", "iat", "email", "email_verified", "org"),
                List.of("client_secret_basic", "client_secret_post", "none"));
    }
}
