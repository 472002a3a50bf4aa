package dev.atrium.membership.region;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where stacks run.
///
/// @param organization empty for a public region, which every organization sees
/// @param production whether stacks there are spared the clean-up of idle ones
public record Region(
        RegionId id,
        String name,
        String baseUrl,
        Optional<OrganizationId> organization,
        Optional<String> creatorId,
        Optional<User> creator,
        boolean production,
        Agent agent,
        Instant createdAt) {

    /// What is known of the agent that runs the region's stacks.
    ///
    /// @param secretDigits the last ones of its secret; empty where it has no credentials, since
    ///     nobody but the operator runs that region
    /// @param awaited whether stacks wait for what it reports: it has credentials, or has connected
    public record Agent(
            String id,
            boolean awaited,
            boolean active,
            boolean outdated,
            Optional<String> version,
            Optional<Instant> lastPing,
            Map<String, List<String>> capabilities,
            Optional<String> secretDigits) {
        public Agent {
            capabilities = Map.copyOf(capabilities);
        }
    }

    /// A stack version that the region offers.
    ///
    /// @param services the version of each service in it
    public record Version(
            RegionId region, String name, Map<String, String> services, boolean deprecated) {
        public Version {
            services = Map.copyOf(services);
        }
    }

    /// Whether it belongs to that organization; others only use it.
    boolean ownedBy(OrganizationId viewer) {
        return organization.filter(viewer::equals).isPresent();
    }

    /// Whether the region can run that module; one whose agent never said what it runs is taken at
    /// the caller's word.
    public boolean runs(String module) {
        return runs(agent.capabilities(), module);
    }

    public static boolean runs(Map<String, List<String>> capabilities, String module) {
        List<String> modules = capabilities.getOrDefault("MODULE_LIST", List.of());
        return modules.isEmpty() || modules.contains(module);
    }
}
