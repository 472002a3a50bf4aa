package dev.atrium.dex;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.oidc.GrantType;
import java.util.Set;

/// An open connector as the configuration names it.
///
/// @param name on the button
/// @param grants for which it may be used; empty for all
public record NamedConnector(
        ConnectorId id, String name, Connector connector, Set<GrantType> grants) {
    public NamedConnector {
        grants = Set.copyOf(grants);
    }

    public boolean serves(GrantType grant) {
        return grants.isEmpty() || grants.contains(grant);
    }
}
