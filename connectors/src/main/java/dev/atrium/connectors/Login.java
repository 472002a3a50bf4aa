package dev.atrium.connectors;

import java.util.Map;

/// A successful login.
///
/// @param upstreamState what the connector wants back at a refresh, opaque to everybody else and
///     sealed at rest; may be empty
/// @param claims what an OpenID provider vouched for, verified and as it was sent, for whoever
///     needs more than an identity; empty for other kinds of upstream
public record Login(Identity identity, byte[] upstreamState, Map<String, Object> claims) {
    public Login {
        claims = Map.copyOf(claims);
    }

    public Login(Identity identity, byte[] upstreamState) {
        this(identity, upstreamState, Map.of());
    }
}
