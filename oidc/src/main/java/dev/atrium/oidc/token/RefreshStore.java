package dev.atrium.oidc.token;

import dev.atrium.oidc.client.ClientId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Families of refresh tokens as rows.
final class RefreshStore {
    private static final String PURPOSE = "oidc.refresh_tokens";

    private static final FrequentSql FIND =
            FrequentSql.of(
                    """
                    select id, generation, secret_hash, previous_hash, sealed_successor, sealed_grant,
                           created_at, last_used_at
                    from <schema>.refresh_tokens
                    where id = :id
                    """);

    private static final FrequentSql REPLACE =
            FrequentSql.of(
                    """
                    update <schema>.refresh_tokens
                    set generation = :generation, secret_hash = :hash, previous_hash = :previous,
                        sealed_successor = :successor, sealed_grant = :grant, last_used_at = :now,
                        expires_at = :expires
                    where id = :id and generation = :generation - 1
                    """);

    private final GrantSeal seal;

    RefreshStore(GrantSeal seal) {
        this.seal = seal;
    }

    /// Inserts a family; where it takes a slot, whoever held that is replaced in the same
    /// statement.
    void insert(
            Tx tx,
            Family family,
            Optional<byte[]> slot,
            Optional<byte[]> session,
            Optional<Instant> expires) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.refresh_tokens
                            (id, slot, session, client_id, subject, generation, secret_hash, sealed_grant,
                             created_at, last_used_at, expires_at)
                        values (:id, :slot, :session, :client, :subject, :generation, :hash, :grant, :now, :now, :expires)
                        on conflict (slot) do update
                        set id = excluded.id, session = excluded.session, subject = excluded.subject, generation = excluded.generation,
                            secret_hash = excluded.secret_hash, previous_hash = null, sealed_successor = null,
                            sealed_grant = excluded.sealed_grant, created_at = excluded.created_at,
                            last_used_at = excluded.last_used_at, expires_at = excluded.expires_at
                        """)
                .bind("id", family.id())
                .bind("slot", nullable(slot))
                .bind("session", nullable(session))
                .bind("client", family.grant().client().value())
                .bind("subject", family.grant().subject())
                .bind("generation", family.generation())
                .bind("hash", family.secretHash())
                .bind("grant", seal.seal(PURPOSE, family.id(), family.grant()))
                .bind("now", family.created())
                .bind("expires", expires)
                .execute();
    }

    /// Takes over a family of another server unless it, or whoever holds its slot, was used later
    /// here.
    boolean adopt(
            Tx tx,
            Family family,
            Optional<byte[]> slot,
            Optional<byte[]> session,
            Optional<Instant> expires) {
        tx.sql()
                .createUpdate(
                        """
                        delete from <schema>.refresh_tokens
                        where slot = :slot and id <> :id and last_used_at < :used
                        """)
                .bind("slot", nullable(slot))
                .bind("id", family.id())
                .bind("used", family.lastUsed())
                .execute();
        return tx.sql()
                        .createUpdate(
                                """
                                insert into <schema>.refresh_tokens
                                    (id, slot, session, client_id, subject, generation, secret_hash, previous_hash,
                                     sealed_successor, sealed_grant, created_at, last_used_at, expires_at)
                                select :id, :slot, :session, :client, :subject, :generation, :hash, :previous,
                                       :successor, :grant, :created, :used, :expires
                                where not exists (
                                    select from <schema>.refresh_tokens where slot = :slot and id <> :id
                                )
                                on conflict (id) do update
                                set slot = excluded.slot, session = excluded.session, subject = excluded.subject,
                                    generation = excluded.generation, secret_hash = excluded.secret_hash,
                                    previous_hash = excluded.previous_hash, sealed_successor = excluded.sealed_successor,
                                    sealed_grant = excluded.sealed_grant, created_at = excluded.created_at,
                                    last_used_at = excluded.last_used_at, expires_at = excluded.expires_at
                                where refresh_tokens.last_used_at < excluded.last_used_at
                                """)
                        .bind("id", family.id())
                        .bind("slot", nullable(slot))
                        .bind("session", nullable(session))
                        .bind("client", family.grant().client().value())
                        .bind("subject", family.grant().subject())
                        .bind("generation", family.generation())
                        .bind("hash", family.secretHash())
                        .bind("previous", nullable(family.previousHash()))
                        .bind("successor", nullable(family.sealedSuccessor()))
                        .bind("grant", seal.seal(PURPOSE, family.id(), family.grant()))
                        .bind("created", family.created())
                        .bind("used", family.lastUsed())
                        .bind("expires", expires)
                        .execute()
                == 1;
    }

    Optional<Family> find(Tx tx, String id) {
        return tx.read(
                FIND.with("id", id), row -> row.next() ? Optional.of(read(row)) : Optional.empty());
    }

    /// @return false when another use was quicker
    boolean replace(Tx tx, Family family, Optional<Instant> expires) {
        return tx.change(
                        REPLACE.with("id", family.id())
                                .with("generation", family.generation())
                                .with("hash", family.secretHash())
                                .with("previous", family.previousHash())
                                .with("successor", family.sealedSuccessor())
                                .with("grant", seal.seal(PURPOSE, family.id(), family.grant()))
                                .with("now", family.lastUsed())
                                .with("expires", expires))
                == 1;
    }

    /// @return false when it is gone
    boolean touch(Tx tx, String id, Grant grant, Instant now, Optional<Instant> expires) {
        return tx.sql()
                        .createUpdate(
                                """
                                update <schema>.refresh_tokens
                                set sealed_grant = :grant, last_used_at = :now, expires_at = :expires
                                where id = :id
                                """)
                        .bind("id", id)
                        .bind("grant", seal.seal(PURPOSE, id, grant))
                        .bind("now", now)
                        .bind("expires", expires)
                        .execute()
                == 1;
    }

    void delete(Tx tx, String id) {
        tx.sql()
                .createUpdate("delete from <schema>.refresh_tokens where id = :id")
                .bind("id", id)
                .execute();
    }

    List<RefreshTokens.Held> heldBy(Tx tx, String subject, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        select id, client_id, created_at, last_used_at
                        from <schema>.refresh_tokens
                        where subject = :subject and (expires_at is null or expires_at > :now)
                        order by created_at, id
                        """)
                .bind("subject", subject)
                .bind("now", now)
                .map(
                        (row, _) ->
                                new RefreshTokens.Held(
                                        row.getString("id"),
                                        new ClientId(row.getString("client_id")),
                                        Columns.time(row, "created_at"),
                                        Columns.time(row, "last_used_at")))
                .list();
    }

    int delete(Tx tx, String subject, ClientId client) {
        return tx.sql()
                .createUpdate(
                        """
                        delete from <schema>.refresh_tokens
                        where subject = :subject and client_id = :client
                        """)
                .bind("subject", subject)
                .bind("client", client.value())
                .execute();
    }

    int deleteSubject(Tx tx, String subject) {
        return tx.sql()
                .createUpdate("delete from <schema>.refresh_tokens where subject = :subject")
                .bind("subject", subject)
                .execute();
    }

    int deleteSession(Tx tx, byte[] session) {
        return tx.sql()
                .createUpdate("delete from <schema>.refresh_tokens where session = :session")
                .bind("session", session)
                .execute();
    }

    private Family read(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Family(
                id,
                row.getInt("generation"),
                row.getBytes("secret_hash"),
                Optional.ofNullable(row.getBytes("previous_hash")),
                Optional.ofNullable(row.getBytes("sealed_successor")),
                seal.open(PURPOSE, id, row.getBytes("sealed_grant")),
                Columns.time(row, "created_at"),
                Columns.time(row, "last_used_at"));
    }

    private static byte @Nullable [] nullable(Optional<byte[]> bytes) {
        return bytes.orElse(null);
    }
}
