package dev.atrium.membership.issuer.person;

import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import java.util.Optional;

/// An open invitation to an address that somebody has proved to be theirs.
///
/// @param organizationName for the page
/// @param policy what accepting gives
public record Offer(
        InvitationId id,
        OrganizationId organization,
        String organizationName,
        Optional<PolicyId> policy) {}
