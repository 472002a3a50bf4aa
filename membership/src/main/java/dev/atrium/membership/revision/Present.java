package dev.atrium.membership.revision;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import java.util.Map;

/// Revisions at one moment, of what there is of that which was asked for.
public record Present(
        Map<OrganizationId, OfOrganization> organizations, Map<RegionId, Long> regions) {

    /// @param rights changes with anybody's rights in the organization
    /// @param stacks changes with any of its stacks
    public record OfOrganization(long rights, long stacks) {}
}
