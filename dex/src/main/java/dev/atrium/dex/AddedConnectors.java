package dev.atrium.dex;

import dev.atrium.connectors.ConnectorId;
import java.util.List;
import java.util.Optional;

/// Connectors that are not in the configuration.
public interface AddedConnectors {
    /// For a server that has none.
    AddedConnectors NONE =
            new AddedConnectors() {
                @Override
                public Optional<NamedConnector> find(ConnectorId id) {
                    return Optional.empty();
                }

                @Override
                public List<NamedConnector> named() {
                    return List.of();
                }
            };

    Optional<NamedConnector> find(ConnectorId id);

    List<NamedConnector> named();
}
