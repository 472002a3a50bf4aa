package dev.atrium.membership.id;

/// A stack within its organization; four lower-case letters when generated.
public record StackId(String value) {
    /// What the id of a stack's OAuth client begins with; its organization and itself follow.
    public static final String CLIENT_PREFIX = "stack_";

    public StackId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
