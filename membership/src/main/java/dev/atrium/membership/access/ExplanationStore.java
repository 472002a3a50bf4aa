package dev.atrium.membership.access;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Tx;
import java.util.List;
import java.util.Optional;

/// SQL that tells where somebody's rights come from. [RightsStore] decides; this only reads the
/// same rows one by one.
final class ExplanationStore {

    /// @param member whether the account belongs to the organization
    record Somebody(boolean administrator, boolean member) {}

    Optional<Somebody> somebody(Tx tx, OrganizationId organization, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select account.role = 'ADMIN' as administrator,
                               exists (select 1 from membership.organization_users member
                                       where member.organization_id = :organization
                                         and member.user_id = account.id) as member
                        from membership.users account where account.id = :user
                        """)
                .bind("organization", organization.value())
                .bind("user", user.value())
                .map(
                        (row, _) ->
                                new Somebody(
                                        row.getBoolean("administrator"), row.getBoolean("member")))
                .findOne();
    }

    /// A policy that the person has in the organization or on the stack.
    ///
    /// @param gives whether it has the scope in question
    record Held(PolicyId policy, String name, boolean onStack, boolean gives) {}

    List<Held> held(
            Tx tx,
            OrganizationId organization,
            Optional<StackId> stack,
            UserId user,
            String scope) {
        return tx.sql()
                .createQuery(
                        """
                        select policy.id, policy.name, had.on_stack,
                               exists (select 1
                                       from membership.policy_scopes given
                                       join membership.scopes scope on scope.id = given.scope_id
                                       where given.policy_id = policy.id and scope.label = :scope) as gives
                        from (select policy_id, false as on_stack
                              from membership.organization_users
                              where organization_id = :organization and user_id = :user
                              union all
                              select policy_id, true
                              from membership.stack_users
                              where organization_id = :organization and stack_id = :stack
                                and user_id = :user) had
                        join membership.policies policy on policy.id = had.policy_id
                        order by had.on_stack, policy.id
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.map(StackId::value).orElse(""))
                .bind("user", user.value())
                .bind("scope", scope)
                .map(
                        (row, _) ->
                                new Held(
                                        new PolicyId(row.getLong("id")),
                                        row.getString("name"),
                                        row.getBoolean("on_stack"),
                                        row.getBoolean("gives")))
                .list();
    }
}
