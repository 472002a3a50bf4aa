package dev.atrium.bench.database;

import dev.atrium.storage.Tx;

/// The databases that a benchmark makes and drops on a server that it was given.
public final class DatabaseStore {
    /// An empty one, in place of what an earlier run left.
    public boolean create(Tx tx, String database) {
        drop(tx, database);
        tx.sql().execute("create database \"" + database + "\"");
        return true;
    }

    public boolean preferIndexes(Tx tx, String database) {
        tx.sql().execute("alter database \"" + database + "\" set enable_seqscan = off");
        return true;
    }

    public boolean drop(Tx tx, String database) {
        tx.sql().execute("drop database if exists \"" + database + "\" with (force)");
        return true;
    }

    /// The process that serves this connection, on the machine of the server.
    public int backend(Tx tx) {
        return tx.sql().createQuery("select pg_backend_pid()").mapTo(Integer.class).one();
    }
}
