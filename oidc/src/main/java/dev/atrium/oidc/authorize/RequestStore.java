package dev.atrium.oidc.authorize;

import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.Optional;

/// What is written of authorization requests: long ones, those that somebody has logged in for, and
/// those that are spent.
final class RequestStore {
    private static final FrequentSql SPENT =
            FrequentSql.of(
                    """
                    select exists (select from <schema>.spent_requests where request_id = :id) as spent
                    """);

    private static final FrequentSql PUT_LOGIN =
            FrequentSql.of(
                    """
                    insert into <schema>.logins (request_id, sealed, expires_at) values (:id, :sealed, :expires)
                    on conflict (request_id) do update set sealed = excluded.sealed
                    """);

    private static final FrequentSql LOGIN =
            FrequentSql.of(
                    """
                    select sealed from <schema>.logins where request_id = :id
                    """);

    boolean spent(Tx tx, String id) {
        return tx.read(
                SPENT.with("id", id),
                row -> {
                    row.next();
                    return row.getBoolean("spent");
                });
    }

    /// @return false when it was already spent
    boolean spend(Tx tx, String id, Instant expires) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into <schema>.spent_requests (request_id, expires_at) values (:id, :expires)
                                on conflict do nothing
                                """)
                        .bind("id", id)
                        .bind("expires", expires)
                        .execute()
                == 1;
    }

    void park(Tx tx, String id, byte[] sealed, Instant expires) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.parked_requests (request_id, sealed, expires_at)
                        values (:id, :sealed, :expires)
                        """)
                .bind("id", id)
                .bind("sealed", sealed)
                .bind("expires", expires)
                .execute();
    }

    Optional<byte[]> parked(Tx tx, String id) {
        return tx.sql()
                .createQuery("select sealed from <schema>.parked_requests where request_id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne();
    }

    FrequentSql.Bound putLogin(String id, byte[] sealed, Instant expires) {
        return PUT_LOGIN.with("id", id).with("sealed", sealed).with("expires", expires);
    }

    Optional<byte[]> login(Tx tx, String id) {
        return tx.read(
                LOGIN.with("id", id),
                row -> row.next() ? Optional.of(row.getBytes("sealed")) : Optional.empty());
    }

    void deleteLogin(Tx tx, String id) {
        tx.sql()
                .createUpdate("delete from <schema>.logins where request_id = :id")
                .bind("id", id)
                .execute();
    }
}
