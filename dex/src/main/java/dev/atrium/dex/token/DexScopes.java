package dev.atrium.dex.token;

import dev.atrium.oidc.GoQuote;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.ScopePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The scopes of the role, and those that ask for tokens which other clients accept.
public final class DexScopes implements ScopePolicy {
    public static final String OFFLINE = "offline_access";
    public static final String FEDERATED_ID = "federated:id";
    private static final String AUDIENCE = "audience:server:client_id:";
    private static final Set<String> KNOWN =
            Set.of("openid", "email", "profile", "groups", OFFLINE, FEDERATED_ID);

    private final ClientRegistry clients;

    public DexScopes(ClientRegistry clients) {
        this.clients = clients;
    }

    @Override
    public Decision decide(Client client, List<String> requested) {
        if (!requested.contains("openid")) {
            return new Decision.Refused("Missing required scope(s) [\"openid\"].");
        }
        return known(client, requested);
    }

    /// The same where no scope is required.
    Decision known(Client client, List<String> requested) {
        List<String> unknown =
                requested.stream()
                        .filter(scope -> !KNOWN.contains(scope) && !scope.startsWith(AUDIENCE))
                        .toList();
        if (!unknown.isEmpty()) {
            return new Decision.Refused("Unrecognized scope(s) " + GoQuote.quote(unknown));
        }
        List<String> untrusted =
                requested.stream()
                        .filter(scope -> scope.startsWith(AUDIENCE))
                        .filter(scope -> !trusted(client.id(), peer(scope)))
                        .toList();
        return untrusted.isEmpty()
                ? new Decision.Granted(requested)
                : new Decision.Refused("Client can't request scope(s) " + GoQuote.quote(untrusted));
    }

    /// Who the tokens of a grant are for: the clients named in the scopes, in their order, and the
    /// asking one last unless it is among them.
    List<String> audience(Grant grant) {
        List<String> audience = new ArrayList<>();
        for (String scope : grant.scopes()) {
            if (scope.startsWith(AUDIENCE)) {
                audience.add(peer(scope).value());
            }
        }
        if (!audience.contains(grant.client().value())) {
            audience.add(grant.client().value());
        }
        return audience;
    }

    /// Whether every audience still trusts the client, which may have changed since the login.
    boolean stillTrusted(Grant grant) {
        return grant.scopes().stream()
                .filter(scope -> scope.startsWith(AUDIENCE))
                .allMatch(scope -> trusted(grant.client(), peer(scope)));
    }

    private boolean trusted(ClientId client, ClientId peer) {
        return client.equals(peer)
                || clients.find(peer).filter(found -> found.trusts(client)).isPresent();
    }

    private static ClientId peer(String scope) {
        return new ClientId(scope.substring(AUDIENCE.length()));
    }
}
