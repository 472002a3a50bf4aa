package dev.atrium.membership.event;

import dev.atrium.kernel.Json;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;

/// SQL of events on their way. The events of one organization for one receiver make a lane, and
/// only who has a lane's lease sends from it: that keeps their order without a lock while somebody
/// calls out.
final class OutboxStore {

    /// A lane by receiver and organization; events of no organization have one with an empty name.
    ///
    /// @param attempts how often its first event was refused
    record Lane(String sink, String organization, int attempts) {}

    /// Gives every event that waits to those who are to get it.
    ///
    /// @param broker whether the message broker is one of them
    /// @return how many events
    int spread(Tx tx, boolean broker, int most, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        with taken as (
                            delete from membership.outbox
                            where seq in (select seq from membership.outbox
                                          order by seq limit :most for update skip locked)
                            returning seq, id),
                        receiver as (
                            select id as sink, organization_id, actions
                            from membership.event_endpoints where enabled
                            union all
                            select 'nats', null, '{}' where :broker),
                        written as (
                            insert into membership.event_deliveries (sink, seq, id, organization_id)
                            select receiver.sink, taken.seq, taken.id, coalesce(entry.organization_id, '')
                            from taken
                            join membership.logs entry on entry.seq = taken.seq
                            join receiver
                              on (receiver.organization_id is null
                                  or receiver.organization_id = entry.organization_id)
                             and (receiver.actions = '{}' or entry.action = any (receiver.actions))
                            returning sink, organization_id),
                        woken as (
                            insert into membership.event_lanes (sink, organization_id, due_at)
                            select distinct sink, organization_id, cast(:now as timestamptz) from written
                            on conflict on constraint event_lanes_pkey do update
                            set due_at = excluded.due_at where event_lanes.due_at = 'infinity'
                            returning 1)
                        select count(*) from taken
                        """)
                .bind("broker", broker)
                .bind("most", most)
                .bind("now", now)
                .mapTo(Integer.class)
                .one();
    }

    /// Leases lanes that are due.
    List<Lane> lease(Tx tx, int most, Instant now, Instant until) {
        return tx.sql()
                .createQuery(
                        """
                        update membership.event_lanes set leased_until = :until
                        where (sink, organization_id) in (
                            select sink, organization_id from membership.event_lanes
                            where due_at <= :now and leased_until <= :now
                            order by due_at limit :most for update skip locked)
                        returning sink, organization_id, attempts
                        """)
                .bind("most", most)
                .bind("now", now)
                .bind("until", until)
                .map(
                        (row, _) ->
                                new Lane(
                                        row.getString("sink"),
                                        row.getString("organization_id"),
                                        row.getInt("attempts")))
                .list();
    }

    /// The first events of a lane, in their order.
    List<Event> waiting(Tx tx, Lane lane, int most) {
        return tx.sql()
                .createQuery(
                        """
                        select delivery.id, entry.*
                        from membership.event_deliveries delivery
                        join membership.logs entry on entry.seq = delivery.seq
                        where delivery.sink = :sink and delivery.organization_id = :organization
                          and delivery.dead_at is null
                        order by delivery.seq
                        limit :most
                        """)
                .bind("sink", lane.sink())
                .bind("organization", lane.organization())
                .bind("most", most)
                .map(
                        (row, _) ->
                                new Event(
                                        row.getString("id"),
                                        row.getLong("seq"),
                                        Columns.text(row, "organization_id"),
                                        Columns.text(row, "stack_id"),
                                        row.getString("user_id"),
                                        row.getString("action"),
                                        Columns.time(row, "date"),
                                        Json.mapper().readTree(row.getString("data"))))
                .list();
    }

    void delivered(Tx tx, String sink, List<Long> seqs) {
        tx.sql()
                .createUpdate(
                        "delete from membership.event_deliveries where sink = :sink and seq = any (:seqs)")
                .bind("sink", sink)
                .bindArray("seqs", Long.class, seqs)
                .execute();
    }

    void putAside(Tx tx, String sink, long seq, String reason, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.event_deliveries set dead_at = :now, last_error = :reason
                        where sink = :sink and seq = :seq
                        """)
                .bind("sink", sink)
                .bind("seq", seq)
                .bind("reason", reason)
                .bind("now", now)
                .execute();
    }

    /// Locks the lane, so that what is added meanwhile is seen by the statement that follows.
    void lock(Tx tx, Lane lane) {
        tx.sql()
                .createQuery(
                        """
                        select 1 from membership.event_lanes
                        where sink = :sink and organization_id = :organization for update
                        """)
                .bind("sink", lane.sink())
                .bind("organization", lane.organization())
                .mapTo(Integer.class)
                .findOne();
    }

    /// Gives a lane back.
    ///
    /// @param due when its next event is to be sent, if there is one
    void release(Tx tx, Lane lane, int attempts, Instant due) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.event_lanes
                        set leased_until = '-infinity', attempts = :attempts,
                            due_at = case when exists (
                                         select 1 from membership.event_deliveries
                                         where sink = :sink and organization_id = :organization
                                           and dead_at is null)
                                     then cast(:due as timestamptz) else 'infinity' end
                        where sink = :sink and organization_id = :organization
                        """)
                .bind("sink", lane.sink())
                .bind("organization", lane.organization())
                .bind("attempts", attempts)
                .bind("due", due)
                .execute();
    }

    /// How many wait, counted up to a limit.
    long backlog(Tx tx, int most) {
        return tx.sql()
                .createQuery(
                        """
                        select count(*) from (select 1 from membership.event_deliveries
                                              where dead_at is null limit :most) waiting
                        """)
                .bind("most", most)
                .mapTo(Long.class)
                .one();
    }
}
