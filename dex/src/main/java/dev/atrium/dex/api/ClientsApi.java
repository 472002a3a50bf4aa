package dev.atrium.dex.api;

import dev.atrium.dex.client.DexClient;
import dev.atrium.dex.client.DexClients;
import dev.atrium.dex.client.RefreshLifetime;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.oidc.GoQuote;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientSecret;
import dev.atrium.rpc.dex.ClientInfo;
import dev.atrium.rpc.dex.CreateClientReq;
import dev.atrium.rpc.dex.CreateClientResp;
import dev.atrium.rpc.dex.DeleteClientReq;
import dev.atrium.rpc.dex.DeleteClientResp;
import dev.atrium.rpc.dex.GetClientReq;
import dev.atrium.rpc.dex.GetClientResp;
import dev.atrium.rpc.dex.ListClientResp;
import dev.atrium.rpc.dex.UpdateClientReq;
import dev.atrium.rpc.dex.UpdateClientResp;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Relying parties.
final class ClientsApi {
    private final DexClients clients;
    private final RandomIds ids;

    ClientsApi(DexClients clients, RandomIds ids) {
        this.clients = clients;
        this.ids = ids;
    }

    GetClientResp get(GetClientReq request) {
        DexClient client =
                clients.dexClient(new ClientId(request.getId()))
                        .orElseThrow(() -> new ApiProblem("not found"));
        return GetClientResp.newBuilder().setClient(wire(client)).build();
    }

    CreateClientResp create(CreateClientReq request) {
        if (!request.hasClient()) {
            throw new ApiProblem("no client supplied");
        }
        DexClient client = registered(request.getClient());
        if (clients.isDeclared(client.id())) {
            throw new ApiProblem("create client: static clients: read-only cannot create client");
        }
        return clients.register(client)
                ? CreateClientResp.newBuilder().setClient(wire(client)).build()
                : CreateClientResp.newBuilder().setAlreadyExists(true).build();
    }

    private DexClient registered(dev.atrium.rpc.dex.Client given) {
        String id = given.getId().isEmpty() ? ids.base32(16) : given.getId();
        String secret =
                given.getSecret().isEmpty() && !given.getPublic()
                        ? ids.base32(16) + ids.base32(16)
                        : given.getSecret();
        return new DexClient(
                new Client(
                        new ClientId(id),
                        given.getName(),
                        given.getPublic(),
                        secret.isEmpty()
                                ? List.of()
                                : List.of(new ClientSecret.Plain(Secret.of(secret))),
                        given.getRedirectUrisList(),
                        given.getPostLogoutRedirectUrisList(),
                        new LinkedHashSet<>(given.getAllowedConnectorsList()),
                        peers(given.getTrustedPeersList()),
                        Set.of(),
                        Set.of(),
                        given.getLogoUrl()),
                shared(given.getSsoSharedWithList()),
                lifetime(given.getRefreshTokenLifetime()),
                Optional.of(given.getBackchannelLogoutUri()).filter(uri -> !uri.isEmpty()),
                List.of());
    }

    private static Set<ClientId> peers(Collection<String> ids) {
        return ids.stream().map(ClientId::new).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The protocol cannot tell an empty list from none.
    private static Optional<Set<String>> shared(Collection<String> ids) {
        return ids.isEmpty() ? Optional.empty() : Optional.of(new LinkedHashSet<>(ids));
    }

    private static RefreshLifetime lifetime(String wire) {
        return RefreshLifetime.of(wire)
                .orElseThrow(
                        () ->
                                new ApiProblem(
                                        "invalid refresh token lifetime "
                                                + GoQuote.quote(wire)
                                                + ": want \"standalone\" or \"session\""));
    }

    /// Lists and texts that are empty change nothing.
    UpdateClientResp update(UpdateClientReq request) {
        ClientId id =
                new ClientId(
                        ApiProblem.required(
                                request.getId(), "update client: no client ID supplied"));
        if (clients.isDeclared(id)) {
            throw new ApiProblem("update client: static clients: read-only cannot update client");
        }
        boolean found = clients.change(id, old -> changed(old, request));
        return UpdateClientResp.newBuilder().setNotFound(!found).build();
    }

    private static DexClient changed(DexClient old, UpdateClientReq request) {
        Client client = old.client();
        return new DexClient(
                new Client(
                        client.id(),
                        request.getName().isEmpty() ? client.name() : request.getName(),
                        client.isPublic(),
                        client.secrets(),
                        or(request.getRedirectUrisList(), client.redirectUris()),
                        or(
                                request.getPostLogoutRedirectUrisList(),
                                client.postLogoutRedirectUris()),
                        new LinkedHashSet<>(
                                or(request.getAllowedConnectorsList(), old.allowedConnectors())),
                        peers(or(request.getTrustedPeersList(), old.trustedPeers())),
                        client.allowedScopes(),
                        client.grants(),
                        request.getLogoUrl().isEmpty() ? client.logoUrl() : request.getLogoUrl()),
                shared(request.getSsoSharedWithList()).or(old::sharesSession),
                request.hasRefreshTokenLifetime()
                        ? lifetime(request.getRefreshTokenLifetime())
                        : old.lifetime(),
                request.hasBackchannelLogoutUri()
                        ? Optional.of(request.getBackchannelLogoutUri())
                                .filter(uri -> !uri.isEmpty())
                        : old.backchannelLogoutUri(),
                old.ownGroups());
    }

    private static List<String> or(List<String> given, List<String> old) {
        return given.isEmpty() ? old : given;
    }

    DeleteClientResp delete(DeleteClientReq request) {
        ClientId id = new ClientId(request.getId());
        if (clients.isDeclared(id)) {
            throw new ApiProblem("delete client: static clients: read-only cannot delete client");
        }
        return DeleteClientResp.newBuilder().setNotFound(!clients.remove(id)).build();
    }

    ListClientResp list() {
        ListClientResp.Builder answer = ListClientResp.newBuilder();
        for (DexClient client : clients.all()) {
            answer.addClients(
                    ClientInfo.newBuilder()
                            .setId(client.id().value())
                            .addAllRedirectUris(client.client().redirectUris())
                            .addAllTrustedPeers(client.trustedPeers())
                            .setPublic(client.client().isPublic())
                            .setName(client.client().name())
                            .setLogoUrl(client.client().logoUrl())
                            .addAllAllowedConnectors(client.allowedConnectors())
                            .addAllSsoSharedWith(sharedWith(client))
                            .setBackchannelLogoutUri(client.backchannelLogoutUri().orElse(""))
                            .addAllPostLogoutRedirectUris(client.client().postLogoutRedirectUris())
                            .setRefreshTokenLifetime(client.lifetime().wire()));
        }
        return answer.build();
    }

    private static dev.atrium.rpc.dex.Client wire(DexClient client) {
        return dev.atrium.rpc.dex.Client.newBuilder()
                .setId(client.id().value())
                .setSecret(client.plainSecret())
                .addAllRedirectUris(client.client().redirectUris())
                .addAllTrustedPeers(client.trustedPeers())
                .setPublic(client.client().isPublic())
                .setName(client.client().name())
                .setLogoUrl(client.client().logoUrl())
                .addAllAllowedConnectors(client.allowedConnectors())
                .addAllSsoSharedWith(sharedWith(client))
                .setBackchannelLogoutUri(client.backchannelLogoutUri().orElse(""))
                .addAllPostLogoutRedirectUris(client.client().postLogoutRedirectUris())
                .setRefreshTokenLifetime(client.lifetime().wire())
                .build();
    }

    private static List<String> sharedWith(DexClient client) {
        return List.copyOf(client.sharesSession().orElse(Set.of()));
    }
}
