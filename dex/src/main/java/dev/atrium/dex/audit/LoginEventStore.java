package dev.atrium.dex.audit;

import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Events as rows.
final class LoginEventStore {

    void insert(Tx tx, UUID id, LoginEvent event, Instant expires) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.login_events
                            (id, at, outcome, connector_id, user_id, name, client_id, address, user_agent, expires_at)
                        values (:id, :at, :outcome, :connector, :user, :name, :client, :address, :agent, :expires)
                        """)
                .bind("id", id)
                .bind("at", event.at())
                .bind("outcome", event.outcome().name())
                .bind("connector", event.connector())
                .bind("user", event.userId())
                .bind("name", event.name())
                .bind("client", event.client())
                .bind("address", event.address())
                .bind("agent", event.userAgent())
                .bind("expires", expires)
                .execute();
    }

    List<LoginEvent> latest(Tx tx, int most) {
        return tx.sql()
                .createQuery(
                        """
                        select at, outcome, connector_id, user_id, name, client_id, address, user_agent
                        from <schema>.login_events
                        order by at desc, id
                        limit :most
                        """)
                .bind("most", most)
                .map(
                        (row, _) ->
                                new LoginEvent(
                                        Columns.time(row, "at"),
                                        LoginEvent.Outcome.valueOf(row.getString("outcome")),
                                        row.getString("connector_id"),
                                        row.getString("user_id"),
                                        row.getString("name"),
                                        row.getString("client_id"),
                                        row.getString("address"),
                                        row.getString("user_agent")))
                .list();
    }

    int deleteExpired(Tx tx, Instant now) {
        return tx.sql()
                .createUpdate("delete from <schema>.login_events where expires_at <= :now")
                .bind("now", now)
                .execute();
    }
}
