package dev.atrium.membership.id;

/// A region.
public record RegionId(String value) {
    public RegionId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
