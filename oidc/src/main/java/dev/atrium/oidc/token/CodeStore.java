package dev.atrium.oidc.token;

import dev.atrium.oidc.Digest;
import dev.atrium.storage.Columns;
import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Authorization codes as rows.
final class CodeStore {
    private static final String PURPOSE = "oidc.codes";

    private static final FrequentSql INSERT =
            FrequentSql.of(
                    """
                    insert into <schema>.codes
                        (code_hash, client_id, redirect_uri, challenge, challenge_method, sealed_grant, expires_at)
                    values (:hash, :client, :redirectUri, :challenge, :method, :grant, :expires)
                    """);

    private static final FrequentSql INSERT_AND_SPEND =
            FrequentSql.of(
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
                    """);

    private static final FrequentSql FIND =
            FrequentSql.of(
                    """
                    select redirect_uri, challenge, challenge_method, sealed_grant, used_at, refresh_id, expires_at
                    from <schema>.codes
                    where code_hash = :hash
                    """);

    private static final FrequentSql USE =
            FrequentSql.of(
                    """
                    update <schema>.codes
                    set used_at = :now, refresh_id = :refreshId
                    where code_hash = :hash and used_at is null
                    """);

    private final GrantSeal seal;

    CodeStore(GrantSeal seal) {
        this.seal = seal;
    }

    void insert(Tx tx, Codes.Code code) {
        tx.change(bound(INSERT, code));
    }

    /// Inserts the code of a login, and ends that, in one statement.
    ///
    /// @return false when the login's request was spent already
    boolean insert(Tx tx, Codes.Code code, String request, Instant requestExpires) {
        return tx.change(
                        bound(INSERT_AND_SPEND, code)
                                .with("request", request)
                                .with("requestExpires", requestExpires))
                == 1;
    }

    private FrequentSql.Bound bound(FrequentSql statement, Codes.Code code) {
        return statement
                .with("hash", code.hash())
                .with("client", code.grant().client().value())
                .with("redirectUri", code.redirectUri())
                .with("challenge", code.challenge().value())
                .with("method", code.challenge().method())
                .with("grant", seal.seal(PURPOSE, row(code.hash()), code.grant()))
                .with("expires", code.expires());
    }

    Optional<Codes.Code> find(Tx tx, byte[] hash) {
        return tx.read(
                FIND.with("hash", hash),
                row -> row.next() ? Optional.of(read(hash, row)) : Optional.empty());
    }

    boolean use(Tx tx, byte[] hash, Optional<String> refreshId, Instant now) {
        return tx.change(USE.with("hash", hash).with("refreshId", refreshId).with("now", now)) == 1;
    }

    private Codes.Code read(byte[] hash, ResultSet row) throws SQLException {
        return new Codes.Code(
                hash,
                seal.open(PURPOSE, row(hash), row.getBytes("sealed_grant")),
                row.getString("redirect_uri"),
                new Challenge(row.getString("challenge"), row.getString("challenge_method")),
                Columns.instant(row, "used_at").isPresent(),
                Columns.text(row, "refresh_id"),
                Columns.time(row, "expires_at"));
    }

    private static String row(byte[] hash) {
        return Digest.base64Url(hash);
    }
}
