package dev.atrium.membership.access;

/// What one statement read: the caller's rights, and what counts only if they suffice.
public record Seen<T>(Rights rights, T value) {
    /// The value, once the pass has let the rights through.
    public T through(Pass pass) {
        pass.show(rights);
        return value;
    }
}
