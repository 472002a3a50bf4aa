package dev.atrium.connectors.opening;

import dev.atrium.kernel.config.ConfigNode;

/// A connector cannot be made from its configuration. The message says which setting and where.
public final class ConnectorProblem extends Exception {
    ConnectorProblem(String reason, ConfigNode at) {
        super(reason + " (" + at.where() + ")");
    }
}
