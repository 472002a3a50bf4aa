package dev.atrium.oidc;

import dev.atrium.oidc.client.RedirectUris;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everything in which one issuer's protocol differs from another's, as data.
///
/// @param issuer the value of `iss`, verbatim; every URL is built on it and never on the request
/// @param role the name in cookies, metrics and sealed values, such as `dex`
/// @param grants served and advertised
public record Profile(
        String issuer,
        String role,
        Endpoints endpoints,
        Set<GrantType> grants,
        Authorization authorization,
        RedirectUris redirectUris,
        Codes codes,
        Refresh refresh,
        Device device,
        Tokens tokens) {

    public Profile {
        grants = Set.copyOf(grants);
    }

    /// Paths below the issuer, each starting with a slash.
    public record Endpoints(
            String authorization,
            String token,
            String keys,
            String userinfo,
            String deviceAuthorization,
            String deviceVerification,
            String introspection,
            Optional<String> revocation,
            Optional<String> endSession) {}

    /// @param responseTypes the configured values of `response_type`, each a single word or a
    ///     combination
    /// @param challengeMethods PKCE methods in the order of discovery
    /// @param requireChallenge whether a request without PKCE is refused
    /// @param requestLifetime from the first page to the code
    /// @param namesIssuer whether answers and refusals that go through the browser carry `iss` (RFC
    ///     9207)
    public record Authorization(
            List<String> responseTypes,
            List<String> challengeMethods,
            boolean requireChallenge,
            Duration requestLifetime,
            boolean namesIssuer) {
        public Authorization {
            responseTypes = List.copyOf(responseTypes);
            challengeMethods = List.copyOf(challengeMethods);
        }

        public Authorization(
                List<String> responseTypes,
                List<String> challengeMethods,
                boolean requireChallenge,
                Duration requestLifetime) {
            this(responseTypes, challengeMethods, requireChallenge, requestLifetime, false);
        }
    }

    /// @param lifetime of an authorization code
    /// @param replayRevokes whether a code used twice revokes what it gave the first time (RFC 9700
    ///     section 2.1.1)
    public record Codes(Duration lifetime, boolean replayRevokes) {}

    /// @param rotates whether each use gives a new token
    /// @param reuseInterval how long the previous token still obtains the current one; zero for not
    ///     at all
    /// @param idle after which an unused token dies; empty for never
    /// @param lifetime from the login; empty for ever
    /// @param replayRevokes whether a replay ends the whole family (RFC 9700 section 4.14)
    /// @param unknown the code for a token that is unknown, replayed or expired
    /// @param foreign the code for another client's token
    public record Refresh(
            boolean rotates,
            Duration reuseInterval,
            Optional<Duration> idle,
            Optional<Duration> lifetime,
            boolean replayRevokes,
            OAuthError unknown,
            OAuthError foreign) {}

    /// @param lifetime of a device code
    /// @param interval between polls
    /// @param authenticatesClient whether the client must prove who it is at both endpoints; else
    ///     it is looked at when the person approves
    /// @param quota codes that may wait at once for one client from one address
    public record Device(
            Duration lifetime, Duration interval, boolean authenticatesClient, int quota) {}

    /// @param type the value of `token_type`, whose case some clients compare
    /// @param accessTokenHash whether access tokens carry an `at_hash` of nothing, as Dex's do
    /// @param challengesBasic whether a failed HTTP Basic authentication is answered with
    ///     `WWW-Authenticate`
    /// @param echoesScope whether token answers carry `scope`
    public record Tokens(
            String type, boolean accessTokenHash, boolean challengesBasic, boolean echoesScope) {}

    /// The path part of the issuer, without a slash at its end; empty for an issuer without a path.
    public String issuerPath() {
        String path = URI.create(issuer).getPath();
        return path == null ? "" : trimmed(path);
    }

    /// The absolute URL of a path below the issuer.
    public String url(String path) {
        return trimmed(issuer) + path;
    }

    private static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    /// Whether cookies are only for TLS, which the public URL decides.
    public boolean secure() {
        return issuer.startsWith("https://");
    }

    /// The first part of the names of cookies: browsers do not keep ports apart, so the port is
    /// part of it.
    public String cookiePrefix() {
        int port = URI.create(issuer).getPort();
        return "atrium-" + role + (port < 0 ? "" : "-" + port);
    }
}
