package dev.atrium.membership.event;

import dev.atrium.membership.id.OrganizationId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An address that is told of events.
///
/// @param organization empty where it is told of everything
/// @param actions empty for every one
public record Endpoint(
        String id,
        Optional<OrganizationId> organization,
        URI url,
        String description,
        List<String> actions,
        boolean enabled,
        String secretLastDigits,
        Instant createdAt,
        Instant updatedAt) {
    public Endpoint {
        actions = List.copyOf(actions);
    }
}
