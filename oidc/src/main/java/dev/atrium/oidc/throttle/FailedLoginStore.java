package dev.atrium.oidc.throttle;

import dev.atrium.storage.Columns;
import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Counts as rows.
final class FailedLoginStore {
    private static final FrequentSql STANDING =
            FrequentSql.of(
                    """
                    select count(*) > 0 as known, max(blocked_until) filter (where blocked_until > :now) as blocked
                    from <schema>.failed_logins
                    where key_hash = any (:keys) and expires_at > :now
                    """);

    /// @param known whether anything was refused of late
    /// @param blockedUntil the latest of all
    record Standing(boolean known, Optional<Instant> blockedUntil) {}

    Standing standing(Tx tx, List<byte[]> keys, Instant now) {
        return tx.read(
                STANDING.with("keys", keys.toArray(byte[][]::new)).with("now", now),
                row -> {
                    row.next();
                    return new Standing(row.getBoolean("known"), Columns.instant(row, "blocked"));
                });
    }

    /// @return how often it was refused of late
    int count(Tx tx, byte[] key, Instant now, Instant expires) {
        return tx.sql()
                .createQuery(
                        """
                        insert into <schema>.failed_logins as old (key_hash, failures, blocked_until, expires_at)
                        values (:key, 1, :now, :expires)
                        on conflict (key_hash) do update
                        set failures = case when old.expires_at <= :now then 1 else old.failures + 1 end,
                            expires_at = excluded.expires_at
                        returning failures
                        """)
                .bind("key", key)
                .bind("now", now)
                .bind("expires", expires)
                .mapTo(Integer.class)
                .one();
    }

    void block(Tx tx, byte[] key, Instant until) {
        tx.sql()
                .createUpdate(
                        "update <schema>.failed_logins set blocked_until = :until where key_hash = :key")
                .bind("key", key)
                .bind("until", until)
                .execute();
    }

    void forget(Tx tx, byte[] key) {
        tx.sql()
                .createUpdate("delete from <schema>.failed_logins where key_hash = :key")
                .bind("key", key)
                .execute();
    }
}
