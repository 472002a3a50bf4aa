package dev.atrium.membership.stack;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.region.Region;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A stack of an organization.
///
/// @param region where it runs, as it is shown
/// @param modules as JSON that is shown as it is: the database puts it together when one changes
/// @param life what is wanted of it and what was last observed
public record Stack(
        OrganizationId organization,
        StackId id,
        String name,
        Region.Wire region,
        String version,
        Map<String, String> metadata,
        Life life,
        Switches switches,
        Times times,
        String modules) {
    public Stack {
        metadata = Map.copyOf(metadata);
    }

    /// @param synchronised whether the cluster has confirmed the latest wish
    /// @param reachable through Stargate
    public record Switches(
            boolean stargate, boolean audit, boolean synchronised, boolean reachable) {}

    public record Times(
            Instant createdAt,
            Instant updatedAt,
            Instant lastStateUpdate,
            Instant lastExpectedStatusUpdate,
            Instant lastStatusUpdate,
            Optional<Instant> lastReachableUpdate,
            Optional<Instant> warnedAt,
            Optional<Instant> disposableSince,
            Optional<Instant> disabledAt,
            Optional<Instant> deletedAt) {}

    /// Its address, without a slash at the end.
    public String uri() {
        return StackAddress.of(region.baseUrl(), organization, id);
    }
}
