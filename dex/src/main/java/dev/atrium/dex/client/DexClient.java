package dev.atrium.dex.client;

import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientSecret;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A relying party, with what only Dex knows of one.
///
/// @param sharesSession with which clients a person need not log in again; absent for the server's
///     default, `*` for all
/// @param lifetime of its refresh tokens
/// @param backchannelLogoutUri that is told when a session ends
/// @param ownGroups the groups of tokens that it gets for itself
public record DexClient(
        Client client,
        Optional<Set<String>> sharesSession,
        RefreshLifetime lifetime,
        Optional<String> backchannelLogoutUri,
        List<String> ownGroups) {
    public DexClient {
        sharesSession = sharesSession.map(LinkedHashSet::new).map(Collections::unmodifiableSet);
        ownGroups = List.copyOf(ownGroups);
    }

    public ClientId id() {
        return client.id();
    }

    /// Whether somebody who logged in for this client is logged in for `other` too.
    public boolean sharesWith(ClientId other, boolean byDefault) {
        return sharesSession
                .map(all -> all.contains("*") || all.contains(other.value()))
                .orElse(byDefault);
    }

    /// Whether its refresh tokens end with the browser session that gave them.
    public boolean sessionBound() {
        return lifetime == RefreshLifetime.SESSION;
    }

    /// The secret in the clear, for administrators; empty when there is none.
    public String plainSecret() {
        return client.secrets().stream()
                .filter(ClientSecret.Plain.class::isInstance)
                .map(ClientSecret.Plain.class::cast)
                .map(plain -> plain.secret().reveal())
                .findFirst()
                .orElse("");
    }

    public List<String> trustedPeers() {
        return client.trustedPeers().stream().map(ClientId::value).toList();
    }

    public List<String> allowedConnectors() {
        return List.copyOf(client.allowedConnectors());
    }
}
