package dev.atrium.membership.module;

import dev.atrium.kernel.Json;
import dev.atrium.membership.id.OrganizationId;
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

/// SQL of the modules of stacks.
public final class ModuleStore {
    private static final TypeReference<Map<String, List<String>>> CAPABILITIES =
            new TypeReference<>() {};

    List<Module> list(Tx tx, OrganizationId organization, StackId stack, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.stack_modules
                        where organization_id = :organization and stack_id = :stack and name > :after
                        order by name
                        limit :limit
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> module(row))
                .list();
    }

    boolean stackExists(Tx tx, OrganizationId organization, StackId stack) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from membership.stacks
                                       where organization_id = :organization and id = :stack)
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.value())
                .mapTo(Boolean.class)
                .one();
    }

    /// Adds an enabled module.
    ///
    /// @return whether it was not there before, in whatever state
    public boolean add(
            Tx tx,
            OrganizationId organization,
            StackId stack,
            String name,
            Module.Status status,
            Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into membership.stack_modules
                                    (organization_id, stack_id, name, status, last_state_update, last_status_update)
                                values (:organization, :stack, :name, :status, :now, :now)
                                on conflict on constraint stack_modules_pkey do nothing
                                """)
                        .bind("organization", organization.value())
                        .bind("stack", stack.value())
                        .bind("name", name)
                        .bind("status", status.name())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// Adds enabled modules to a new stack.
    public void addAll(
            Tx tx,
            OrganizationId organization,
            StackId stack,
            List<String> names,
            Module.Status status,
            Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.stack_modules
                            (organization_id, stack_id, name, status, last_state_update, last_status_update)
                        select :organization, :stack, name, :status, :now, :now from unnest(:names) name
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.value())
                .bindArray("names", String.class, names)
                .bind("status", status.name())
                .bind("now", now)
                .execute();
    }

    /// The stack whose modules are about to change, its row locked.
    ///
    /// @param awaited whether its region has an agent, which reports
    record Host(
            boolean deleted,
            boolean awaited,
            Map<String, List<String>> capabilities,
            boolean stargate) {}

    Optional<Host> hold(Tx tx, OrganizationId organization, StackId stack) {
        return tx.sql()
                .createQuery(
                        """
                        select stack.state = 'DELETED' as deleted, stack.stargate_enabled, region.capabilities,
                               region.agent_id is not null or region.client_secret_hash is not null as awaited
                        from membership.stacks stack
                        join membership.regions region on region.id = stack.region_id
                        where stack.organization_id = :organization and stack.id = :stack
                        for update of stack
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.value())
                .map(
                        (row, _) ->
                                new Host(
                                        row.getBoolean("deleted"),
                                        row.getBoolean("awaited"),
                                        Json.mapper()
                                                .readValue(
                                                        row.getString("capabilities"),
                                                        CAPABILITIES),
                                        row.getBoolean("stargate_enabled")))
                .findOne();
    }

    Optional<Module> find(Tx tx, OrganizationId organization, StackId stack, String name) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.stack_modules
                        where organization_id = :organization and stack_id = :stack and name = :name
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.value())
                .bind("name", name)
                .map((row, _) -> module(row))
                .findOne();
    }

    /// @param settled what the module has become where nobody will report about it
    void turn(
            Tx tx,
            OrganizationId organization,
            StackId stack,
            String name,
            Module.State state,
            Optional<Module.Status> settled,
            Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.stack_modules as module
                            (organization_id, stack_id, name, state, status, last_state_update, last_status_update)
                        values (:organization, :stack, :name, :state, coalesce(:settled, 'UNKNOWN'), :now, :now)
                        on conflict on constraint stack_modules_pkey do update
                        set state = :state, last_state_update = :now,
                            status = coalesce(:settled, module.status),
                            last_status_update =
                                case when module.status <> coalesce(:settled, module.status)
                                     then :now else module.last_status_update end
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.value())
                .bind("name", name)
                .bind("state", state.name())
                .bind("settled", settled.map(Module.Status::name).orElse(null))
                .bind("now", now)
                .execute();
    }

    /// Notes at the stack that its modules changed. While an agent has yet to follow, the stack is
    /// not in step, and not ready when something was added.
    ///
    /// @param stargate whether the stack is now to be reached through Stargate
    void touch(
            Tx tx,
            OrganizationId organization,
            StackId stack,
            Module.State state,
            boolean awaited,
            boolean stargate,
            Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.stacks
                        set stargate_enabled = :stargate,
                            synchronised = synchronised and not :awaited,
                            status = case when :unready and status = 'READY' then 'PROGRESSING' else status end,
                            last_status_update =
                                case when :unready and status = 'READY' then :now else last_status_update end,
                            updated_at = :now
                        where organization_id = :organization and id = :stack
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.value())
                .bind("stargate", stargate)
                .bind("awaited", awaited)
                .bind("unready", awaited && state == Module.State.ENABLED)
                .bind("now", now)
                .execute();
    }

    private static Module module(ResultSet row) throws SQLException {
        return new Module(
                new OrganizationId(row.getString("organization_id")),
                new StackId(row.getString("stack_id")),
                row.getString("name"),
                Module.State.valueOf(row.getString("state")),
                Module.Status.valueOf(row.getString("status")),
                Columns.time(row, "last_state_update"),
                Columns.time(row, "last_status_update"),
                Columns.text(row, "cluster_status").map(Json.mapper()::readTree));
    }
}
