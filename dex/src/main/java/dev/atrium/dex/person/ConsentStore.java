package dev.atrium.dex.person;

import dev.atrium.oidc.client.ClientId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;

/// Consents as rows.
public final class ConsentStore {

    public void put(Tx tx, PersonId id, Consent consent, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.consents (user_id, connector_id, client_id, scopes, granted_at)
                        values (:user, :connector, :client, :scopes, :now)
                        on conflict (user_id, connector_id, client_id) do update
                        set scopes = excluded.scopes, granted_at = excluded.granted_at
                        """)
                .bind("user", id.userId())
                .bind("connector", id.connector().value())
                .bind("client", consent.client().value())
                .bindArray("scopes", String.class, consent.scopes())
                .bind("now", now)
                .execute();
    }

    List<Consent> of(Tx tx, PersonId id) {
        return tx.sql()
                .createQuery(
                        """
                        select client_id, scopes
                        from <schema>.consents
                        where user_id = :user and connector_id = :connector
                        order by client_id
                        """)
                .bind("user", id.userId())
                .bind("connector", id.connector().value())
                .map(
                        (row, _) ->
                                new Consent(
                                        new ClientId(row.getString("client_id")),
                                        Columns.texts(row, "scopes")))
                .list();
    }

    boolean delete(Tx tx, PersonId id, ClientId client) {
        return tx.sql()
                        .createUpdate(
                                """
                                delete from <schema>.consents
                                where user_id = :user and connector_id = :connector and client_id = :client
                                """)
                        .bind("user", id.userId())
                        .bind("connector", id.connector().value())
                        .bind("client", client.value())
                        .execute()
                == 1;
    }
}
