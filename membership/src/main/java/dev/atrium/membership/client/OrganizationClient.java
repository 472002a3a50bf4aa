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
        Instant updatedAt) {

    static OrganizationClient of(Registration found) {
        return new OrganizationClient(
                new ClientId(found.id()),
                found.name(),
                found.description(),
                found.lastDigits(),
                found.createdAt(),
                found.updatedAt());
    }
}
