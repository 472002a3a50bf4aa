package dev.atrium.membership.id;

/// An invitation.
public record InvitationId(String value) {
    public InvitationId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
