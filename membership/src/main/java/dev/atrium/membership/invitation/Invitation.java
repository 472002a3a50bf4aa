package dev.atrium.membership.invitation;

import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import java.time.Instant;
import java.util.Optional;

/// Somebody was asked, by e-mail address, to join an organization.
///
/// @param user who answered it
/// @param policy what accepting gives; empty for the organization's default
public record Invitation(
        InvitationId id,
        OrganizationId organization,
        String email,
        Optional<UserId> user,
        Status status,
        Optional<PolicyId> policy,
        Optional<String> creator,
        Instant createdAt,
        Instant updatedAt,
        Instant expiresAt) {
    public enum Status {
        PENDING,
        ACCEPTED,
        REJECTED,
        CANCELLED
    }

    public boolean open(Instant now) {
        return status == Status.PENDING && now.isBefore(expiresAt);
    }
}
