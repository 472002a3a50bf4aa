package dev.atrium.membership.organization;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.user.User;
import java.time.Instant;
import java.util.Optional;

/// An organization with what an expanded answer adds.
///
/// @param defaultPolicy what somebody gets who joins without an explicit policy
public record Organization(
        OrganizationId id,
        String name,
        User owner,
        Optional<String> domain,
        Optional<PolicyId> defaultPolicy,
        Quota quota,
        Instant createdAt,
        Instant updatedAt,
        Counts counts) {

    /// How many more of each may be created.
    public record Quota(int stacks, int sandboxes) {}

    public record Counts(long stacks, long users) {}
}
