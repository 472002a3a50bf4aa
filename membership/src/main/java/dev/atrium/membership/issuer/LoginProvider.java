package dev.atrium.membership.issuer;

import dev.atrium.connectors.RedirectConnector;

/// A provider that people log in with.
///
/// @param id in URLs; empty for the operator's own
/// @param name for people
/// @param operators whether it is the one of `RP_ISSUER`
public record LoginProvider(
        String id, String name, String issuer, boolean operators, RedirectConnector connector) {}
