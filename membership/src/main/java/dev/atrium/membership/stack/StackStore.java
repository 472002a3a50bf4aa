package dev.atrium.membership.stack;

import dev.atrium.kernel.Json;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/// SQL of stacks; their modules are read by the module package.
public final class StackStore {
    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

    /// Which stacks a list shows besides the active ones.
    record Shown(boolean disabled, boolean deleted) {}

    List<Stack> list(Tx tx, OrganizationId organization, Shown shown, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select stack.*, region.base_url
                        from membership.stacks stack
                        join membership.regions region on region.id = stack.region_id
                        where stack.organization_id = :organization
                          and stack.id > :after
                          and (stack.state = 'ACTIVE'
                               or (:disabled and stack.state = 'DISABLED')
                               or (:deleted and stack.state = 'DELETED'))
                        order by stack.id
                        limit :limit
                        """)
                .bind("organization", organization.value())
                .bind("after", after)
                .bind("disabled", shown.disabled())
                .bind("deleted", shown.deleted())
                .bind("limit", limit)
                .map((row, _) -> stack(row))
                .list();
    }

    Optional<Stack> find(Tx tx, OrganizationId organization, StackId id) {
        return tx.sql()
                .createQuery(
                        """
                        select stack.*, region.base_url
                        from membership.stacks stack
                        join membership.regions region on region.id = stack.region_id
                        where stack.organization_id = :organization and stack.id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map((row, _) -> stack(row))
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
            Stack.Status status,
            boolean stargate,
            byte[] sealedSecret) {}

    /// @throws dev.atrium.storage.ConstraintViolation when the id is taken
    public void insert(Tx tx, Created created, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.stacks
                            (organization_id, id, name, region_id, version, status, synchronised, stargate_enabled,
                             client_secret_sealed, created_at, updated_at, last_state_update,
                             last_expected_status_update, last_status_update)
                        values (:organization, :id, :name, :region, :version, :status, :synchronised, :stargate,
                                :secret, :now, :now, :now, :now, :now)
                        """)
                .bind("organization", created.organization().value())
                .bind("id", created.id().value())
                .bind("name", created.name())
                .bind("region", created.region().value())
                .bind("version", created.version())
                .bind("status", created.status().name())
                .bind("synchronised", created.status() == Stack.Status.READY)
                .bind("stargate", created.stargate())
                .bind("secret", created.sealedSecret())
                .bind("now", now)
                .execute();
    }

    /// A secret as it is stored: in clear where somebody wrote it by hand, sealed otherwise.
    record StoredSecret(Optional<String> clear, Optional<byte[]> sealed) {}

    Optional<StoredSecret> secret(Tx tx, OrganizationId organization, StackId id) {
        return tx.sql()
                .createQuery(
                        """
                        select client_secret, client_secret_sealed from membership.stacks
                        where organization_id = :organization and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map(
                        (row, _) ->
                                new StoredSecret(
                                        Columns.text(row, "client_secret"),
                                        Optional.ofNullable(row.getBytes("client_secret_sealed"))))
                .findOne();
    }

    void seal(Tx tx, OrganizationId organization, StackId id, byte[] sealed) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.stacks
                        set client_secret = null, client_secret_sealed = :sealed
                        where organization_id = :organization and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .bind("sealed", sealed)
                .execute();
    }

    private static Stack stack(ResultSet row) throws SQLException {
        return new Stack(
                new OrganizationId(row.getString("organization_id")),
                new StackId(row.getString("id")),
                row.getString("name"),
                new RegionId(row.getString("region_id")),
                row.getString("base_url"),
                row.getString("version"),
                Json.mapper().readValue(row.getString("metadata"), METADATA),
                Stack.State.valueOf(row.getString("state")),
                Stack.ExpectedStatus.valueOf(row.getString("expected_status")),
                Stack.Status.valueOf(row.getString("status")),
                new Stack.Switches(
                        row.getBoolean("stargate_enabled"),
                        row.getBoolean("audit_enabled"),
                        row.getBoolean("synchronised"),
                        row.getBoolean("reachable")),
                times(row),
                List.of());
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
