package dev.atrium.connectors.oidc;

import dev.atrium.kernel.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How one provider is asked.
///
/// @param issuer as the provider writes it, a slash at its end included
/// @param acceptedIssuer what its tokens say instead, where that differs
/// @param redirectUri which must be the callback we send; empty to send whatever the callback is
/// @param scopes asked for besides `openid`
/// @param basicAuthUnsupported true to send the client's credentials in the body; empty to go by
///     discovery
/// @param parameters of the authorization request besides the standard ones
/// @param promptType sent as `prompt` when a refreshable answer is wanted
public record OidcSettings(
        String issuer,
        Optional<String> acceptedIssuer,
        String clientId,
        Secret clientSecret,
        Optional<String> redirectUri,
        List<String> scopes,
        Endpoints endpoints,
        Optional<Boolean> basicAuthUnsupported,
        boolean userInfo,
        String promptType,
        List<String> acrValues,
        Challenge challenge,
        Map<String, List<String>> parameters,
        Mapping mapping) {
    public OidcSettings {
        parameters = Map.copyOf(parameters);
        scopes = List.copyOf(scopes);
        acrValues = List.copyOf(acrValues);
    }

    /// Addresses that win over discovery.
    public record Endpoints(
            Optional<String> authorization,
            Optional<String> token,
            Optional<String> keys,
            Optional<String> userInfo,
            Optional<String> endSession) {
        public static final Endpoints DISCOVERED =
                new Endpoints(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    /// Which PKCE method is used (RFC 7636).
    public enum Challenge {
        /// The best one that discovery lists, none if it lists none.
        DISCOVERED,
        S256,
        PLAIN
    }

    /// What the claims mean.
    ///
    /// @param requireName whether a login without the name claim is refused
    /// @param requireEmail whether a login without an address and its verification is refused
    /// @param assumeVerified whether a missing `email_verified` counts as true; an explicit false
    ///     stays false
    /// @param groups whether groups are read at all
    /// @param allowedGroups of which a person must be in one; empty for no restriction
    /// @param override whether the other names win over the standard claims, rather than stand in
    ///     for them
    public record Mapping(
            String userId,
            String userName,
            boolean requireName,
            boolean requireEmail,
            boolean assumeVerified,
            boolean groups,
            List<String> allowedGroups,
            boolean override,
            Optional<String> preferredUsernameClaim,
            Optional<String> emailClaim,
            Optional<String> groupsClaim,
            GroupNames groupNames) {
        /// Takes what the standard claims say and demands nothing but a subject.
        public static final Mapping LENIENT =
                new Mapping(
                        "sub",
                        "name",
                        false,
                        false,
                        false,
                        false,
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        GroupNames.UNCHANGED);

        public Mapping {
            allowedGroups = List.copyOf(allowedGroups);
        }
    }

    /// For a product that is itself the relying party and wants the claims.
    public static OidcSettings of(
            String issuer, String clientId, Secret clientSecret, List<String> scopes) {
        return new OidcSettings(
                issuer,
                Optional.empty(),
                clientId,
                clientSecret,
                Optional.empty(),
                scopes,
                Endpoints.DISCOVERED,
                Optional.empty(),
                false,
                "consent",
                List.of(),
                Challenge.DISCOVERED,
                Map.of(),
                Mapping.LENIENT);
    }
}
