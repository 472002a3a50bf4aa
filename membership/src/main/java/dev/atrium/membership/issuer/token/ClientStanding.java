package dev.atrium.membership.issuer.token;

import dev.atrium.http.Parameters;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.client.ClientStore;
import dev.atrium.membership.id.ClientId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.token.ClientCredentialsGrant;
import dev.atrium.oidc.token.Grant;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// What an organization's client is granted: the scopes that it asks for, all that a client can
/// have where it names none, and never another organization. A stack's client is told by its
/// token's audience and is granted nothing.
public final class ClientStanding implements ClientCredentialsGrant.Standing {
    private final Database database;
    private final ClientStore store;
    private final Clock clock;

    public ClientStanding(Database database, ClientStore store, Clock clock) {
        this.database = database;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Grant grant(Client client, List<String> scopes, Parameters form) {
        if (client.id().value().startsWith(StackId.CLIENT_PREFIX)) {
            return ofStack(client, form);
        }
        OrganizationId organization = organization(client);
        Target target =
                switch (Target.of(form)) {
                    case Target.Root _ -> new Target.Organization(organization);
                    case Target.Organization asked -> asked;
                    case Target.Stack asked -> asked;
                    case Target.Application asked -> asked.in(organization);
                };
        if (target.organization().filter(organization::equals).isEmpty()) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_TARGET,
                    "This client belongs to another organization than the one it asks for.");
        }
        return new Grant(
                client.id().value(),
                client.id(),
                scopes.isEmpty()
                        ? Scope.forClients().stream().map(Scope::label).sorted().toList()
                        : scopes.stream()
                                .distinct()
                                .filter(
                                        label ->
                                                Scope.of(label)
                                                        .filter(Scope.forClients()::contains)
                                                        .isPresent())
                                .toList(),
                Optional.empty(),
                Optional.empty(),
                new GrantData(target, Optional.empty()).write());
    }

    private static Grant ofStack(Client client, Parameters form) {
        if (!(Target.of(form) instanceof Target.Root)) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_TARGET, "A stack's client can ask for nothing but itself.");
        }
        return new Grant(
                client.id().value(),
                client.id(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new GrantData(new Target.Root(), Optional.empty()).write());
    }

    private OrganizationId organization(Client client) {
        String id = client.id().value();
        return Optional.of(id)
                .filter(text -> text.startsWith(ClientId.PREFIX))
                .map(text -> new ClientId(text.substring(ClientId.PREFIX.length())))
                .flatMap(bare -> database.read(tx -> store.credentials(tx, bare, clock.instant())))
                .map(ClientStore.Credentials::organization)
                .orElseThrow(
                        () ->
                                new OAuthProblem.Answered(
                                        OAuthError.UNAUTHORIZED_CLIENT,
                                        "This client stands for no organization."));
    }
}
