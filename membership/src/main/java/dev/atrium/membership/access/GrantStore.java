package dev.atrium.membership.access;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.util.List;
import java.util.Optional;

/// SQL of what a policy would give and its giver lacks.
public final class GrantStore {

    boolean exists(Tx tx, OrganizationId organization, PolicyId policy) {
        return tx.sql()
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
    }

    List<String> scopes(Tx tx, PolicyId policy) {
        return tx.sql()
                .createQuery(
                        """
                        select scope.label from membership.policy_scopes given
                        join membership.scopes scope on scope.id = given.scope_id
                        where given.policy_id = :policy
                        order by scope.id
                        """)
                .bind("policy", policy.value())
                .mapTo(String.class)
                .list();
    }

    /// Those of a policy's scopes that neither of the person's own policies has. A platform
    /// administrator lacks nothing; the owner of the organization hands out what its applications
    /// bring, before anybody has it.
    List<String> lacking(
            Tx tx,
            UserId user,
            OrganizationId organization,
            Optional<StackId> stack,
            PolicyId policy) {
        return tx.sql()
                .createQuery(
                        """
                        select scope.label from membership.policy_scopes given
                        join membership.scopes scope on scope.id = given.scope_id
                        where given.policy_id = :policy
                          and not exists (select 1 from membership.users where id = :user and role = 'ADMIN')
                          and not exists (
                              select 1 from membership.organization_users member
                              left join membership.stack_users access
                                on access.organization_id = member.organization_id
                               and access.user_id = member.user_id and access.stack_id = :stack
                              join membership.policy_scopes own
                                on own.policy_id in (member.policy_id, access.policy_id)
                              where member.organization_id = :organization and member.user_id = :user
                                and own.scope_id = given.scope_id)
                          and not (scope.application_id is not null
                                   and exists (select 1 from membership.organizations o
                                               where o.id = :organization and o.owner_id = :user))
                        order by scope.id
                        """)
                .bind("policy", policy.value())
                .bind("user", user.value())
                .bind("organization", organization.value())
                .bind("stack", stack.map(StackId::value).orElse(""))
                .mapTo(String.class)
                .list();
    }

    /// @param application empty for a scope of Membership itself
    record Named(String label, Optional<String> application) {}

    Optional<Named> scope(Tx tx, long id) {
        return tx.sql()
                .createQuery("select label, application_id from membership.scopes where id = :id")
                .bind("id", id)
                .map(
                        (row, _) ->
                                new Named(
                                        row.getString("label"),
                                        Columns.text(row, "application_id")))
                .findOne();
    }

    /// The same of a single scope, among those that the person has in the whole organization.
    boolean lacks(Tx tx, UserId user, OrganizationId organization, long scope) {
        return tx.sql()
                .createQuery(
                        """
                        select not exists (select 1 from membership.users where id = :user and role = 'ADMIN')
                           and not exists (
                               select 1 from membership.organization_users member
                               join membership.policy_scopes own on own.policy_id = member.policy_id
                               where member.organization_id = :organization and member.user_id = :user
                                 and own.scope_id = :scope)
                           and not exists (
                               select 1 from membership.organizations o
                               join membership.scopes scope on scope.id = :scope
                               where o.id = :organization and o.owner_id = :user
                                 and scope.application_id is not null)
                        """)
                .bind("user", user.value())
                .bind("organization", organization.value())
                .bind("scope", scope)
                .mapTo(Boolean.class)
                .one();
    }
}
