package dev.atrium.dex;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.client.Client;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The open connectors: those of the configuration, which hide added ones of the same id, and those
/// that were added.
public final class Connectors {
    private final List<NamedConnector> declared;
    private final AddedConnectors added;

    public Connectors(List<NamedConnector> declared, AddedConnectors added) {
        this.declared = List.copyOf(declared);
        this.added = added;
    }

    public Optional<NamedConnector> find(ConnectorId id) {
        return declared(id).or(() -> added.find(id));
    }

    private Optional<NamedConnector> declared(ConnectorId id) {
        return declared.stream().filter(connector -> connector.id().equals(id)).findFirst();
    }

    /// Whether somebody may have a choice.
    public boolean several() {
        return declared.size() > 1 || all().size() > 1;
    }

    /// Those that may be used for a grant by a client, by name.
    public List<NamedConnector> usable(GrantType grant, Client client) {
        return all().stream()
                .filter(connector -> connector.serves(grant))
                .filter(connector -> client.allowsConnector(connector.id().value()))
                .sorted(
                        Comparator.comparing(
                                connector -> connector.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private List<NamedConnector> all() {
        List<NamedConnector> all = new ArrayList<>(declared);
        for (NamedConnector connector : added.named()) {
            if (declared(connector.id()).isEmpty()) {
                all.add(connector);
            }
        }
        return all;
    }
}
