package dev.atrium.oidc;

import dev.atrium.storage.Tx;
import java.time.Instant;

/// Deletes by the index on `expires_at` that every table of the engine has.
final class ExpiredRowStore {

    int delete(Tx tx, String table, Instant before) {
        return tx.sql()
                .createUpdate("delete from <schema>.<table> where expires_at <= :before")
                .define("table", table)
                .bind("before", before)
                .execute();
    }

    /// Outside of its reuse window nobody may open the copy of a current token.
    void forgetSuccessors(Tx tx, Instant before) {
        tx.sql()
                .createUpdate(
                        """
                        update <schema>.refresh_tokens set sealed_successor = null
                        where sealed_successor is not null and last_used_at <= :before
                        """)
                .bind("before", before)
                .execute();
    }
}
