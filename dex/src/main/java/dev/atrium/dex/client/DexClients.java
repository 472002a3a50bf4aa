package dev.atrium.dex.client;

import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Relying parties: those that the configuration declares and those that were registered. A
/// declared one hides a registered one of the same id and cannot be changed.
public final class DexClients implements ClientRegistry {
    private final Map<ClientId, DexClient> declared = new LinkedHashMap<>();
    private final Database database;
    private final ClientStore store;
    private final Clock clock;

    /// @param declared of two with the same id the last one counts
    public DexClients(
            Collection<DexClient> declared, Database database, MasterKey master, Clock clock) {
        declared.forEach(client -> this.declared.put(client.id(), client));
        this.database = database;
        this.store = new ClientStore(master);
        this.clock = clock;
    }

    @Override
    public Optional<Client> find(ClientId id) {
        return dexClient(id).map(DexClient::client);
    }

    public Optional<DexClient> dexClient(ClientId id) {
        DexClient fixed = declared.get(id);
        if (fixed != null) {
            return Optional.of(fixed);
        }
        return id.value().isEmpty() ? Optional.empty() : database.read(tx -> store.find(tx, id));
    }

    public boolean isDeclared(ClientId id) {
        return declared.containsKey(id);
    }

    /// The registered ones, the last one changed last, and after them the declared ones.
    public List<DexClient> all() {
        List<DexClient> all = new ArrayList<>();
        for (DexClient client : database.read(store::all)) {
            if (!isDeclared(client.id())) {
                all.add(client);
            }
        }
        all.addAll(declared.values());
        return all;
    }

    /// @return false when the id is taken
    public boolean register(DexClient client) {
        return database.write(tx -> store.insert(tx, client, clock.instant()));
    }

    /// @return false when no such client is registered
    public boolean change(ClientId id, UnaryOperator<DexClient> change) {
        return database.write(
                tx ->
                        store.lock(tx, id)
                                .map(change)
                                .filter(changed -> store.update(tx, changed, clock.instant()))
                                .isPresent());
    }

    /// @return false when no such client was registered
    public boolean remove(ClientId id) {
        return database.write(tx -> store.delete(tx, id));
    }
}
