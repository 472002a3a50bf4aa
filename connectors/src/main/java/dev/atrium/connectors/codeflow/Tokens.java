package dev.atrium.connectors.codeflow;

import java.time.Duration;
import java.util.Optional;

/// What a token endpoint gave.
///
/// @param lifetime of the access token, where it was said
public record Tokens(
        String accessToken,
        Optional<String> idToken,
        Optional<String> refreshToken,
        Optional<Duration> lifetime) {}
