package dev.atrium.oidc.session;

import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.Optional;

/// Browser sessions as rows.
final class SessionStore {
    record Row(String subject, byte[] sealed, Instant created) {}

    void insert(Tx tx, byte[] id, String subject, byte[] sealed, Instant created, Instant expires) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.sessions (id_hash, subject, sealed, created_at, expires_at)
                        values (:id, :subject, :sealed, :created, :expires)
                        """)
                .bind("id", id)
                .bind("subject", subject)
                .bind("sealed", sealed)
                .bind("created", created)
                .bind("expires", expires)
                .execute();
    }

    Optional<Row> find(Tx tx, byte[] id, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        select subject, sealed, created_at from <schema>.sessions
                        where id_hash = :id and expires_at > :now
                        """)
                .bind("id", id)
                .bind("now", now)
                .map(
                        (row, _) ->
                                new Row(
                                        row.getString("subject"),
                                        row.getBytes("sealed"),
                                        row.getTimestamp("created_at").toInstant()))
                .findOne();
    }

    void delete(Tx tx, byte[] id) {
        tx.sql()
                .createUpdate("delete from <schema>.sessions where id_hash = :id")
                .bind("id", id)
                .execute();
    }

    int deleteSubject(Tx tx, String subject) {
        return tx.sql()
                .createUpdate("delete from <schema>.sessions where subject = :subject")
                .bind("subject", subject)
                .execute();
    }
}
