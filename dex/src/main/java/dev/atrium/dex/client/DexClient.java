package dev.atrium.dex.client;

import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A relying party, with what only Dex knows of one.
///
/// @param sharesSession with which clients a person need not log in again; absent for the server's
///     default, `*` for all
/// @param sessionBound whether its refresh tokens end with the browser session that gave them
/// @param backchannelLogoutUri that is told when a session ends
/// @param ownGroups the groups of tokens that it gets for itself
public record DexClient(
        Client client,
        Optional<Set<String>> sharesSession,
        boolean sessionBound,
        Optional<String> backchannelLogoutUri,
        List<String> ownGroups) {
    public DexClient {
        sharesSession = sharesSession.map(Set::copyOf);
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
}
