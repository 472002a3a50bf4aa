package dev.atrium.membership.member;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Columns;
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

    /// @return false unless the person is a member
    public boolean change(
            Tx tx, OrganizationId organization, UserId user, PolicyId policy, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                update membership.organization_users
                                set policy_id = :policy, updated_at = :now
                                where organization_id = :organization and user_id = :user
                                """)
                        .bind("organization", organization.value())
                        .bind("user", user.value())
                        .bind("policy", policy.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    public List<UserId> everybody(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery(
                        """
                        select user_id from membership.organization_users
                        where organization_id = :organization
                        """)
                .bind("organization", organization.value())
                .map((row, _) -> new UserId(row.getString("user_id")))
                .list();
    }

    /// Takes the membership away with what the person had on single stacks, and keeps that it was.
    ///
    /// @return false unless the person was a member
    boolean remove(Tx tx, OrganizationId organization, UserId user, Instant now) {
        boolean removed =
                tx.sql()
                                .createUpdate(
                                        """
                                        with gone as (
                                            delete from membership.organization_users
                                            where organization_id = :organization and user_id = :user
                                            returning organization_id, user_id)
                                        insert into membership.former_members (organization_id, user_id, left_at)
                                        select organization_id, user_id, :now from gone
                                        on conflict on constraint former_members_pkey do update set left_at = :now
                                        """)
                                .bind("organization", organization.value())
                                .bind("user", user.value())
                                .bind("now", now)
                                .execute()
                        == 1;
        tx.sql()
                .createUpdate(
                        """
                        delete from membership.stack_users
                        where organization_id = :organization and user_id = :user
                        """)
                .bind("organization", organization.value())
                .bind("user", user.value())
                .execute();
        return removed;
    }

    boolean wasMember(Tx tx, OrganizationId organization, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from membership.former_members
                                       where organization_id = :organization and user_id = :user)
                        """)
                .bind("organization", organization.value())
                .bind("user", user.value())
                .mapTo(Boolean.class)
                .one();
    }

    /// What the rules about members look at besides the member.
    record Place(UserId owner, Optional<PolicyId> defaultPolicy) {}

    /// Locks the organization against other changes of its members and owner.
    Optional<Place> lock(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery(
                        """
                        select owner_id, default_policy_id from membership.organizations
                        where id = :id for update
                        """)
                .bind("id", organization.value())
                .map(
                        (row, _) ->
                                new Place(
                                        new UserId(row.getString("owner_id")),
                                        Columns.number(row, "default_policy_id")
                                                .map(PolicyId::new)))
                .findOne();
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                new UserId(row.getString("id")),
                row.getString("email"),
                new PolicyId(row.getLong("policy_id")));
    }
}
