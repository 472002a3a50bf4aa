package dev.atrium.membership.policy;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of policies. An organization sees its own and the built-in ones.
public final class PolicyStore {

    List<Policy> list(Tx tx, OrganizationId organization, long after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.policies
                        where (organization_id is null or organization_id = :organization) and id > :after
                        order by id
                        limit :limit
                        """)
                .bind("organization", organization.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> policy(row))
                .list();
    }

    public Optional<Policy> find(Tx tx, OrganizationId organization, PolicyId id) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.policies
                        where (organization_id is null or organization_id = :organization) and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map((row, _) -> policy(row))
                .findOne();
    }

    List<Policy.ScopeRow> scopes(Tx tx, PolicyId id) {
        return tx.sql()
                .createQuery(
                        """
                        select scope.* from membership.policy_scopes given
                        join membership.scopes scope on scope.id = given.scope_id
                        where given.policy_id = :id
                        order by scope.id
                        """)
                .bind("id", id.value())
                .map((row, _) -> scope(row))
                .list();
    }

    /// Every scope of Membership itself, by id.
    List<Policy.ScopeRow> catalogue(Tx tx) {
        return tx.sql()
                .createQuery(
                        "select * from membership.scopes where application_id is null order by id")
                .map((row, _) -> scope(row))
                .list();
    }

    /// @throws dev.atrium.storage.ConstraintViolation when the organization has one of that name
    Policy insert(
            Tx tx, OrganizationId organization, String name, String description, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        insert into membership.policies
                            (organization_id, name, description, created_at, updated_at)
                        values (:organization, :name, :description, :now, :now)
                        returning *
                        """)
                .bind("organization", organization.value())
                .bind("name", name)
                .bind("description", description)
                .bind("now", now)
                .map((row, _) -> policy(row))
                .one();
    }

    /// Finds a policy and locks it until the transaction ends.
    Optional<Policy> lock(Tx tx, OrganizationId organization, PolicyId id) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.policies
                        where (organization_id is null or organization_id = :organization) and id = :id
                        for update
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map((row, _) -> policy(row))
                .findOne();
    }

    /// @throws dev.atrium.storage.ConstraintViolation when the organization has one of that name
    Policy update(Tx tx, PolicyId id, String name, String description, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        update membership.policies
                        set name = :name, description = :description, updated_at = :now
                        where id = :id
                        returning *
                        """)
                .bind("id", id.value())
                .bind("name", name)
                .bind("description", description)
                .bind("now", now)
                .map((row, _) -> policy(row))
                .one();
    }

    boolean awaited(Tx tx, PolicyId id, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from membership.invitations
                                       where policy_id = :id and status = 'PENDING' and expires_at > :now)
                        """)
                .bind("id", id.value())
                .bind("now", now)
                .mapTo(Boolean.class)
                .one();
    }

    /// @throws dev.atrium.storage.ConstraintViolation when somebody has it
    void delete(Tx tx, PolicyId id) {
        tx.sql()
                .createUpdate("delete from membership.policies where id = :id")
                .bind("id", id.value())
                .execute();
    }

    /// @return whether the policy did not have it before
    boolean give(Tx tx, PolicyId id, long scope) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into membership.policy_scopes (policy_id, scope_id)
                                values (:policy, :scope)
                                on conflict on constraint policy_scopes_pkey do nothing
                                """)
                        .bind("policy", id.value())
                        .bind("scope", scope)
                        .execute()
                == 1;
    }

    /// @return whether the policy had it
    boolean take(Tx tx, PolicyId id, long scope) {
        return tx.sql()
                        .createUpdate(
                                """
                                delete from membership.policy_scopes
                                where policy_id = :policy and scope_id = :scope
                                """)
                        .bind("policy", id.value())
                        .bind("scope", scope)
                        .execute()
                == 1;
    }

    void touch(Tx tx, PolicyId id, Instant now) {
        tx.sql()
                .createUpdate("update membership.policies set updated_at = :now where id = :id")
                .bind("id", id.value())
                .bind("now", now)
                .execute();
    }

    private static Policy policy(ResultSet row) throws SQLException {
        return new Policy(
                new PolicyId(row.getLong("id")),
                Columns.text(row, "organization_id").map(OrganizationId::new),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("protected"),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }

    private static Policy.ScopeRow scope(ResultSet row) throws SQLException {
        return new Policy.ScopeRow(
                row.getLong("id"),
                row.getString("label"),
                row.getString("description"),
                Columns.text(row, "application_id"),
                row.getBoolean("protected"),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }
}
