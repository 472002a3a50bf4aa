package dev.atrium.membership.id;

/// A person's account.
public record UserId(String value) {
    public UserId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
