package dev.atrium.membership.stackuser;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of policies on stacks.
public final class StackUserStore {

    List<StackUser> list(
            Tx tx, OrganizationId organization, StackId stack, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select access.stack_id, access.user_id, account.email, access.policy_id,
                               member.policy_id as organization_policy_id
                        from membership.stack_users access
                        join membership.users account on account.id = access.user_id
                        join membership.organization_users member
                          on member.organization_id = access.organization_id and member.user_id = access.user_id
                        where access.organization_id = :organization and access.stack_id = :stack
                          and access.user_id > :after
                        order by access.user_id
                        limit :limit
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> user(row))
                .list();
    }

    Optional<StackUser> find(Tx tx, OrganizationId organization, StackId stack, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select access.stack_id, access.user_id, account.email, access.policy_id,
                               member.policy_id as organization_policy_id
                        from membership.stack_users access
                        join membership.users account on account.id = access.user_id
                        join membership.organization_users member
                          on member.organization_id = access.organization_id and member.user_id = access.user_id
                        where access.organization_id = :organization and access.stack_id = :stack
                          and access.user_id = :user
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.value())
                .bind("user", user.value())
                .map((row, _) -> user(row))
                .findOne();
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

    boolean isMember(Tx tx, OrganizationId organization, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from membership.organization_users
                                       where organization_id = :organization and user_id = :user)
                        """)
                .bind("organization", organization.value())
                .bind("user", user.value())
                .mapTo(Boolean.class)
                .one();
    }

    /// @return whether it was another policy, or none, before
    boolean put(
            Tx tx,
            OrganizationId organization,
            StackId stack,
            UserId user,
            PolicyId policy,
            Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into membership.stack_users as access
                                    (organization_id, stack_id, user_id, policy_id, created_at, updated_at)
                                values (:organization, :stack, :user, :policy, :now, :now)
                                on conflict on constraint stack_users_pkey do update
                                set policy_id = :policy, updated_at = :now
                                where access.policy_id <> :policy
                                """)
                        .bind("organization", organization.value())
                        .bind("stack", stack.value())
                        .bind("user", user.value())
                        .bind("policy", policy.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// @return whether there was one
    boolean remove(Tx tx, OrganizationId organization, StackId stack, UserId user) {
        return tx.sql()
                        .createUpdate(
                                """
                                delete from membership.stack_users
                                where organization_id = :organization and stack_id = :stack and user_id = :user
                                """)
                        .bind("organization", organization.value())
                        .bind("stack", stack.value())
                        .bind("user", user.value())
                        .execute()
                == 1;
    }

    private static StackUser user(ResultSet row) throws SQLException {
        return new StackUser(
                new StackId(row.getString("stack_id")),
                new UserId(row.getString("user_id")),
                row.getString("email"),
                new PolicyId(row.getLong("policy_id")),
                new PolicyId(row.getLong("organization_policy_id")));
    }
}
