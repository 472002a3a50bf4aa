package dev.atrium.dex.audit;

import dev.atrium.storage.Tx;
import java.util.List;

/// Queries of the record by person.
final class LoginHistoryStore {
    /// Whether the table is there, with what this version reads, and may be read.
    boolean present(Tx tx, String schema) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from information_schema.columns
                                       where table_schema = :schema and table_name = 'login_events'
                                         and column_name = 'login_name')
                        """)
                .bind("schema", schema)
                .mapTo(Boolean.class)
                .one();
    }

    boolean records(Tx tx, List<String> issuers) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from unnest(:issuers) as named(issuer)
                                       where exists (select 1 from <schema>.login_events
                                                     where issuer = named.issuer and user_id != ''))
                        """)
                .bindArray("issuers", String.class, issuers)
                .mapTo(Boolean.class)
                .one();
    }

    /// A thousand logins tell under which names somebody logs in; programs log in so often that all
    /// of theirs would be too many to look at.
    List<LoginHistory.Line> of(Tx tx, List<LoginHistory.Account> accounts, long before, int most) {
        return tx.sql()
                .createQuery(
                        """
                        with account as (
                            select * from unnest(:issuers, :connectors, :users)
                                as named(issuer, connector_id, user_id)),
                        login_name as (
                            select distinct account.issuer, account.connector_id, used.login_name
                            from account cross join lateral (
                                select login_name from <schema>.login_events event
                                where event.issuer = account.issuer
                                  and event.connector_id = account.connector_id
                                  and event.user_id = account.user_id and event.user_id != ''
                                order by seq desc limit 1000) used
                            where used.login_name != '')
                        select found.* from (
                            select event.* from account cross join lateral (
                                select * from <schema>.login_events event
                                where event.issuer = account.issuer
                                  and event.connector_id = account.connector_id
                                  and event.user_id = account.user_id and event.user_id != ''
                                  and event.seq < :before
                                order by seq desc limit :most) event
                            union all
                            select event.* from login_name cross join lateral (
                                select * from <schema>.login_events event
                                where event.issuer = login_name.issuer
                                  and event.connector_id = login_name.connector_id
                                  and event.user_id = ''
                                  and event.login_name = login_name.login_name
                                  and event.login_name != ''
                                  and event.seq < :before
                                order by seq desc limit :most) event) found
                        order by seq desc
                        limit :most
                        """)
                .bindArray(
                        "issuers",
                        String.class,
                        accounts.stream().map(LoginHistory.Account::issuer).toList())
                .bindArray(
                        "connectors",
                        String.class,
                        accounts.stream().map(LoginHistory.Account::connector).toList())
                .bindArray(
                        "users",
                        String.class,
                        accounts.stream().map(LoginHistory.Account::userId).toList())
                .bind("before", before)
                .bind("most", most)
                .map(
                        (row, _) ->
                                new LoginHistory.Line(
                                        row.getLong("seq"), LoginEventStore.event(row)))
                .list();
    }
}
