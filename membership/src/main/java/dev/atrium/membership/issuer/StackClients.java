package dev.atrium.membership.issuer;

import dev.atrium.membership.id.StackId;
import dev.atrium.membership.stack.StackSecretStore;
import dev.atrium.membership.stack.StackSecrets;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.client.ClientSecret;
import dev.atrium.storage.Database;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The client that each stack has: its auth service logs people in with it, and whatever speaks for
/// the stack as a whole proves itself with it. Its id is `stack_<organization>_<stack>`, so there
/// is nothing to register; a deleted stack has none.
final class StackClients implements ClientRegistry {
    private static final String CALLBACK = "/api/auth/authorize/callback";
    private static final Set<GrantType> GRANTS =
            Set.of(GrantType.AUTHORIZATION_CODE, GrantType.CLIENT_CREDENTIALS);

    private final Database database;
    private final StackSecretStore store;
    private final StackSecrets secrets;

    StackClients(Database database, StackSecretStore store, StackSecrets secrets) {
        this.database = database;
        this.store = store;
        this.secrets = secrets;
    }

    @Override
    public Optional<Client> find(ClientId id) {
        if (!id.value().startsWith(StackId.CLIENT_PREFIX) || id.value().indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return database.read(
                tx ->
                        store.owner(tx, id.value())
                                .filter(StackSecretStore.Owner::secret)
                                .map(
                                        owner ->
                                                client(
                                                        id,
                                                        owner,
                                                        new ClientSecret.Plain(
                                                                secrets.read(
                                                                        tx,
                                                                        owner.organization(),
                                                                        owner.id())))));
    }

    private static Client client(ClientId id, StackSecretStore.Owner owner, ClientSecret secret) {
        return new Client(
                id,
                owner.name(),
                false,
                List.of(secret),
                List.of(owner.uri() + CALLBACK),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                GRANTS,
                "");
    }
}
