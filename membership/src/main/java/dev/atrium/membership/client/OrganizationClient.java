package dev.atrium.membership.client;

import dev.atrium.membership.id.ClientId;
import java.time.Instant;

/// An organization's OAuth client without its secret.
///
/// @param lastDigits of the secret, by which people tell which one they hold
public record OrganizationClient(
        ClientId id,
        String name,
        String description,
        String lastDigits,
        Instant createdAt,
        Instant updatedAt) {}
