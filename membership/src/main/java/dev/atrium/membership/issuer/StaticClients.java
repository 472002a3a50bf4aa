package dev.atrium.membership.issuer;

import dev.atrium.membership.MembershipSettings;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.client.ClientSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The clients of the configuration.
final class StaticClients implements ClientRegistry {
    private final Map<ClientId, Client> byId;

    StaticClients(List<MembershipSettings.StaticClient> declared) {
        byId =
                declared.stream()
                        .map(StaticClients::client)
                        .collect(Collectors.toMap(Client::id, Function.identity()));
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static Client client(MembershipSettings.StaticClient declared) {
        return new Client(
                new ClientId(declared.id()),
                declared.name(),
                declared.isPublic(),
                declared.secrets().stream()
                        .filter(secret -> !secret.isEmpty())
                        .<ClientSecret>map(ClientSecret.Plain::new)
                        .toList(),
                declared.redirectUris(),
                declared.postLogoutRedirectUris(),
                Set.of(),
                Set.of(),
                Set.copyOf(declared.scopes()),
                Set.of(),
                "");
    }
}
