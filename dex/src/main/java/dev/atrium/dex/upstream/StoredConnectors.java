package dev.atrium.dex.upstream;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.dex.AddedConnectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.oidc.GrantType;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The added upstreams, opened when somebody needs them and again when they have changed.
public final class StoredConnectors implements AddedConnectors {
    private final Database database;
    private final ConnectorStore store;
    private final Opening opening;
    private final Clock clock;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    /// How a connector is made of what is stored.
    @FunctionalInterface
    public interface Opening {
        /// Never fails: one that cannot be made is one that answers with the reason.
        Connector open(StoredConnector stored);
    }

    private record Opened(int version, Connector connector) {}

    public StoredConnectors(Database database, MasterKey master, Opening opening, Clock clock) {
        this.database = database;
        this.store = new ConnectorStore(master);
        this.opening = opening;
        this.clock = clock;
    }

    @Override
    public Optional<NamedConnector> find(ConnectorId id) {
        return database.read(tx -> store.find(tx, id.value())).map(this::named);
    }

    @Override
    public List<NamedConnector> named() {
        return all().stream().map(this::named).toList();
    }

    public List<StoredConnector> all() {
        return database.read(store::all);
    }

    /// @return false when the id is taken
    public boolean add(StoredConnector connector) {
        return database.write(tx -> store.insert(tx, connector, clock.instant()));
    }

    /// @return false when there is no such connector
    public boolean change(String id, UnaryOperator<StoredConnector> change) {
        return database.write(
                tx -> {
                    Optional<StoredConnector> changed = store.lock(tx, id).map(change);
                    changed.ifPresent(connector -> store.update(tx, connector, clock.instant()));
                    return changed.isPresent();
                });
    }

    /// @return false when there is no such connector
    public boolean remove(String id) {
        return database.write(tx -> store.delete(tx, id));
    }

    private NamedConnector named(StoredConnector stored) {
        Opened current =
                opened.compute(
                        stored.id(),
                        (_, before) ->
                                before != null && before.version() == stored.version()
                                        ? before
                                        : new Opened(stored.version(), opening.open(stored)));
        return new NamedConnector(
                new ConnectorId(stored.id()),
                stored.name(),
                current.connector(),
                stored.grants().stream()
                        .flatMap(name -> GrantType.of(name).stream())
                        .collect(Collectors.toSet()));
    }
}
