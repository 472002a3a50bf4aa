package dev.atrium.membership.id;

/// A stack within its organization; four lower-case letters when generated.
public record StackId(String value) {
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
