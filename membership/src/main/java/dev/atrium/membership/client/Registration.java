package dev.atrium.membership.client;

import java.time.Instant;

/// A program that proves itself with a secret, without that secret.
///
/// @param lastDigits of the secret, by which people tell which one they hold
public record Registration(
        String id,
        String name,
        String description,
        String lastDigits,
        Instant createdAt,
        Instant updatedAt) {}
