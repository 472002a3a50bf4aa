package dev.atrium.membership.id;

/// An organization; twelve lower-case letters when generated, free-form when declared.
public record OrganizationId(String value) {
    public OrganizationId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("an empty id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
