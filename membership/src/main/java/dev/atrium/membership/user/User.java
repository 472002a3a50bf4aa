package dev.atrium.membership.user;

import dev.atrium.membership.id.UserId;

/// An account.
public record User(UserId id, String email, SystemRole role) {

    /// As the API writes it.
    public record Wire(String id, String email, String role) {}

    public Wire wire() {
        return new Wire(id.value(), email, role.wire());
    }
}
