package dev.atrium.dex.token;

import dev.atrium.dex.client.DexClient;
import dev.atrium.dex.client.DexClients;
import dev.atrium.http.Parameters;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.token.ClientCredentialsGrant;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.ScopePolicy;
import java.util.List;
import java.util.Optional;

/// What a client gets for itself: the same scopes as a person, without those that make sense only
/// for one.
public final class DexOwnTokens implements ClientCredentialsGrant.Standing {
    private final DexClients clients;
    private final DexScopes scopes;

    public DexOwnTokens(DexClients clients, DexScopes scopes) {
        this.clients = clients;
        this.scopes = scopes;
    }

    @Override
    public Grant grant(Client client, List<String> requested, Parameters form) {
        for (String personal : List.of(DexScopes.OFFLINE, DexScopes.FEDERATED_ID)) {
            if (requested.contains(personal)) {
                throw refused("client_credentials grant does not support " + personal + " scope.");
            }
        }
        List<String> granted =
                switch (scopes.known(client, requested)) {
                    case ScopePolicy.Decision.Granted allowed -> allowed.scopes();
                    case ScopePolicy.Decision.Refused reason -> throw refused(reason.reason());
                };
        ClientIdentity identity =
                new ClientIdentity(
                        client.id().value(),
                        client.name(),
                        clients.dexClient(client.id()).map(DexClient::ownGroups).orElse(List.of()));
        return new Grant(
                identity.subject(),
                client.id(),
                granted,
                form.first("nonce").filter(nonce -> !nonce.isEmpty()),
                Optional.empty(),
                identity.write());
    }

    private static OAuthProblem refused(String description) {
        return new OAuthProblem.Answered(OAuthError.INVALID_SCOPE, description);
    }
}
