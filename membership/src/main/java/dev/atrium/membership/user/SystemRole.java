package dev.atrium.membership.user;

import dev.atrium.kernel.Problem;

/// What somebody is to the whole platform. The wizard writes `ADMIN`, the API shows the same as
/// `SYSTEM`.
public enum SystemRole {
    USER("USER"),
    ADMIN("SYSTEM");

    private final String wire;

    SystemRole(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    /// Reads either spelling.
    public static SystemRole of(String text) {
        return switch (text) {
            case "USER" -> USER;
            case "ADMIN", "SYSTEM" -> ADMIN;
            default -> throw new Problem.Invalid("role", "\"" + text + "\" is not a role");
        };
    }
}
