package dev.atrium.membership.policy;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
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
