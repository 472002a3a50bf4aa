package dev.atrium.membership.member;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of membership in organizations.
public final class MemberStore {

    Optional<Member> find(Tx tx, OrganizationId organization, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select account.id, account.email, member.policy_id
                        from membership.organization_users member
                        join membership.users account on account.id = member.user_id
                        where member.organization_id = :organization and member.user_id = :user
                        """)
                .bind("organization", organization.value())
                .bind("user", user.value())
                .map((row, _) -> member(row))
                .findOne();
    }

    List<Member> list(Tx tx, OrganizationId organization, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select account.id, account.email, member.policy_id
                        from membership.organization_users member
                        join membership.users account on account.id = member.user_id
                        where member.organization_id = :organization and member.user_id > :after
                        order by member.user_id
                        limit :limit
                        """)
                .bind("organization", organization.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> member(row))
                .list();
    }

    /// @return whether there is a new member; somebody who already is one keeps their policy
    public boolean add(
            Tx tx, OrganizationId organization, UserId user, PolicyId policy, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into membership.organization_users
                                    (organization_id, user_id, policy_id, created_at, updated_at)
                                values (:organization, :user, :policy, :now, :now)
                                on conflict on constraint organization_users_pkey do nothing
                                """)
                        .bind("organization", organization.value())
                        .bind("user", user.value())
                        .bind("policy", policy.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                new UserId(row.getString("id")),
                row.getString("email"),
                new PolicyId(row.getLong("policy_id")));
    }
}
