package dev.atrium.membership.access;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// SQL of what a policy would give to whoever gets it.
final class GrantStore {

    /// @param application empty for a scope of Membership itself
    record Given(long id, String label, Optional<String> application) {}

    /// @return empty unless the organization has the policy, be it a built-in one
    Optional<List<Given>> ofPolicy(Tx tx, OrganizationId organization, PolicyId policy) {
        boolean known =
                tx.sql()
                        .createQuery(
                                """
                                select exists (select 1 from membership.policies
                                               where id = :policy
                                                 and (organization_id is null or organization_id = :organization))
                                """)
                        .bind("policy", policy.value())
                        .bind("organization", organization.value())
                        .mapTo(Boolean.class)
                        .one();
        return known ? Optional.of(scopes(tx, policy)) : Optional.empty();
    }

    private static List<Given> scopes(Tx tx, PolicyId policy) {
        return tx.sql()
                .createQuery(
                        """
                        select scope.id, scope.label, scope.application_id
                        from membership.policy_scopes given
                        join membership.scopes scope on scope.id = given.scope_id
                        where given.policy_id = :policy
                        order by scope.id
                        """)
                .bind("policy", policy.value())
                .map((row, _) -> given(row))
                .list();
    }

    Optional<Given> scope(Tx tx, long id) {
        return tx.sql()
                .createQuery(
                        "select id, label, application_id from membership.scopes where id = :id")
                .bind("id", id)
                .map((row, _) -> given(row))
                .findOne();
    }

    private static Given given(ResultSet row) throws SQLException {
        return new Given(
                row.getLong("id"), row.getString("label"), Columns.text(row, "application_id"));
    }

    /// What the caller's own policy in the organization gives, scopes of applications included.
    boolean holds(Tx tx, OrganizationId organization, String user, long scope) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1
                                       from membership.organization_users member
                                       join membership.policy_scopes given on given.policy_id = member.policy_id
                                       where member.organization_id = :organization
                                         and member.user_id = :user and given.scope_id = :scope)
                            or exists (select 1 from membership.organizations o
                                       where o.id = :organization and o.owner_id = :user)
                        """)
                .bind("organization", organization.value())
                .bind("user", user)
                .bind("scope", scope)
                .mapTo(Boolean.class)
                .one();
    }
}
