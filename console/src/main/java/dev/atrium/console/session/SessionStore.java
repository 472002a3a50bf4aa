package dev.atrium.console.session;

import dev.atrium.kernel.Json;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

final class SessionStore {
    private static final String PURPOSE = "console.sessions.tokens";

    private final MasterKey key;

    SessionStore(MasterKey key) {
        this.key = key;
    }

    void insert(Tx tx, Session session, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.sessions (digest, user_id, email, name, tokens, access_expiry, created_at, expires_at)
                        values (:digest, :user, :email, :name, :tokens, :accessExpiry, :now, :expiresAt)
                        """)
                .bind("digest", session.key().bytes())
                .bind("user", session.person().id())
                .bind("email", session.person().email())
                .bind("name", session.person().name())
                .bind("tokens", seal(session.key(), session.tokens()))
                .bind("accessExpiry", at(session.tokens().accessExpiry()))
                .bind("now", at(now))
                .bind("expiresAt", at(session.expiresAt()))
                .execute();
    }

    Optional<Session> find(Tx tx, SessionKey digest, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        select user_id, email, name, tokens, access_expiry, generation, expires_at
                        from <schema>.sessions
                        where digest = :digest and expires_at > :now
                        """)
                .bind("digest", digest.bytes())
                .bind("now", at(now))
                .map((row, _) -> session(digest, row))
                .findOne();
    }

    /// @return false when another refresh of the same session was quicker
    boolean replaceTokens(Tx tx, Session session, Tokens fresh) {
        return tx.sql()
                        .createUpdate(
                                """
                                update <schema>.sessions
                                set tokens = :tokens, access_expiry = :accessExpiry, generation = generation + 1
                                where digest = :digest and generation = :generation
                                """)
                        .bind("digest", session.key().bytes())
                        .bind("generation", session.generation())
                        .bind("tokens", seal(session.key(), fresh))
                        .bind("accessExpiry", at(fresh.accessExpiry()))
                        .execute()
                == 1;
    }

    void delete(Tx tx, SessionKey digest) {
        tx.sql()
                .createUpdate("delete from <schema>.sessions where digest = :digest")
                .bind("digest", digest.bytes())
                .execute();
    }

    int deleteExpired(Tx tx, Instant now) {
        return tx.sql()
                .createUpdate("delete from <schema>.sessions where expires_at <= :now")
                .bind("now", at(now))
                .execute();
    }

    private Session session(SessionKey digest, ResultSet row) throws SQLException {
        SealedTokens sealed =
                Json.mapper()
                        .readValue(
                                key.open(PURPOSE, digest.hex(), row.getBytes("tokens")),
                                SealedTokens.class);
        Tokens tokens =
                new Tokens(
                        Secret.of(sealed.access()),
                        Secret.of(sealed.refresh()),
                        Secret.of(sealed.id()),
                        row.getObject("access_expiry", OffsetDateTime.class).toInstant());
        return new Session(
                digest,
                new Session.Person(
                        row.getString("user_id"), row.getString("email"), row.getString("name")),
                tokens,
                row.getInt("generation"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private byte[] seal(SessionKey digest, Tokens tokens) {
        SealedTokens plain =
                new SealedTokens(
                        tokens.access().reveal(), tokens.refresh().reveal(), tokens.id().reveal());
        return key.seal(PURPOSE, digest.hex(), Json.bytes(plain));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private record SealedTokens(String access, String refresh, String id) {}
}
