package dev.atrium.dex.session;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.dex.person.PersonId;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Browser sessions as rows.
public final class BrowserSessionStore {
    private static final String COLUMNS =
            """
            select s.id, s.secret_hash, s.user_id, s.connector_id, s.address, s.user_agent, s.created_at,
                   s.last_activity_at, s.absolute_expires_at, s.expires_at,
                   c.client_id, c.authenticated_at, c.last_activity_at as client_activity_at,
                   c.last_token_at, c.via_sso
            from <schema>.browser_sessions s
            left join <schema>.browser_session_clients c on c.session_id = s.id
            """;

    record Row(BrowserSession session, byte[] secretHash) {}

    void insert(Tx tx, BrowserSession session, byte[] secretHash) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.browser_sessions
                            (id, secret_hash, user_id, connector_id, address, user_agent, created_at,
                             last_activity_at, absolute_expires_at, expires_at)
                        values (:id, :secret, :user, :connector, :address, :agent, :created, :created, :absolute, :expires)
                        """)
                .bind("id", session.id())
                .bind("secret", secretHash)
                .bind("user", session.person().userId())
                .bind("connector", session.person().connector().value())
                .bind("address", session.address())
                .bind("agent", session.userAgent())
                .bind("created", session.created())
                .bind("absolute", session.absoluteExpiry())
                .bind("expires", session.expires())
                .execute();
    }

    /// Takes over a session of another server unless it was used here since.
    public void adopt(Tx tx, BrowserSession session, byte[] secretHash) {
        boolean adopted =
                tx.sql()
                                .createUpdate(
                                        """
                                        insert into <schema>.browser_sessions
                                            (id, secret_hash, user_id, connector_id, address, user_agent, created_at,
                                             last_activity_at, absolute_expires_at, expires_at)
                                        values (:id, :secret, :user, :connector, :address, :agent, :created, :active,
                                                :absolute, :expires)
                                        on conflict (id) do update
                                        set secret_hash = excluded.secret_hash, last_activity_at = excluded.last_activity_at,
                                            expires_at = excluded.expires_at
                                        where browser_sessions.last_activity_at <= excluded.last_activity_at
                                        """)
                                .bind("id", session.id())
                                .bind("secret", secretHash)
                                .bind("user", session.person().userId())
                                .bind("connector", session.person().connector().value())
                                .bind("address", session.address())
                                .bind("agent", session.userAgent())
                                .bind("created", session.created())
                                .bind("active", session.lastActivity())
                                .bind("absolute", session.absoluteExpiry())
                                .bind("expires", session.expires())
                                .execute()
                        == 1;
        if (adopted) {
            session.clients().forEach(client -> adopt(tx, session.id(), client));
        }
    }

    private static void adopt(Tx tx, String id, BrowserSession.ClientState client) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.browser_session_clients
                            (session_id, client_id, authenticated_at, last_activity_at, last_token_at, via_sso)
                        values (:id, :client, :authenticated, :active, :token, :viaSso)
                        on conflict (session_id, client_id) do update
                        set authenticated_at = excluded.authenticated_at, last_activity_at = excluded.last_activity_at,
                            last_token_at = excluded.last_token_at, via_sso = excluded.via_sso
                        """)
                .bind("id", id)
                .bind("client", client.client().value())
                .bind("authenticated", client.authenticated())
                .bind("active", client.lastActivity())
                .bind("token", client.lastToken())
                .bind("viaSso", client.viaSso())
                .execute();
    }

    Optional<Row> find(Tx tx, String id, Instant now) {
        return rows(
                        tx.sql()
                                .createQuery(COLUMNS + "where s.id = :id and s.expires_at > :now")
                                .bind("id", id)
                                .bind("now", now)
                                .map((row, _) -> Line.of(row))
                                .list())
                .stream()
                .findFirst();
    }

    /// Sessions that have not ended, of a person, of a connector, or all of them.
    List<BrowserSession> list(
            Tx tx, Optional<String> user, Optional<String> connector, Instant now) {
        return rows(
                        tx.sql()
                                .createQuery(
                                        COLUMNS
                                                + """
                                                where s.expires_at > :now
                                                  and (cast(:user as text) is null or s.user_id = :user)
                                                  and (cast(:connector as text) is null or s.connector_id = :connector)
                                                order by s.created_at, s.id
                                                """)
                                .bind("now", now)
                                .bind("user", user)
                                .bind("connector", connector)
                                .map((row, _) -> Line.of(row))
                                .list())
                .stream()
                .map(Row::session)
                .toList();
    }

    /// A new secret for a session that goes on with a new login.
    void renew(Tx tx, BrowserSession session, byte[] secretHash) {
        tx.sql()
                .createUpdate(
                        """
                        update <schema>.browser_sessions
                        set secret_hash = :secret, last_activity_at = :now, expires_at = :expires
                        where id = :id
                        """)
                .bind("id", session.id())
                .bind("secret", secretHash)
                .bind("now", session.lastActivity())
                .bind("expires", session.expires())
                .execute();
    }

    void touch(Tx tx, String id, Instant now, Instant expires) {
        tx.sql()
                .createUpdate(
                        """
                        update <schema>.browser_sessions
                        set last_activity_at = :now, expires_at = :expires
                        where id = :id
                        """)
                .bind("id", id)
                .bind("now", now)
                .bind("expires", expires)
                .execute();
    }

    void putClient(Tx tx, String id, ClientId client, boolean viaSso, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.browser_session_clients
                            (session_id, client_id, authenticated_at, last_activity_at, via_sso)
                        values (:id, :client, :now, :now, :viaSso)
                        on conflict (session_id, client_id) do update
                        set last_activity_at = excluded.last_activity_at,
                            authenticated_at = case when excluded.via_sso
                                then browser_session_clients.authenticated_at else excluded.authenticated_at end,
                            via_sso = browser_session_clients.via_sso and excluded.via_sso
                        """)
                .bind("id", id)
                .bind("client", client.value())
                .bind("viaSso", viaSso)
                .bind("now", now)
                .execute();
    }

    void issued(Tx tx, String id, ClientId client, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update <schema>.browser_session_clients
                        set last_token_at = :now
                        where session_id = :id and client_id = :client
                        """)
                .bind("id", id)
                .bind("client", client.value())
                .bind("now", now)
                .execute();
    }

    void park(Tx tx, String id, String address) {
        tx.sql()
                .createUpdate(
                        "update <schema>.browser_sessions set after_logout = :address where id = :id")
                .bind("id", id)
                .bind("address", address)
                .execute();
    }

    Optional<String> parked(Tx tx, String id) {
        return tx.sql()
                .createQuery(
                        "select after_logout from <schema>.browser_sessions where id = :id and after_logout is not null")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    public boolean delete(Tx tx, String id) {
        return tx.sql()
                        .createUpdate("delete from <schema>.browser_sessions where id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    int deleteExpired(Tx tx, Instant now) {
        return tx.sql()
                .createUpdate("delete from <schema>.browser_sessions where expires_at <= :now")
                .bind("now", now)
                .execute();
    }

    private record Line(Row row, Optional<BrowserSession.ClientState> client) {
        static Line of(ResultSet row) throws SQLException {
            BrowserSession session =
                    new BrowserSession(
                            row.getString("id"),
                            new PersonId(
                                    row.getString("user_id"),
                                    new ConnectorId(row.getString("connector_id"))),
                            List.of(),
                            row.getString("address"),
                            row.getString("user_agent"),
                            row.getTimestamp("created_at").toInstant(),
                            row.getTimestamp("last_activity_at").toInstant(),
                            row.getTimestamp("absolute_expires_at").toInstant(),
                            row.getTimestamp("expires_at").toInstant());
            return new Line(new Row(session, row.getBytes("secret_hash")), client(row));
        }

        private static Optional<BrowserSession.ClientState> client(ResultSet row)
                throws SQLException {
            String client = row.getString("client_id");
            if (client == null) {
                return Optional.empty();
            }
            return Optional.of(
                    new BrowserSession.ClientState(
                            new ClientId(client),
                            row.getTimestamp("authenticated_at").toInstant(),
                            row.getTimestamp("client_activity_at").toInstant(),
                            Optional.ofNullable(row.getTimestamp("last_token_at"))
                                    .map(Timestamp::toInstant),
                            row.getBoolean("via_sso")));
        }
    }

    private static List<Row> rows(List<Line> lines) {
        Map<String, Row> rows = new LinkedHashMap<>();
        Map<String, List<BrowserSession.ClientState>> clients = new LinkedHashMap<>();
        for (Line line : lines) {
            String id = line.row().session().id();
            rows.putIfAbsent(id, line.row());
            line.client()
                    .ifPresent(
                            client ->
                                    clients.computeIfAbsent(id, _ -> new ArrayList<>())
                                            .add(client));
        }
        return rows.values().stream()
                .map(
                        row ->
                                new Row(
                                        row.session()
                                                .with(
                                                        clients.getOrDefault(
                                                                row.session().id(), List.of())),
                                        row.secretHash()))
                .toList();
    }
}
