package dev.atrium.membership.region;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import java.time.Instant;

/// A further organization that may run stacks in a private region.
public record RegionAccess(RegionId region, OrganizationId organization, Instant createdAt) {}
