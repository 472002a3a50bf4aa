package dev.atrium.membership.wizard;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.SystemRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a wizard file declares, checked as a whole. An empty Optional means that the file says
/// nothing about the field, which is then not compared either.
record Declaration(
        List<User> users,
        List<Organization> organizations,
        List<Region> regions,
        List<Stack> stacks) {
    Declaration {
        users = List.copyOf(users);
        organizations = List.copyOf(organizations);
        regions = List.copyOf(regions);
        stacks = List.copyOf(stacks);
    }

    /// @param at where it stands, for messages
    /// @param connector of the provider whose user this is
    record User(
            ConfigNode at,
            UserId id,
            String email,
            Optional<SystemRole> role,
            Optional<String> connector) {}

    record Organization(
            ConfigNode at,
            OrganizationId id,
            UserId owner,
            String name,
            Optional<String> domain,
            Optional<PolicyId> defaultPolicy,
            List<String> features) {}

    /// @param organization empty for a public region, which no file declares
    /// @param baseUrl without a slash at its end
    /// @param agent whether one is to run its stacks, so that credentials are made for it
    record Region(
            ConfigNode at,
            RegionId id,
            String name,
            Optional<OrganizationId> organization,
            String baseUrl,
            Optional<Boolean> production,
            boolean agent,
            Map<String, Map<String, String>> versions) {}

    /// @param modules in lower case
    record Stack(
            ConfigNode at,
            StackId id,
            String name,
            OrganizationId organization,
            RegionId region,
            Optional<String> version,
            Optional<List<String>> modules,
            Optional<Secret> clientSecret) {}
}
