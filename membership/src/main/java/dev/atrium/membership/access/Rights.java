package dev.atrium.membership.access;

import java.util.Set;

/// What a caller may do in an organization, and on one stack of it where the path names one.
///
/// @param known whether the account, or the client, exists
/// @param inside whether the organization exists and the caller belongs to it
public record Rights(boolean known, boolean inside, Set<Scope> scopes) {
    /// Of an account or a client that does not exist.
    public static final Rights NONE = new Rights(false, false, Set.of());

    public Rights {
        scopes = Set.copyOf(scopes);
    }
}
