package dev.atrium.connectors;

/// What a login asks of an upstream; the only two things of a request that a connector learns.
///
/// @param offline whether the answer must be refreshable later
/// @param groups whether groups are wanted
public record Asked(boolean offline, boolean groups) {}
