package dev.atrium.membership.policy;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A named set of scopes.
///
/// @param organization empty for a built-in one, which every organization has
/// @param locked whether it can be edited by nobody
public record Policy(
        PolicyId id,
        Optional<OrganizationId> organization,
        String name,
        String description,
        boolean locked,
        Instant createdAt,
        Instant updatedAt) {

    /// @param application empty for a scope of Membership itself
    public record ScopeRow(
            long id,
            String label,
            String description,
            Optional<String> application,
            boolean locked,
            Instant createdAt,
            Instant updatedAt) {}

    public record WithScopes(Policy policy, List<ScopeRow> scopes) {
        public WithScopes {
            scopes = List.copyOf(scopes);
        }
    }
}
