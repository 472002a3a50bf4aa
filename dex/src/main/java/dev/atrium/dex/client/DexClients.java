package dev.atrium.dex.client;

import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Finds relying parties by their id.
public final class DexClients implements ClientRegistry {
    private final Map<ClientId, DexClient> declared = new LinkedHashMap<>();

    /// @param declared of two with the same id the last one counts
    public DexClients(Collection<DexClient> declared) {
        declared.forEach(client -> this.declared.put(client.id(), client));
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return dexClient(id).map(DexClient::client);
    }

    public Optional<DexClient> dexClient(ClientId id) {
        return Optional.ofNullable(declared.get(id));
    }
}
