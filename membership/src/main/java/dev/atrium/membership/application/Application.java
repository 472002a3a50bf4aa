package dev.atrium.membership.application;

import dev.atrium.membership.id.ApplicationId;
import java.time.Instant;

/// A server that takes Membership's tokens.
public record Application(
        ApplicationId id, Described described, Instant createdAt, Instant updatedAt) {

    /// What its administrator says of it.
    ///
    /// @param url where it answers, which is also the audience of its tokens
    /// @param alias by which clients ask for it
    public record Described(String name, String description, String url, String alias) {}

    /// A right of the application's own.
    public record Scope(
            long id,
            String label,
            String description,
            boolean isProtected,
            Instant createdAt,
            Instant updatedAt) {}
}
