package dev.atrium.membership.stack;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.module.Module;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A stack of an organization.
///
/// @param state what people want
/// @param expectedStatus what the cluster is told to become
/// @param status what was last observed of it
public record Stack(
        OrganizationId organization,
        StackId id,
        String name,
        RegionId region,
        String baseUrl,
        String version,
        Map<String, String> metadata,
        State state,
        ExpectedStatus expectedStatus,
        Status status,
        Switches switches,
        Times times,
        List<Module> modules) {
    public Stack {
        metadata = Map.copyOf(metadata);
        modules = List.copyOf(modules);
    }

    public enum State {
        ACTIVE,
        DISABLED,
        DELETED
    }

    public enum ExpectedStatus {
        READY,
        DISABLED,
        DELETED
    }

    public enum Status {
        UNKNOWN,
        PROGRESSING,
        READY,
        DISABLED,
        DELETED
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
        return StackAddress.of(baseUrl, organization, id);
    }

    public Stack with(List<Module> found) {
        return new Stack(
                organization,
                id,
                name,
                region,
                baseUrl,
                version,
                metadata,
                state,
                expectedStatus,
                status,
                switches,
                times,
                found);
    }
}
