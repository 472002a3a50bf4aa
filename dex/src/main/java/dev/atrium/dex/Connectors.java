package dev.atrium.dex;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.client.Client;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The open connectors.
public final class Connectors {
    private final List<NamedConnector> all;

    public Connectors(List<NamedConnector> all) {
        this.all = List.copyOf(all);
    }

    public Optional<NamedConnector> find(ConnectorId id) {
        return all.stream().filter(connector -> connector.id().equals(id)).findFirst();
    }

    public int count() {
        return all.size();
    }

    /// Those that may be used for a grant by a client, by name.
    public List<NamedConnector> usable(GrantType grant, Client client) {
        return all.stream()
                .filter(connector -> connector.serves(grant))
                .filter(connector -> client.allowsConnector(connector.id().value()))
                .sorted(
                        Comparator.comparing(
                                connector -> connector.name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
