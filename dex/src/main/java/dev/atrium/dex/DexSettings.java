package dev.atrium.dex;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.dex.client.DexClient;
import dev.atrium.dex.session.SessionSettings;
import dev.atrium.dex.upstream.StoredConnector;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.keys.SigningAlgorithm;
import dev.atrium.oidc.vault.VaultSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the flows and endpoints of the role need to know, read and checked.
///
/// @param issuer verbatim, a slash at its end included
/// @param clients of the configuration
/// @param connectors that could be opened, in the file's order
/// @param sessions of browsers, where they are switched on
/// @param api what administrators may do and see over gRPC
/// @param signer who signs tokens
/// @param extras what Dex does not have
public record DexSettings(
        String issuer,
        OAuth2 oauth2,
        Expiry expiry,
        Frontend frontend,
        Web web,
        List<DexClient> clients,
        List<NamedConnector> connectors,
        Optional<SessionSettings> sessions,
        Api api,
        Signer signer,
        Extras extras) {
    public DexSettings {
        clients = List.copyOf(clients);
        connectors = List.copyOf(connectors);
    }

    /// @param revocation serves RFC 7009
    /// @param authenticatedIntrospection tells only clients what a token is good for
    /// @param issuerInResponses names the issuer in what goes through the browser (RFC 9207)
    /// @param replayRevokes ends every token of a login when a spent code or token is used again
    /// @param standardRefreshErrors answers `invalid_grant` for a bad refresh token
    public record Extras(
            boolean revocation,
            boolean authenticatedIntrospection,
            boolean issuerInResponses,
            boolean replayRevokes,
            boolean standardRefreshErrors) {}

    /// @param connectors whether calls about connectors are switched on
    /// @param sessions whether calls about sessions and people are switched on
    /// @param declared the connectors of the configuration, as it has them
    public record Api(boolean connectors, boolean sessions, List<StoredConnector> declared) {
        public Api {
            declared = List.copyOf(declared);
        }
    }

    /// @param grants the effective ones: what was configured, of what can be served
    /// @param responseTypes as configured
    /// @param passwordConnector that the password grant asks
    /// @param challengeMethods of PKCE, in the configured order
    public record OAuth2(
            Set<GrantType> grants,
            List<String> responseTypes,
            boolean skipApprovalScreen,
            boolean alwaysShowLoginScreen,
            Optional<ConnectorId> passwordConnector,
            boolean enforcePkce,
            List<String> challengeMethods) {
        public OAuth2 {
            grants = Set.copyOf(grants);
            responseTypes = List.copyOf(responseTypes);
            challengeMethods = List.copyOf(challengeMethods);
        }
    }

    /// @param idTokens lifetime of ID and access tokens
    /// @param refreshReuseInterval zero for none
    public record Expiry(
            Duration idTokens,
            Duration authRequests,
            Duration deviceRequests,
            boolean disableRotation,
            Duration refreshReuseInterval,
            Optional<Duration> refreshValidIfNotUsedFor,
            Optional<Duration> refreshAbsoluteLifetime) {
        public static final Expiry DEFAULT =
                new Expiry(
                        Duration.ofHours(24),
                        Duration.ofHours(24),
                        Duration.ofMinutes(5),
                        false,
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty());
    }

    /// Where the keys are by which tokens are signed.
    public sealed interface Signer {
        /// In the database.
        ///
        /// @param period how long a key signs
        /// @param algorithm of the keys that are made from now on
        record Local(Duration period, SigningAlgorithm algorithm) implements Signer {}

        record Vault(VaultSettings place) implements Signer {}
    }

    /// @param issuer the name to show
    /// @param logoUrl absolute, or relative to the issuer
    /// @param theme `light`, `dark` or the name of a folder below `themes`
    /// @param dir a folder with `static` and `themes` whose files win over the built-in ones
    public record Frontend(
            String issuer,
            Optional<String> logoUrl,
            String theme,
            Map<String, String> extra,
            Optional<Path> dir) {
        public static final Frontend DEFAULT =
                new Frontend("dex", Optional.empty(), "light", Map.of(), Optional.empty());
    }

    /// @param headers sent with every answer except files and unknown paths, by their usual
    ///     spelling
    /// @param allowedOrigins of cross-origin requests; empty switches them off, `*` allows any
    /// @param allowedHeaders that such a request may carry
    /// @param clientAddressHeader that names the caller's address when the peer is a trusted proxy
    /// @param trustedProxies networks in CIDR notation
    public record Web(
            Map<String, String> headers,
            List<String> allowedOrigins,
            List<String> allowedHeaders,
            Optional<String> clientAddressHeader,
            List<String> trustedProxies) {
        public static final Web DEFAULT =
                new Web(Map.of(), List.of(), List.of("Authorization"), Optional.empty(), List.of());
    }
}
