package dev.atrium.membership.issuer.login;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.RedirectConnector;

/// A provider that is asked who somebody is.
///
/// @param id our own name of it
/// @param name for the page on which people choose
public record Upstream(ConnectorId id, String issuer, String name, RedirectConnector connector) {}
