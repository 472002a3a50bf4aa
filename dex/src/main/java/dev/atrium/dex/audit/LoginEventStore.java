package dev.atrium.dex.audit;

import dev.atrium.storage.Columns;
import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Events as rows.
final class LoginEventStore {
    private static final FrequentSql INSERT =
            FrequentSql.of(
                    """
                    insert into <schema>.login_events
                        (id, at, outcome, issuer, connector_id, user_id, name, login_name, client_id,
                         address, user_agent, expires_at)
                    values (:id, :at, :outcome, :issuer, :connector, :user, :name, :login, :client,
                            :address, :agent, :expires)
                    """);

    FrequentSql.Bound insert(UUID id, LoginEvent event, Instant expires) {
        return INSERT.with("id", id)
                .with("at", event.at())
                .with("outcome", event.outcome().name())
                .with("issuer", event.issuer())
                .with("connector", event.connector())
                .with("user", event.userId())
                .with("name", event.name())
                .with("login", event.loginName())
                .with("client", event.client())
                .with("address", event.address())
                .with("agent", event.userAgent())
                .with("expires", expires);
    }

    List<LoginEvent> latest(Tx tx, int most) {
        return tx.sql()
                .createQuery(
                        """
                        select at, outcome, issuer, connector_id, user_id, name, login_name, client_id,
                               address, user_agent
                        from <schema>.login_events
                        order by at desc, id
                        limit :most
                        """)
                .bind("most", most)
                .map((row, _) -> event(row))
                .list();
    }

    int deleteExpired(Tx tx, Instant now) {
        return tx.sql()
                .createUpdate("delete from <schema>.login_events where expires_at <= :now")
                .bind("now", now)
                .execute();
    }

    static LoginEvent event(ResultSet row) throws SQLException {
        return new LoginEvent(
                Columns.time(row, "at"),
                LoginEvent.Outcome.valueOf(row.getString("outcome")),
                row.getString("issuer"),
                row.getString("connector_id"),
                row.getString("user_id"),
                row.getString("name"),
                row.getString("login_name"),
                row.getString("client_id"),
                row.getString("address"),
                row.getString("user_agent"));
    }
}
