package dev.atrium.membership.audit;

import dev.atrium.membership.access.Caller;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One line of the audit log.
///
/// @param actor who did it; empty for the system
/// @param data free-form details, never a secret
public record Entry(
        Action action,
        Optional<OrganizationId> organization,
        Optional<StackId> stack,
        Optional<Caller> actor,
        Instant date,
        Map<String, String> data) {
    public Entry {
        data = Map.copyOf(data);
    }

    /// Of something in an organization that no single stack has part in.
    public static Entry in(
            OrganizationId organization,
            Action action,
            Caller actor,
            Instant date,
            Map<String, String> data) {
        return new Entry(
                action,
                Optional.of(organization),
                Optional.empty(),
                Optional.of(actor),
                date,
                data);
    }
}
