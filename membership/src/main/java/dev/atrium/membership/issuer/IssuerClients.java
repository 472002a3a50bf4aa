package dev.atrium.membership.issuer;

import dev.atrium.membership.application.ApplicationClientStore;
import dev.atrium.membership.client.ClientStore;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.issuer.token.ExchangeGrant;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.client.ClientSecret;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every client of the issuer: those of the configuration, and those of organizations,
/// applications and stacks, which prove themselves under a name with a prefix of their kind.
final class IssuerClients implements ClientRegistry {
    private static final String ORGANIZATION = dev.atrium.membership.id.ClientId.PREFIX;

    private static final Set<GrantType> FOR_ORGANIZATIONS =
            Set.of(GrantType.CLIENT_CREDENTIALS, GrantType.TOKEN_EXCHANGE);
    private static final Set<GrantType> FOR_APPLICATIONS = Set.of(GrantType.TOKEN_EXCHANGE);

    private final ClientRegistry declared;
    private final ClientRegistry stacks;
    private final Database database;
    private final ClientStore store;
    private final ApplicationClientStore applications;
    private final Clock clock;

    IssuerClients(
            ClientRegistry declared,
            ClientRegistry stacks,
            Database database,
            ClientStore store,
            ApplicationClientStore applications,
            Clock clock) {
        this.declared = declared;
        this.stacks = stacks;
        this.database = database;
        this.store = store;
        this.applications = applications;
        this.clock = clock;
    }

    @Override
    public Optional<Client> find(ClientId id) {
        if (id.value().indexOf('\0') >= 0) {
            return Optional.empty();
        }
        if (id.value().startsWith(ORGANIZATION)) {
            return ofOrganization(id);
        }
        if (id.value().startsWith(StackId.CLIENT_PREFIX)) {
            return stacks.find(id);
        }
        return id.value().startsWith(ExchangeGrant.APPLICATION)
                ? ofApplication(id.value())
                        .map(found -> program(id, found.name(), found.digests(), FOR_APPLICATIONS))
                : declared.find(id);
    }

    private Optional<Client> ofOrganization(ClientId id) {
        String bare = id.value().substring(ORGANIZATION.length());
        return bare.isEmpty()
                ? Optional.empty()
                : database.read(
                                tx ->
                                        store.credentials(
                                                tx,
                                                new dev.atrium.membership.id.ClientId(bare),
                                                clock.instant()))
                        .map(
                                found ->
                                        program(
                                                id,
                                                found.name(),
                                                found.digests(),
                                                FOR_ORGANIZATIONS));
    }

    private Optional<ApplicationClientStore.Credentials> ofApplication(String id) {
        String bare = id.substring(ExchangeGrant.APPLICATION.length());
        return database.read(tx -> applications.credentials(tx, bare, clock.instant()));
    }

    /// The application that a client belongs to.
    Optional<ExchangeGrant.Application> application(String client) {
        return ofApplication(client)
                .map(
                        found ->
                                new ExchangeGrant.Application(
                                        found.application().value(), found.url()));
    }

    /// A client that nobody logs in with.
    private static Client program(
            ClientId id, String name, List<byte[]> digests, Set<GrantType> grants) {
        return new Client(
                id,
                name,
                false,
                digests.stream().<ClientSecret>map(ClientSecret.Sha256::new).toList(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                grants,
                "");
    }
}
