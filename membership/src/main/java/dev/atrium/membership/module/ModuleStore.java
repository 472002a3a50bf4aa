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

/// SQL of the modules of stacks.
public final class ModuleStore {

    /// The modules of several stacks of one organization, so that a list of stacks costs one more
    /// statement and not one per stack.
    public List<Module> ofStacks(Tx tx, OrganizationId organization, List<StackId> stacks) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.stack_modules
                        where organization_id = :organization and stack_id = any(:stacks)
                        order by stack_id, name
                        """)
                .bind("organization", organization.value())
                .bindArray("stacks", String.class, stacks.stream().map(StackId::value).toList())
                .map((row, _) -> module(row))
                .list();
    }

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
