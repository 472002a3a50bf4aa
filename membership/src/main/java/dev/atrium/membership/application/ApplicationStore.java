package dev.atrium.membership.application;

import dev.atrium.membership.id.ApplicationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of applications, their scopes and the organizations that use them.
public final class ApplicationStore {

    /// @throws dev.atrium.storage.ConstraintViolation when the URL or the alias is taken
    void insert(Tx tx, ApplicationId id, Application.Described described, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.applications
                            (id, name, description, url, alias, created_at, updated_at)
                        values (:id, :name, :description, :url, :alias, :now, :now)
                        """)
                .bind("id", id.value())
                .bind("name", described.name())
                .bind("description", described.description())
                .bind("url", described.url())
                .bind("alias", described.alias())
                .bind("now", now)
                .execute();
    }

    Optional<Application> update(
            Tx tx, ApplicationId id, Application.Described described, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        update membership.applications
                        set name = :name, description = :description, url = :url, alias = :alias,
                            updated_at = :now
                        where id = :id
                        returning *
                        """)
                .bind("id", id.value())
                .bind("name", described.name())
                .bind("description", described.description())
                .bind("url", described.url())
                .bind("alias", described.alias())
                .bind("now", now)
                .map((row, _) -> application(row))
                .findOne();
    }

    boolean delete(Tx tx, ApplicationId id) {
        return tx.sql()
                        .createUpdate("delete from membership.applications where id = :id")
                        .bind("id", id.value())
                        .execute()
                > 0;
    }

    Optional<Application> find(Tx tx, ApplicationId id) {
        return tx.sql()
                .createQuery("select * from membership.applications where id = :id")
                .bind("id", id.value())
                .map((row, _) -> application(row))
                .findOne();
    }

    List<Application> list(Tx tx, long skip, int limit) {
        return tx.sql()
                .createQuery(
                        "select * from membership.applications order by alias limit :limit offset :skip")
                .bind("skip", skip)
                .bind("limit", limit)
                .map((row, _) -> application(row))
                .list();
    }

    List<Application> enabled(Tx tx, OrganizationId organization, long skip, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select application.* from membership.organization_applications enabled
                        join membership.applications application on application.id = enabled.application_id
                        where enabled.organization_id = :organization
                        order by application.alias
                        limit :limit offset :skip
                        """)
                .bind("organization", organization.value())
                .bind("skip", skip)
                .bind("limit", limit)
                .map((row, _) -> application(row))
                .list();
    }

    Optional<Application> findEnabled(Tx tx, OrganizationId organization, ApplicationId id) {
        return tx.sql()
                .createQuery(
                        """
                        select application.* from membership.organization_applications enabled
                        join membership.applications application on application.id = enabled.application_id
                        where enabled.organization_id = :organization and application.id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map((row, _) -> application(row))
                .findOne();
    }

    /// @return since when it is enabled, which it may have been before; empty for no such
    ///     application
    Optional<Instant> enable(Tx tx, OrganizationId organization, ApplicationId id, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        insert into membership.organization_applications
                            (organization_id, application_id, created_at)
                        select :organization, id, :now from membership.applications where id = :id
                        on conflict (organization_id, application_id) do update
                        set organization_id = excluded.organization_id
                        returning created_at
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .bind("now", now)
                .map((row, _) -> Columns.time(row, "created_at"))
                .findOne();
    }

    boolean disable(Tx tx, OrganizationId organization, ApplicationId id) {
        return tx.sql()
                        .createUpdate(
                                """
                                delete from membership.organization_applications
                                where organization_id = :organization and application_id = :id
                                """)
                        .bind("organization", organization.value())
                        .bind("id", id.value())
                        .execute()
                > 0;
    }

    List<Application.Scope> scopes(Tx tx, ApplicationId id) {
        return tx.sql()
                .createQuery(
                        "select * from membership.scopes where application_id = :id order by id")
                .bind("id", id.value())
                .map((row, _) -> scope(row))
                .list();
    }

    /// @return empty where there is no such application
    /// @throws dev.atrium.storage.ConstraintViolation when it has a scope of that label
    Optional<Application.Scope> insertScope(
            Tx tx, ApplicationId id, String label, String description, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        insert into membership.scopes
                            (label, description, application_id, created_at, updated_at)
                        select :label, :description, id, :now, :now
                        from membership.applications where id = :id
                        returning *
                        """)
                .bind("id", id.value())
                .bind("label", label)
                .bind("description", description)
                .bind("now", now)
                .map((row, _) -> scope(row))
                .findOne();
    }

    boolean deleteScope(Tx tx, ApplicationId id, long scope) {
        return tx.sql()
                        .createUpdate(
                                "delete from membership.scopes where id = :scope and application_id = :id")
                        .bind("scope", scope)
                        .bind("id", id.value())
                        .execute()
                > 0;
    }

    /// @return since when; empty where the application has no such scope, or the other is not
    ///     Membership's own
    Optional<Instant> delegate(Tx tx, ApplicationId id, long scope, long to, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        insert into membership.scope_delegations
                            (scope_id, delegates_to_scope_id, created_at)
                        select own.id, target.id, :now
                        from membership.scopes own, membership.scopes target
                        where own.id = :scope and own.application_id = :id
                          and target.id = :to and target.application_id is null
                          and target.label <> 'system:Admin'
                        on conflict (scope_id, delegates_to_scope_id) do update
                        set scope_id = excluded.scope_id
                        returning created_at
                        """)
                .bind("id", id.value())
                .bind("scope", scope)
                .bind("to", to)
                .bind("now", now)
                .map((row, _) -> Columns.time(row, "created_at"))
                .findOne();
    }

    boolean undelegate(Tx tx, ApplicationId id, long scope, long to) {
        return tx.sql()
                        .createUpdate(
                                """
                                delete from membership.scope_delegations delegation
                                using membership.scopes own
                                where own.id = delegation.scope_id and own.application_id = :id
                                  and delegation.scope_id = :scope
                                  and delegation.delegates_to_scope_id = :to
                                """)
                        .bind("id", id.value())
                        .bind("scope", scope)
                        .bind("to", to)
                        .execute()
                > 0;
    }

    private static Application application(ResultSet row) throws SQLException {
        return new Application(
                new ApplicationId(row.getString("id")),
                new Application.Described(
                        row.getString("name"),
                        row.getString("description"),
                        row.getString("url"),
                        row.getString("alias")),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }

    private static Application.Scope scope(ResultSet row) throws SQLException {
        return new Application.Scope(
                row.getLong("id"),
                row.getString("label"),
                row.getString("description"),
                row.getBoolean("protected"),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }
}
