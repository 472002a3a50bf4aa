package dev.atrium.membership.stack;

import dev.atrium.kernel.Json;
import dev.atrium.membership.access.Rights;
import dev.atrium.membership.access.RightsStore;
import dev.atrium.membership.access.Seen;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// SQL of stacks. What is shown of one is written by triggers when it changes (columns `shown` of
/// stacks and regions, `modules_shown`), and read as it is; a stack and a page of stacks are one
/// statement each, together with what the caller may do.
public final class StackStore {

    /// The active ones, by an index that holds no others.
    private static final Map<RightsStore.Way, FrequentSql> ACTIVE = page("state = 'ACTIVE'");

    private static final Map<RightsStore.Way, FrequentSql> MORE =
            page(
                    """
                    (state = 'ACTIVE'
                     or (:disabled and state = 'DISABLED')
                     or (:deleted and state = 'DELETED'))
                    """);

    /// The row of the rights, then those of the regions, then those of the stacks, in the order of
    /// the page.
    private static Map<RightsStore.Way, FrequentSql> page(String which) {
        return RightsStore.Way.each(
                way ->
                        FrequentSql.of(
                                """
                                with page as materialized (
                                    select id, region_id, shown, modules_shown
                                    from membership.stacks
                                    where organization_id = :organization and id > :after and %s
                                    order by id
                                    limit :limit)
                                select 'rights' as kind, held.revision, held.standing, held.labels, held.stacks_revision,
                                       null as id, null as region, null as shown, null as modules
                                from (%s) held
                                union all
                                select 'region', revision, null, null, null, id, base_url, cast(shown as text), null
                                from membership.regions
                                where id = any (array(select distinct region_id from page))
                                union all
                                select 'stack', null, null, null, null, id, region_id, shown, cast(modules_shown as text)
                                from page
                                """
                                        .formatted(which, way.sql())));
    }

    private static final Map<RightsStore.Way, FrequentSql> ONE =
            RightsStore.Way.each(
                    way ->
                            FrequentSql.of(
                                    """
                                    select held.*, stack.id, stack.region_id, region.base_url,
                                           region.shown as region, region.revision as region_revision, stack.shown, stack.modules_shown as modules
                                    from (%s) held
                                    left join membership.stacks stack
                                      on stack.organization_id = :organization and stack.id = :stack
                                    left join membership.regions region on region.id = stack.region_id
                                    """
                                            .formatted(way.sql())));

    private static final StackMemory.Kept NOTHING = new StackMemory.Kept(List.of(), 0, Map.of());

    /// Which stacks a list shows besides the active ones.
    record Shown(boolean disabled, boolean deleted) {}

    Seen<StackMemory.Kept> list(
            Tx tx,
            RightsStore.Asked asked,
            OrganizationId organization,
            Shown shown,
            String after,
            int limit) {
        return asked.along(
                question ->
                        tx.read(
                                question.among(shown.disabled() || shown.deleted() ? MORE : ACTIVE)
                                        .with("after", after)
                                        .with("limit", limit)
                                        .with("disabled", shown.disabled())
                                        .with("deleted", shown.deleted()),
                                rows -> page(question, organization, rows)));
    }

    private static Seen<StackMemory.Kept> page(
            RightsStore.Question question, OrganizationId organization, ResultSet row)
            throws SQLException {
        Rights rights = Rights.NONE;
        long revision = 0;
        Map<RegionId, Long> regions = new HashMap<>();
        Map<String, ShownStack.Place> places = new HashMap<>();
        List<ShownStack> stacks = new ArrayList<>();
        while (row.next()) {
            switch (row.getString("kind")) {
                case "rights" -> {
                    rights = question.rights(row);
                    revision = row.getLong("stacks_revision");
                }
                case "region" -> {
                    String id = row.getString("id");
                    regions.put(new RegionId(id), row.getLong("revision"));
                    places.put(
                            id,
                            new ShownStack.Place(row.getString("region"), row.getBytes("shown")));
                }
                default ->
                        stacks.add(
                                ShownStack.of(
                                        organization,
                                        new StackId(row.getString("id")),
                                        Objects.requireNonNull(places.get(row.getString("region"))),
                                        row.getBytes("shown"),
                                        row.getBytes("modules")));
            }
        }
        return new Seen<>(rights, new StackMemory.Kept(stacks, revision, regions));
    }

    /// The stack that the question names, or none.
    Seen<StackMemory.Kept> seen(
            Tx tx, RightsStore.Asked asked, OrganizationId organization, StackId id) {
        return asked.along(
                question ->
                        tx.read(
                                question.among(ONE),
                                row ->
                                        row.next()
                                                ? new Seen<>(
                                                        question.rights(row),
                                                        one(row, organization, id))
                                                : new Seen<>(Rights.NONE, NOTHING)));
    }

    /// Rights without a stack are a row as well.
    private static StackMemory.Kept one(ResultSet row, OrganizationId organization, StackId id)
            throws SQLException {
        return row.getString("id") == null
                ? NOTHING
                : new StackMemory.Kept(
                        List.of(shown(row, organization, id)),
                        row.getLong("stacks_revision"),
                        Map.of(
                                new RegionId(row.getString("region_id")),
                                row.getLong("region_revision")));
    }

    Optional<ShownStack> find(Tx tx, OrganizationId organization, StackId id) {
        return tx.sql()
                .createQuery(
                        """
                        select region.base_url, region.shown as region, stack.shown, stack.modules_shown as modules
                        from membership.stacks stack
                        join membership.regions region on region.id = stack.region_id
                        where stack.organization_id = :organization and stack.id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map((row, _) -> shown(row, organization, id))
                .findOne();
    }

    private static ShownStack shown(ResultSet row, OrganizationId organization, StackId id)
            throws SQLException {
        return ShownStack.of(
                organization,
                id,
                new ShownStack.Place(row.getString("base_url"), row.getBytes("region")),
                row.getBytes("shown"),
                row.getBytes("modules"));
    }

    /// A stack that is about to change, its row locked.
    ///
    /// @param disposable whether it is marked as idle
    /// @param awaited whether its region has an agent, which reports
    public record Held(
            Life life,
            String name,
            String version,
            RegionId region,
            boolean disposable,
            boolean stargate,
            boolean awaited,
            boolean outdated) {}

    public Optional<Held> hold(Tx tx, OrganizationId organization, StackId id) {
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
    public void move(Tx tx, OrganizationId organization, StackId id, Life life, Instant now) {
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

    private static Life life(ResultSet row) throws SQLException {
        return new Life(
                Life.State.valueOf(row.getString("state")),
                Life.Expected.valueOf(row.getString("expected_status")),
                Life.Status.valueOf(row.getString("status")));
    }
}
