package dev.atrium.membership.stack;

import dev.atrium.kernel.Json;
import dev.atrium.membership.access.Rights;
import dev.atrium.membership.access.RightsStore;
import dev.atrium.membership.access.Seen;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.region.RegionStore;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.core.type.TypeReference;

/// SQL of stacks. What is shown of one, its region and modules included, is the view
/// `stacks_shown`, so that a stack and a page of stacks are one statement each.
public final class StackStore {
    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

    /// Which stacks a list shows besides the active ones.
    record Shown(boolean disabled, boolean deleted) {}

    /// The active ones, by an index that holds no others, and what the caller may do there: once,
    /// for without `materialized` PostgreSQL works that out anew for each stack.
    Seen<List<Stack>> active(Tx tx, RightsStore.Asked asked, String after, int limit) {
        return seen(page(tx, asked, "state = 'ACTIVE'", after, limit), asked);
    }

    Seen<List<Stack>> list(Tx tx, RightsStore.Asked asked, Shown shown, String after, int limit) {
        Query query =
                page(
                        tx,
                        asked,
                        """
                        (state = 'ACTIVE'
                         or (:disabled and state = 'DISABLED')
                         or (:deleted and state = 'DELETED'))
                        """,
                        after,
                        limit);
        return seen(
                query.bind("disabled", shown.disabled()).bind("deleted", shown.deleted()), asked);
    }

    private static Query page(
            Tx tx, RightsStore.Asked asked, String which, String after, int limit) {
        String sql =
                """
                with held as materialized (%s)
                select held.*, shown.*
                from held
                left join lateral (
                    select * from membership.stacks_shown
                    where organization_id = :organization and id > :after and %s
                    order by id
                    limit :limit) shown on true
                order by shown.id
                """
                        .formatted(asked.sql(), which);
        return asked.bind(tx.sql().createQuery(sql)).bind("after", after).bind("limit", limit);
    }

    Seen<Optional<Stack>> seen(Tx tx, RightsStore.Asked asked) {
        Seen<List<Stack>> seen =
                seen(
                        asked.bind(
                                tx.sql()
                                        .createQuery(
                                                """
                                                with held as materialized (%s)
                                                select held.*, shown.*
                                                from held
                                                left join membership.stacks_shown shown
                                                  on shown.organization_id = :organization and shown.id = :stack
                                                """
                                                        .formatted(asked.sql()))),
                        asked);
        return new Seen<>(seen.rights(), seen.value().stream().findFirst());
    }

    private static Seen<List<Stack>> seen(Query query, RightsStore.Asked asked) {
        return query.scanResultSet(
                (rows, context) -> {
                    try (context;
                            ResultSet row = rows.get()) {
                        if (!row.next()) {
                            return new Seen<>(Rights.NONE, List.of());
                        }
                        Rights rights = asked.rights(row);
                        List<Stack> stacks = new ArrayList<>();
                        do {
                            // Rights without a stack are a row as well.
                            if (row.getString("id") != null) {
                                stacks.add(stack(row));
                            }
                        } while (row.next());
                        return new Seen<>(rights, stacks);
                    }
                });
    }

    Optional<Stack> find(Tx tx, OrganizationId organization, StackId id) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.stacks_shown
                        where organization_id = :organization and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map((row, _) -> stack(row))
                .findOne();
    }

    /// A stack that is about to change, its row locked.
    ///
    /// @param disposable whether it is marked as idle
    /// @param awaited whether its region has an agent, which reports
    record Held(
            Life life,
            String name,
            String version,
            RegionId region,
            boolean disposable,
            boolean stargate,
            boolean awaited,
            boolean outdated) {}

    Optional<Held> hold(Tx tx, OrganizationId organization, StackId id) {
        return tx.sql()
                .createQuery(
                        """
                        select stack.state, stack.expected_status, stack.status, stack.name, stack.version,
                               stack.region_id, stack.stargate_enabled, region.outdated,
                               stack.disposable_since is not null as disposable,
                               region.agent_id is not null or region.client_secret_hash is not null as awaited
                        from membership.stacks stack
                        join membership.regions region on region.id = stack.region_id
                        where stack.organization_id = :organization and stack.id = :id
                        for update of stack
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map(
                        (row, _) ->
                                new Held(
                                        life(row),
                                        row.getString("name"),
                                        row.getString("version"),
                                        new RegionId(row.getString("region_id")),
                                        row.getBoolean("disposable"),
                                        row.getBoolean("stargate_enabled"),
                                        row.getBoolean("awaited"),
                                        row.getBoolean("outdated")))
                .findOne();
    }

    /// What is written of a new stack.
    ///
    /// @param sealedSecret its client secret, sealed
    public record Created(
            OrganizationId organization,
            StackId id,
            String name,
            RegionId region,
            String version,
            Map<String, String> metadata,
            Life.Status status,
            boolean stargate,
            byte[] sealedSecret) {}

    /// @return false when the id, or the name that it makes in a cluster, is taken
    public boolean insert(Tx tx, Created created, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into membership.stacks
                                    (organization_id, id, name, region_id, version, metadata, status, synchronised,
                                     stargate_enabled, client_secret_sealed, created_at, updated_at,
                                     last_state_update, last_expected_status_update, last_status_update)
                                values (:organization, :id, :name, :region, :version, cast(:metadata as jsonb),
                                        :status, :synchronised, :stargate, :secret, :now, :now, :now, :now, :now)
                                on conflict do nothing
                                """)
                        .bind("organization", created.organization().value())
                        .bind("id", created.id().value())
                        .bind("name", created.name())
                        .bind("region", created.region().value())
                        .bind("version", created.version())
                        .bind("metadata", Json.write(created.metadata()))
                        .bind("status", created.status().name())
                        .bind("synchronised", created.status() == Life.Status.READY)
                        .bind("stargate", created.stargate())
                        .bind("secret", created.sealedSecret())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// Writes the stack's life; each of its times moves only with what it is the time of.
    void move(Tx tx, OrganizationId organization, StackId id, Life life, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.stacks
                        set state = :state, expected_status = :expected, status = :status,
                            synchronised = (:status = :expected),
                            last_state_update =
                                case when state <> :state or (:state = 'ACTIVE' and disposable_since is not null)
                                     then :now else last_state_update end,
                            last_expected_status_update =
                                case when expected_status <> :expected then :now else last_expected_status_update end,
                            last_status_update = case when status <> :status then :now else last_status_update end,
                            disabled_at = case :state when 'ACTIVE' then null
                                                      when 'DISABLED' then coalesce(disabled_at, :now)
                                                      else disabled_at end,
                            deleted_at = case when :state = 'DELETED' and :status = 'DELETED'
                                              then cast(:now as timestamptz) end,
                            warned_at = case when :state = 'DELETED' then warned_at end,
                            disposable_since = case when :state = 'DELETED' then disposable_since end,
                            updated_at = :now
                        where organization_id = :organization and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .bind("state", life.state().name())
                .bind("expected", life.expected().name())
                .bind("status", life.status().name())
                .bind("now", now)
                .execute();
    }

    /// @param metadata empty to keep what there is
    void rename(
            Tx tx,
            OrganizationId organization,
            StackId id,
            String name,
            Optional<Map<String, String>> metadata,
            Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.stacks
                        set name = :name, metadata = coalesce(cast(:metadata as jsonb), metadata), updated_at = :now
                        where organization_id = :organization and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .bind("name", name)
                .bind("metadata", metadata.map(Json::write).orElse(null))
                .bind("now", now)
                .execute();
    }

    void version(Tx tx, OrganizationId organization, StackId id, String version) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.stacks set version = :version
                        where organization_id = :organization and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .bind("version", version)
                .execute();
    }

    private static Stack stack(ResultSet row) throws SQLException {
        return new Stack(
                new OrganizationId(row.getString("organization_id")),
                new StackId(row.getString("id")),
                row.getString("name"),
                RegionStore.embedded(row),
                row.getString("version"),
                Json.mapper().readValue(row.getString("metadata"), METADATA),
                life(row),
                new Stack.Switches(
                        row.getBoolean("stargate_enabled"),
                        row.getBoolean("audit_enabled"),
                        row.getBoolean("synchronised"),
                        row.getBoolean("reachable")),
                times(row),
                row.getString("modules"));
    }

    private static Life life(ResultSet row) throws SQLException {
        return new Life(
                Life.State.valueOf(row.getString("state")),
                Life.Expected.valueOf(row.getString("expected_status")),
                Life.Status.valueOf(row.getString("status")));
    }

    private static Stack.Times times(ResultSet row) throws SQLException {
        return new Stack.Times(
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"),
                Columns.time(row, "last_state_update"),
                Columns.time(row, "last_expected_status_update"),
                Columns.time(row, "last_status_update"),
                Columns.instant(row, "last_reachable_update"),
                Columns.instant(row, "warned_at"),
                Columns.instant(row, "disposable_since"),
                Columns.instant(row, "disabled_at"),
                Columns.instant(row, "deleted_at"));
    }
}
