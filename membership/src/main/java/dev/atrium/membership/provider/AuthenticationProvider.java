package dev.atrium.membership.provider;

import dev.atrium.kernel.Secret;
import dev.atrium.membership.id.OrganizationId;
import java.time.Instant;
import java.util.Optional;

/// With whom the people of an organization log in.
///
/// @param id by which its people are known; another one once it means another provider
public record AuthenticationProvider(
        OrganizationId organization, String id, Asked asked, Instant createdAt, Instant updatedAt) {

    /// What the organization said of it.
    public record Asked(Kind kind, String name, String clientId, Secret clientSecret, Place place) {
        /// Whether people have the same names at both.
        boolean samePlace(Asked other) {
            return kind == other.kind && place.equals(other.place);
        }
    }

    /// Where it is, for the kinds that are in more than one place.
    ///
    /// @param issuer of an OIDC provider; may be empty text, which nobody can log in with
    /// @param tenant of Microsoft's
    public record Place(Optional<String> issuer, Optional<String> tenant) {}
}
