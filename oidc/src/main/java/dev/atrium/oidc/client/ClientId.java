package dev.atrium.oidc.client;

/// The name by which a relying party introduces itself. Any text, for existing configurations
/// choose freely.
public record ClientId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
