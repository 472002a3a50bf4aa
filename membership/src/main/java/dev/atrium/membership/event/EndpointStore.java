package dev.atrium.membership.event;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// SQL of event endpoints and of what they did not take.
final class EndpointStore {

    List<Endpoint> list(Tx tx, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.event_endpoints
                        where id > :after order by id limit :limit
                        """)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> endpoint(row))
                .list();
    }

    Optional<Endpoint> find(Tx tx, String id) {
        return tx.sql()
                .createQuery("select * from membership.event_endpoints where id = :id")
                .bind("id", id)
                .map((row, _) -> endpoint(row))
                .findOne();
    }

    Optional<byte[]> secret(Tx tx, String id) {
        return tx.sql()
                .createQuery("select secret_sealed from membership.event_endpoints where id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne();
    }

    /// @throws dev.atrium.storage.ConstraintViolation when there is no such organization
    void insert(Tx tx, Endpoint endpoint, byte[] sealed) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.event_endpoints
                            (id, organization_id, url, description, actions, enabled, secret_sealed,
                             secret_last_digits, created_at, updated_at)
                        values (:id, :organization, :url, :description, :actions, :enabled, :sealed,
                                :digits, :created, :updated)
                        """)
                .bind("id", endpoint.id())
                .bind(
                        "organization",
                        endpoint.organization().map(OrganizationId::value).orElse(null))
                .bind("url", endpoint.url().toString())
                .bind("description", endpoint.description())
                .bindArray("actions", String.class, endpoint.actions())
                .bind("enabled", endpoint.enabled())
                .bind("sealed", sealed)
                .bind("digits", endpoint.secretLastDigits())
                .bind("created", endpoint.createdAt())
                .bind("updated", endpoint.updatedAt())
                .execute();
    }

    /// @return false when there is none of that id
    boolean update(
            Tx tx,
            String id,
            URI url,
            String description,
            List<String> actions,
            boolean enabled,
            Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                update membership.event_endpoints
                                set url = :url, description = :description, actions = :actions,
                                    enabled = :enabled, updated_at = :now
                                where id = :id
                                """)
                        .bind("id", id)
                        .bind("url", url.toString())
                        .bind("description", description)
                        .bindArray("actions", String.class, actions)
                        .bind("enabled", enabled)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// @return false when there was none of that id
    boolean delete(Tx tx, String id) {
        for (String table : List.of("event_deliveries", "event_lanes")) {
            tx.sql()
                    .createUpdate("delete from membership." + table + " where sink = :id")
                    .bind("id", id)
                    .execute();
        }
        return tx.sql()
                        .createUpdate("delete from membership.event_endpoints where id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /// Sends what waits at once instead of later.
    void wake(Tx tx, String id, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.event_lanes set due_at = :now, attempts = 0
                        where sink = :id
                          and exists (select 1 from membership.event_deliveries delivery
                                      where delivery.sink = :id and delivery.dead_at is null
                                        and delivery.organization_id = event_lanes.organization_id)
                        """)
                .bind("id", id)
                .bind("now", now)
                .execute();
    }

    /// An event that an endpoint did not take in all its attempts.
    record Dead(long seq, String action, String organizationId, String reason, Instant since) {}

    List<Dead> dead(Tx tx, String id, long after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select delivery.seq, entry.action, delivery.organization_id, delivery.last_error,
                               delivery.dead_at
                        from membership.event_deliveries delivery
                        join membership.logs entry on entry.seq = delivery.seq
                        where delivery.sink = :id and delivery.dead_at is not null and delivery.seq > :after
                        order by delivery.seq limit :limit
                        """)
                .bind("id", id)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                        (row, _) ->
                                new Dead(
                                        row.getLong("seq"),
                                        row.getString("action"),
                                        row.getString("organization_id"),
                                        row.getString("last_error"),
                                        Columns.time(row, "dead_at")))
                .list();
    }

    int revive(Tx tx, String id) {
        return tx.sql()
                .createUpdate(
                        """
                        update membership.event_deliveries set dead_at = null, last_error = null
                        where sink = :id and dead_at is not null
                        """)
                .bind("id", id)
                .execute();
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        return new Endpoint(
                row.getString("id"),
                Columns.text(row, "organization_id").map(OrganizationId::new),
                URI.create(row.getString("url")),
                row.getString("description"),
                Arrays.asList((String[]) row.getArray("actions").getArray()),
                row.getBoolean("enabled"),
                row.getString("secret_last_digits"),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }
}
