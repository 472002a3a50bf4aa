package dev.atrium.oidc.token;

import dev.atrium.oidc.Digest;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/// Authorization codes as rows.
final class CodeStore {
    private static final String PURPOSE = "oidc.codes";

    private final GrantSeal seal;

    CodeStore(GrantSeal seal) {
        this.seal = seal;
    }

    void insert(Tx tx, Codes.Code code) {
        bound(
                        tx,
                        """
                        insert into <schema>.codes
                            (code_hash, client_id, redirect_uri, challenge, challenge_method, sealed_grant, expires_at)
                        values (:hash, :client, :redirectUri, :challenge, :method, :grant, :expires)
                        """,
                        code)
                .execute();
    }

    /// Inserts the code of a login, and ends that, in one statement.
    ///
    /// @return false when the login's request was spent already
    boolean insert(Tx tx, Codes.Code code, String request, Instant requestExpires) {
        return bound(
                                tx,
                                """
                                with spent as (
                                    insert into <schema>.spent_requests (request_id, expires_at)
                                    values (:request, :requestExpires)
                                    on conflict do nothing
                                    returning request_id
                                ), ended as (
                                    delete from <schema>.logins where request_id in (select request_id from spent)
                                )
                                insert into <schema>.codes
                                    (code_hash, client_id, redirect_uri, challenge, challenge_method, sealed_grant, expires_at)
                                select :hash, :client, :redirectUri, :challenge, :method, :grant, :expires
                                from spent
                                """,
                                code)
                        .bind("request", request)
                        .bind("requestExpires", requestExpires)
                        .execute()
                == 1;
    }

    private Update bound(Tx tx, String statement, Codes.Code code) {
        return tx.sql()
                .createUpdate(statement)
                .bind("hash", code.hash())
                .bind("client", code.grant().client().value())
                .bind("redirectUri", code.redirectUri())
                .bind("challenge", code.challenge().value())
                .bind("method", code.challenge().method())
                .bind("grant", seal.seal(PURPOSE, row(code.hash()), code.grant()))
                .bind("expires", code.expires());
    }

    Optional<Codes.Code> find(Tx tx, byte[] hash) {
        return tx.sql()
                .createQuery(
                        """
                        select redirect_uri, challenge, challenge_method, sealed_grant, used_at, refresh_id, expires_at
                        from <schema>.codes
                        where code_hash = :hash
                        """)
                .bind("hash", hash)
                .map((row, _) -> read(hash, row))
                .findOne();
    }

    boolean use(Tx tx, byte[] hash, Optional<String> refreshId, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                update <schema>.codes
                                set used_at = :now, refresh_id = :refreshId
                                where code_hash = :hash and used_at is null
                                """)
                        .bind("hash", hash)
                        .bind("refreshId", refreshId)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    private Codes.Code read(byte[] hash, ResultSet row) throws SQLException {
        return new Codes.Code(
                hash,
                seal.open(PURPOSE, row(hash), row.getBytes("sealed_grant")),
                row.getString("redirect_uri"),
                new Challenge(row.getString("challenge"), row.getString("challenge_method")),
                row.getTimestamp("used_at") != null,
                Optional.ofNullable(row.getString("refresh_id")),
                row.getTimestamp("expires_at").toInstant());
    }

    private static String row(byte[] hash) {
        return Digest.base64Url(hash);
    }
}
