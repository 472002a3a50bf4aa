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
                        where mine.user_id = :user
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

    /// Locks the organization until the transaction ends, so that two changes follow each other.
    boolean lock(Tx tx, OrganizationId id) {
        return tx.sql()
                .createQuery("select 1 from membership.organizations where id = :id for update")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// What a full replacement writes.
    record Replaced(
            String name, UserId owner, Optional<String> domain, Optional<PolicyId> defaultPolicy) {}

    /// @throws dev.atrium.storage.ConstraintViolation when the domain is taken
    void replace(Tx tx, OrganizationId id, Replaced with, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.organizations
                        set name = :name, owner_id = :owner, domain = :domain,
                            default_policy_id = :default, updated_at = :now
                        where id = :id
                        """)
                .bind("id", id.value())
                .bind("name", with.name())
                .bind("owner", with.owner().value())
                .bind("domain", with.domain().orElse(null))
                .bind("default", with.defaultPolicy().map(PolicyId::value).orElse(null))
                .bind("now", now)
                .execute();
    }

    /// A stack that still exists somewhere, or can be brought back.
    Optional<String> anyStack(Tx tx, OrganizationId id) {
        return tx.sql()
                .createQuery(
                        """
                        select id from membership.stacks
                        where organization_id = :id
                          and (state <> 'DELETED' or expected_status <> 'DELETED' or status <> 'DELETED')
                        order by id limit 1
                        """)
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne();
    }

    /// Removes the organization with all that belongs to it.
    void delete(Tx tx, OrganizationId id) {
        // Stacks hold on to their organization; those that are left are gone for good.
        tx.sql()
                .createUpdate("delete from membership.stacks where organization_id = :id")
                .bind("id", id.value())
                .execute();
        // Its own policies go with it, and it may itself refer to one of them.
        tx.sql()
                .createUpdate(
                        "update membership.organizations set default_policy_id = null where id = :id")
                .bind("id", id.value())
                .execute();
        tx.sql()
                .createUpdate(
                        "delete from membership.organization_users where organization_id = :id")
                .bind("id", id.value())
                .execute();
        tx.sql()
                .createUpdate("delete from membership.organizations where id = :id")
                .bind("id", id.value())
                .execute();
    }

    /// Whether a provider has verified an address of that domain as the person's.
    boolean provedDomain(Tx tx, UserId user, String domain) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from membership.identities
                                       where user_id = :user and email_verified
                                         and lower(substring(email from '[^@]*$')) = :domain)
                        """)
                .bind("user", user.value())
                .bind("domain", domain)
                .mapTo(Boolean.class)
                .one();
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
