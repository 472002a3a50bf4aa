package dev.atrium.oidc.client;

import dev.atrium.oidc.GrantType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A relying party.
///
/// @param isPublic whether it cannot keep a secret; it may still have one, which it then must send
/// @param secrets any of which is accepted, so that one can be replaced without a gap
/// @param redirectUris compared byte by byte
/// @param postLogoutRedirectUris compared byte by byte
/// @param allowedConnectors by which upstreams its users may log in; empty for all
/// @param trustedPeers clients that may obtain tokens whose audience is this client
/// @param allowedScopes beyond the standard ones; empty where the role decides by other means
/// @param grants that it may use; empty for all that the issuer serves
/// @param logoUrl empty text when it has none
public record Client(
        ClientId id,
        String name,
        boolean isPublic,
        List<ClientSecret> secrets,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        Set<String> allowedConnectors,
        Set<ClientId> trustedPeers,
        Set<String> allowedScopes,
        Set<GrantType> grants,
        String logoUrl) {
    public Client {
        secrets = List.copyOf(secrets);
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        // In the order in which they were given: administrators read them back.
        allowedConnectors = Collections.unmodifiableSet(new LinkedHashSet<>(allowedConnectors));
        trustedPeers = Collections.unmodifiableSet(new LinkedHashSet<>(trustedPeers));
        allowedScopes = Set.copyOf(allowedScopes);
        grants = Set.copyOf(grants);
    }

    public static Client confidential(
            String id, String name, ClientSecret secret, List<String> redirectUris) {
        return new Client(
                new ClientId(id),
                name,
                false,
                List.of(secret),
                redirectUris,
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                "");
    }

    public static Client publicClient(String id, String name, List<String> redirectUris) {
        return new Client(
                new ClientId(id),
                name,
                true,
                List.of(),
                redirectUris,
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                "");
    }

    public Client withAllowedConnectors(Set<String> connectors) {
        return new Client(
                id,
                name,
                isPublic,
                secrets,
                redirectUris,
                postLogoutRedirectUris,
                connectors,
                trustedPeers,
                allowedScopes,
                grants,
                logoUrl);
    }

    public Client withTrustedPeers(Set<ClientId> peers) {
        return new Client(
                id,
                name,
                isPublic,
                secrets,
                redirectUris,
                postLogoutRedirectUris,
                allowedConnectors,
                peers,
                allowedScopes,
                grants,
                logoUrl);
    }

    /// Whether `presented` proves that the caller is this client. A public client without a secret
    /// proves nothing, and must not send one either.
    public boolean accepts(String presented) {
        if (secrets.isEmpty()) {
            return isPublic && presented.isEmpty();
        }
        boolean accepted = false;
        for (ClientSecret secret : secrets) {
            accepted |= secret.accepts(presented);
        }
        return accepted;
    }

    public boolean mayUse(GrantType grant) {
        return grants.isEmpty() || grants.contains(grant);
    }

    public boolean allowsConnector(String connector) {
        return allowedConnectors.isEmpty() || allowedConnectors.contains(connector);
    }

    /// Whether `other` may ask for tokens that this client accepts.
    public boolean trusts(ClientId other) {
        return id.equals(other) || trustedPeers.contains(other);
    }
}
