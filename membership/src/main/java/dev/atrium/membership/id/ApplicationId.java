package dev.atrium.membership.id;

/// A server that takes Membership's tokens.
public record ApplicationId(String value) {
    public ApplicationId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
