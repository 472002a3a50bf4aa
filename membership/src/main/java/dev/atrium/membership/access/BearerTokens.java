package dev.atrium.membership.access;

import java.util.Optional;

/// Reads access tokens. Implemented by the issuer, which knows its keys.
@FunctionalInterface
public interface BearerTokens {
    /// @return empty when the token is not one of ours, was changed, or has expired
    Optional<Bearer> read(String token);
}
