package dev.atrium.membership.id;

/// An organization's OAuth client, as the API names it.
public record ClientId(String value) {
    /// What stands before it where a client proves who it is.
    public static final String PREFIX = "organization_";

    public ClientId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty id");
        }
    }

    /// The `client_id` of OAuth.
    public String presented() {
        return PREFIX + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
