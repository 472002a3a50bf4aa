package dev.atrium.dex.takeover;

import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was taken over as rows, and the way to Dex's own tables in the same database, which are
/// reached without naming a schema.
final class TakeOverStore {

    /// @param moment that was looked at last; absent where nothing is followed
    /// @param changed when something was new last
    record State(
            String source,
            Optional<String> moment,
            Instant started,
            Instant changed,
            Optional<Instant> ended) {
        State at(String next, Instant lastChange) {
            return new State(source, Optional.of(next), started, lastChange, ended);
        }

        State endedAt(Instant now) {
            return new State(source, moment, started, changed, Optional.of(now));
        }
    }

    Connection connection(Tx tx) {
        return tx.sql().getConnection();
    }

    Optional<State> find(Tx tx) {
        return tx.sql()
                .createQuery(
                        "select source, moment, started_at, changed_at, ended_at from <schema>.take_over")
                .map(
                        (row, _) ->
                                new State(
                                        row.getString("source"),
                                        Columns.text(row, "moment"),
                                        Columns.time(row, "started_at"),
                                        Columns.time(row, "changed_at"),
                                        Columns.instant(row, "ended_at")))
                .findOne();
    }

    void put(Tx tx, State state) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.take_over (source, moment, started_at, changed_at, ended_at)
                        values (:source, :moment, :started, :changed, :ended)
                        on conflict (singleton) do update
                        set source = excluded.source, moment = excluded.moment, started_at = excluded.started_at,
                            changed_at = excluded.changed_at, ended_at = excluded.ended_at
                        """)
                .bind("source", state.source())
                .bind("moment", state.moment())
                .bind("started", state.started())
                .bind("changed", state.changed())
                .bind("ended", state.ended())
                .execute();
    }

    /// Every change that is not visible yet belongs to a transaction of this number or a later one.
    String moment(Tx tx) {
        return tx.sql()
                .createQuery(
                        """
                        select mod(pg_snapshot_xmin(pg_current_snapshot())::text::numeric, 4294967296)::text
                        """)
                .mapTo(String.class)
                .one();
    }

    void remember(Tx tx, Kind kind, String key, Optional<Instant> expires) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.taken_over (kind, key, expires_at)
                        values (:kind, :key, :expires)
                        on conflict (kind, key) do update set expires_at = excluded.expires_at
                        """)
                .bind("kind", kind.name())
                .bind("key", key)
                .bind("expires", expires)
                .execute();
    }

    /// The names of rows that Dex has deleted, which are remembered no longer; without those that
    /// went because their time was over.
    List<String> vanished(Tx tx, Kind kind, String table, Instant now) {
        String key =
                kind.key().stream()
                        .map(column -> "d." + column)
                        .collect(Collectors.joining(" || chr(10) || "));
        return tx.sql()
                .createQuery(
                        """
                        with gone as (
                            delete from <schema>.taken_over t
                            where t.kind = :kind and not exists (select from <table> d where <key> = t.key)
                            returning t.key, t.expires_at
                        )
                        select key from gone where expires_at is null or expires_at > :now
                        """)
                .define("table", "\"" + table + "\"")
                .define("key", key)
                .bind("kind", kind.name())
                .bind("now", now)
                .mapTo(String.class)
                .list();
    }

    /// Nothing is looked for any more.
    void forgetKeys(Tx tx) {
        tx.sql().createUpdate("delete from <schema>.taken_over").execute();
    }
}
