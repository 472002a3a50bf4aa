package dev.atrium.membership.module;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A module of a stack.
///
/// @param name in lower case
/// @param clusterStatus what the region's agent last reported, as it came
public record Module(
        OrganizationId organization,
        StackId stack,
        String name,
        State state,
        Status status,
        Instant lastStateUpdate,
        Instant lastStatusUpdate,
        Optional<JsonNode> clusterStatus) {
    /// The module whose state a stack shows a second time, as its switch.
    public static final String STARGATE = "stargate";

    /// What people want.
    public enum State {
        ENABLED,
        DISABLED
    }

    /// What was observed.
    public enum Status {
        UNKNOWN,
        PROGRESSING,
        READY,
        DELETED
    }
}
