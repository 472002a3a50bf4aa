package dev.atrium.membership.wizard;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.stack.Life;
import dev.atrium.membership.user.SystemRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What exists: to compare it with what is declared, and to show it. Never a secret.
public sealed interface Found {

    /// @param connector of the provider whose user this is, for one that was declared
    /// @param policies what the person may do, by organization
    record User(
            UserId id,
            String email,
            SystemRole role,
            Optional<String> connector,
            Map<OrganizationId, PolicyId> policies)
            implements Found {
        public User {
            policies = Map.copyOf(policies);
        }
    }

    record Organization(
            OrganizationId id,
            String name,
            UserId owner,
            Optional<String> domain,
            Optional<PolicyId> defaultPolicy)
            implements Found {}

    /// @param organization empty for a public region
    /// @param agent whether one may connect for it
    record Region(
            RegionId id,
            String name,
            Optional<OrganizationId> organization,
            String baseUrl,
            boolean production,
            boolean active,
            boolean agent)
            implements Found {}

    /// @param modules those that are enabled
    record Stack(
            OrganizationId organization,
            StackId id,
            String name,
            RegionId region,
            String version,
            Life life,
            List<String> modules)
            implements Found {
        public Stack {
            modules = List.copyOf(modules);
        }
    }
}
