package dev.atrium.membership.access;

import dev.atrium.membership.id.OrganizationId;
import java.util.Optional;
import java.util.Set;

/// What a valid access token says.
///
/// @param organization the one organization that the token is for; a root token has none and is
///     narrowed by nothing but the person's rights
/// @param scopes what the token was given, which counts only together with `organization`
public record Bearer(Caller caller, Optional<OrganizationId> organization, Set<Scope> scopes) {
    public Bearer {
        scopes = Set.copyOf(scopes);
    }
}
