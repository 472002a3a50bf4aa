package dev.atrium.storage;

/// Locks by name that replicas share, held until the transaction ends.
public final class AdvisoryLock {
    private AdvisoryLock() {}

    public static void acquire(Tx tx, String name) {
        tx.sql()
                .createQuery(
                        "select 1 from (select pg_advisory_xact_lock(hashtextextended(:name, 0))) locked")
                .bind("name", name)
                .mapTo(Integer.class)
                .one();
    }

    public static boolean tryAcquire(Tx tx, String name) {
        return tx.sql()
                .createQuery("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }
}
