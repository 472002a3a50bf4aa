package dev.atrium.storage;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/// A running transaction. Store methods take it as their first parameter, so that no statement runs
/// outside of one.
public final class Tx {
    private static final String SCHEMA = "schema";

    private final Handle handle;

    Tx(Handle handle) {
        this.handle = handle;
    }

    /// Runs work on another part's schema in the same transaction.
    public void in(String schema, Runnable work) {
        SqlStatements statements = handle.getConfig(SqlStatements.class);
        Object before = statements.getAttribute(SCHEMA);
        statements.define(SCHEMA, schema);
        try {
            work.run();
        } finally {
            statements.define(SCHEMA, before);
        }
    }

    /// For `*Store` classes only; nobody else speaks SQL.
    public Handle sql() {
        return handle;
    }
}
