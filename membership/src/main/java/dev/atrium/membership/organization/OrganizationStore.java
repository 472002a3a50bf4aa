package dev.atrium.membership.organization;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.SystemRole;
import dev.atrium.membership.user.User;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// SQL of organizations.
public final class OrganizationStore {

    Optional<Organization> find(Tx tx, OrganizationId id) {
        return tx.sql()
                .createQuery(
                        """
                        select o.*, owner.email as owner_email, owner.role as owner_role,
                               (select count(*) from membership.stacks s
                                where s.organization_id = o.id and s.state <> 'DELETED') as total_stacks,
                               (select count(*) from membership.organization_users m
                                where m.organization_id = o.id) as total_users
                        from membership.organizations o
                        join membership.users owner on owner.id = o.owner_id
                        where o.id = :id
                        """)
                .bind("id", id.value())
                .map((row, _) -> organization(row))
                .findOne();
    }

    /// Those that somebody belongs to, by id.
    ///
    /// @param only empty for all of them
    List<Organization> ofMember(
            Tx tx, UserId user, Optional<OrganizationId> only, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select o.*, owner.email as owner_email, owner.role as owner_role,
                               (select count(*) from membership.stacks s
                                where s.organization_id = o.id and s.state <> 'DELETED') as total_stacks,
                               (select count(*) from membership.organization_users m
                                where m.organization_id = o.id) as total_users
                        from membership.organization_users mine
                        join membership.organizations o on o.id = mine.organization_id
                        join membership.users owner on owner.id = o.owner_id
                        join membership.users me on me.id = mine.user_id
                        where mine.user_id = :user
                          and coalesce(me.home_organization_id, o.id) = o.id
                          and (cast(:only as text) is null or o.id = :only)
                          and o.id > :after
                        order by o.id
                        limit :limit
                        """)
                .bind("user", user.value())
                .bind("only", only.map(OrganizationId::value).orElse(null))
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> organization(row))
                .list();
    }

    /// What is written of a new organization.
    public record Created(
            OrganizationId id,
            String name,
            UserId owner,
            Optional<String> domain,
            Optional<PolicyId> defaultPolicy) {}

    /// Inserts the organization, and its owner as its first member.
    ///
    /// @throws dev.atrium.storage.ConstraintViolation when the id or the domain is taken
    public void insert(Tx tx, Created created, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        with inserted as (
                            insert into membership.organizations
                                (id, name, owner_id, domain, default_policy_id, created_at, updated_at)
                            values (:id, :name, :owner, :domain, :default, :now, :now)
                            returning id, owner_id)
                        insert into membership.organization_users
                            (organization_id, user_id, policy_id, created_at, updated_at)
                        select id, owner_id, :policy, :now, :now from inserted
                        """)
                .bind("id", created.id().value())
                .bind("name", created.name())
                .bind("owner", created.owner().value())
                .bind("domain", created.domain().orElse(null))
                .bind("default", created.defaultPolicy().map(PolicyId::value).orElse(null))
                .bind("policy", PolicyId.ORGANIZATION_ADMIN_STACK_ADMIN.value())
                .bind("now", now)
                .execute();
    }

    private static Organization organization(ResultSet row) throws SQLException {
        return new Organization(
                new OrganizationId(row.getString("id")),
                row.getString("name"),
                new User(
                        new UserId(row.getString("owner_id")),
                        row.getString("owner_email"),
                        SystemRole.valueOf(row.getString("owner_role"))),
                Columns.text(row, "domain"),
                Columns.number(row, "default_policy_id").map(PolicyId::new),
                new Organization.Quota(
                        row.getInt("available_stacks"), row.getInt("available_sandboxes")),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"),
                new Organization.Counts(row.getLong("total_stacks"), row.getLong("total_users")));
    }
}
