package dev.atrium.connectors;

/// A successful login.
///
/// @param upstreamState what the connector wants back at a refresh, opaque to everybody else and
///     sealed at rest; may be empty
public record Login(Identity identity, byte[] upstreamState) {}
