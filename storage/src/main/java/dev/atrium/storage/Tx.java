package dev.atrium.storage;

import org.jdbi.v3.core.Handle;

/// A running transaction. Store methods take it as their first parameter, so that no statement runs
/// outside of one.
public final class Tx {
    private final Handle handle;

    Tx(Handle handle) {
        this.handle = handle;
    }

    /// For `*Store` classes only; nobody else speaks SQL.
    public Handle sql() {
        return handle;
    }
}
