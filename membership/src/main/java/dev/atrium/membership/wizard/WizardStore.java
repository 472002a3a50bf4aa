package dev.atrium.membership.wizard;

import dev.atrium.kernel.Json;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.module.Module;
import dev.atrium.membership.stack.Life;
import dev.atrium.membership.user.SystemRole;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/// SQL that only the wizard needs: what exists, to compare it with what is declared.
final class WizardStore {
    private static final TypeReference<Map<String, String>> SERVICES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Long>> POLICIES = new TypeReference<>() {};

    boolean migrated(Tx tx) {
        return tx.sql()
                .createQuery("select to_regclass('membership.stack_users') is not null")
                .mapTo(Boolean.class)
                .one();
    }

    void declare(Tx tx, UserId user, String connector) {
        tx.sql()
                .createUpdate(
                        "update membership.users set declared_connector = :connector where id = :id")
                .bind("id", user.value())
                .bind("connector", connector)
                .execute();
    }

    /// @param organization empty for everybody, else its members
    List<Found.User> users(Tx tx, Optional<OrganizationId> organization) {
        return tx.sql()
                .createQuery(
                        """
                        select account.*,
                               (select json_object_agg(organization_id, policy_id)
                                from membership.organization_users where user_id = account.id) as policies
                        from membership.users account
                        where cast(:organization as text) is null
                           or account.id in (select user_id from membership.organization_users
                                             where organization_id = :organization)
                        order by account.id
                        """)
                .bind("organization", organization.map(OrganizationId::value).orElse(null))
                .map((row, _) -> user(row))
                .list();
    }

    Optional<Found.User> user(Tx tx, UserId id) {
        return tx.sql()
                .createQuery(
                        """
                        select account.*,
                               (select json_object_agg(organization_id, policy_id)
                                from membership.organization_users where user_id = account.id) as policies
                        from membership.users account where account.id = :id
                        """)
                .bind("id", id.value())
                .map((row, _) -> user(row))
                .findOne();
    }

    void deleteUser(Tx tx, UserId id) {
        tx.sql()
                .createUpdate("delete from membership.users where id = :id")
                .bind("id", id.value())
                .execute();
    }

    private static Found.User user(ResultSet row) throws SQLException {
        Map<OrganizationId, PolicyId> policies = new HashMap<>();
        Columns.text(row, "policies")
                .map(json -> Json.mapper().readValue(json, POLICIES))
                .orElse(Map.of())
                .forEach(
                        (id, policy) -> policies.put(new OrganizationId(id), new PolicyId(policy)));
        return new Found.User(
                new UserId(row.getString("id")),
                row.getString("email"),
                SystemRole.valueOf(row.getString("role")),
                Columns.text(row, "declared_connector"),
                policies);
    }

    List<Found.Organization> organizations(Tx tx) {
        return tx.sql()
                .createQuery("select * from membership.organizations order by id")
                .map((row, _) -> organization(row))
                .list();
    }

    Optional<Found.Organization> organization(Tx tx, OrganizationId id) {
        return tx.sql()
                .createQuery("select * from membership.organizations where id = :id")
                .bind("id", id.value())
                .map((row, _) -> organization(row))
                .findOne();
    }

    List<OrganizationId> organizationsOfName(Tx tx, String name) {
        return tx.sql()
                .createQuery(
                        "select id from membership.organizations where name = :name order by id")
                .bind("name", name)
                .mapTo(String.class)
                .map(OrganizationId::new)
                .list();
    }

    Optional<String> organizationOfDomain(Tx tx, String domain) {
        return tx.sql()
                .createQuery(
                        "select id from membership.organizations where lower(domain) = lower(:domain)")
                .bind("domain", domain)
                .mapTo(String.class)
                .findOne();
    }

    List<OrganizationId> ownedBy(Tx tx, UserId user) {
        return tx.sql()
                .createQuery(
                        "select id from membership.organizations where owner_id = :user order by id")
                .bind("user", user.value())
                .mapTo(String.class)
                .map(OrganizationId::new)
                .list();
    }

    /// A stack that still exists somewhere, or can be brought back.
    Optional<StackId> anyStack(Tx tx, OrganizationId id) {
        return tx.sql()
                .createQuery(
                        """
                        select id from membership.stacks
                        where organization_id = :id and (state <> 'DELETED' or status <> 'DELETED')
                        order by id limit 1
                        """)
                .bind("id", id.value())
                .mapTo(String.class)
                .map(StackId::new)
                .findOne();
    }

    /// Removes the organization with all that belongs to it. Stacks hold on to their organization;
    /// those that are left are gone for good. It may itself refer to one of its policies.
    void deleteOrganization(Tx tx, OrganizationId id) {
        for (String statement :
                List.of(
                        "delete from membership.stacks where organization_id = :id",
                        "update membership.organizations set default_policy_id = null where id = :id",
                        "delete from membership.organization_users where organization_id = :id",
                        "delete from membership.organizations where id = :id")) {
            tx.sql().createUpdate(statement).bind("id", id.value()).execute();
        }
    }

    private static Found.Organization organization(ResultSet row) throws SQLException {
        return new Found.Organization(
                new OrganizationId(row.getString("id")),
                row.getString("name"),
                new UserId(row.getString("owner_id")),
                Columns.text(row, "domain"),
                Columns.number(row, "default_policy_id").map(PolicyId::new));
    }

    boolean policyExists(Tx tx, OrganizationId organization, PolicyId policy) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from membership.policies
                                       where id = :id and (organization_id is null or organization_id = :organization))
                        """)
                .bind("id", policy.value())
                .bind("organization", organization.value())
                .mapTo(Boolean.class)
                .one();
    }

    /// @param organization empty for every region, else its own and the public ones
    List<Found.Region> regions(Tx tx, Optional<OrganizationId> organization) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.regions
                        where cast(:organization as text) is null
                           or organization_id is null or organization_id = :organization
                        order by id
                        """)
                .bind("organization", organization.map(OrganizationId::value).orElse(null))
                .map((row, _) -> region(row))
                .list();
    }

    Optional<Found.Region> region(Tx tx, RegionId id) {
        return tx.sql()
                .createQuery("select * from membership.regions where id = :id")
                .bind("id", id.value())
                .map((row, _) -> region(row))
                .findOne();
    }

    /// The regions of that name in the organization, of which there is one at most, or among the
    /// public ones.
    List<RegionId> regionsOfName(Tx tx, Optional<OrganizationId> organization, String name) {
        return tx.sql()
                .createQuery(
                        """
                        select id from membership.regions
                        where organization_id is not distinct from :organization and name = :name
                        order by id
                        """)
                .bind("organization", organization.map(OrganizationId::value).orElse(null))
                .bind("name", name)
                .mapTo(String.class)
                .map(RegionId::new)
                .list();
    }

    private static Found.Region region(ResultSet row) throws SQLException {
        return new Found.Region(
                new RegionId(row.getString("id")),
                row.getString("name"),
                Columns.text(row, "organization_id").map(OrganizationId::new),
                row.getString("base_url"),
                row.getBoolean("production"),
                row.getBoolean("active"),
                row.getString("agent_id") != null || row.getBytes("client_secret_hash") != null);
    }

    Map<String, Map<String, String>> versions(Tx tx, RegionId region) {
        Map<String, Map<String, String>> found = new HashMap<>();
        tx.sql()
                .createQuery(
                        "select name, versions from membership.region_versions where region_id = :region")
                .bind("region", region.value())
                .map(
                        (row, _) ->
                                Map.entry(
                                        row.getString("name"),
                                        Json.mapper()
                                                .readValue(row.getString("versions"), SERVICES)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    void addServices(Tx tx, RegionId region, String version, Map<String, String> services) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.region_versions
                        set versions = versions || cast(:services as jsonb)
                        where region_id = :region and name = :name
                        """)
                .bind("region", region.value())
                .bind("name", version)
                .bind("services", Json.write(services))
                .execute();
    }

    /// @param organization empty for every stack
    /// @param id empty for those of every id
    List<Found.Stack> stacks(Tx tx, Optional<OrganizationId> organization, Optional<StackId> id) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.stacks
                        where (cast(:organization as text) is null or organization_id = :organization)
                          and (cast(:id as text) is null or id = :id)
                        order by organization_id, id
                        """)
                .bind("organization", organization.map(OrganizationId::value).orElse(null))
                .bind("id", id.map(StackId::value).orElse(null))
                .map((row, _) -> stack(row))
                .list();
    }

    Optional<Found.Stack> stack(Tx tx, OrganizationId organization, StackId id) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.stacks
                        where organization_id = :organization and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map((row, _) -> stack(row))
                .findOne();
    }

    /// Those of the organization that have the name and were not deleted.
    List<StackId> stacksOfName(Tx tx, OrganizationId organization, String name) {
        return tx.sql()
                .createQuery(
                        """
                        select id from membership.stacks
                        where organization_id = :organization and name = :name and state <> 'DELETED'
                        order by id
                        """)
                .bind("organization", organization.value())
                .bind("name", name)
                .mapTo(String.class)
                .map(StackId::new)
                .list();
    }

    /// Whether another pair of organization and stack has the same `<organization>-<stack>`.
    boolean nameTaken(Tx tx, OrganizationId organization, StackId stack) {
        return tx.sql()
                .createQuery(
                        """
                        select exists (select 1 from membership.stacks
                                       where organization_id || '-' || id = :name and organization_id <> :organization)
                        """)
                .bind("name", organization + "-" + stack)
                .bind("organization", organization.value())
                .mapTo(Boolean.class)
                .one();
    }

    private static Found.Stack stack(ResultSet row) throws SQLException {
        OrganizationId organization = new OrganizationId(row.getString("organization_id"));
        StackId id = new StackId(row.getString("id"));
        return new Found.Stack(
                organization,
                id,
                row.getString("name"),
                new RegionId(row.getString("region_id")),
                row.getString("version"),
                new Life(
                        Life.State.valueOf(row.getString("state")),
                        Life.Expected.valueOf(row.getString("expected_status")),
                        Life.Status.valueOf(row.getString("status"))),
                Json.mapper()
                        .readTree(row.getString("modules_shown"))
                        .valueStream()
                        .filter(
                                module ->
                                        module.path("state")
                                                .asString()
                                                .equals(Module.State.ENABLED.name()))
                        .map(module -> module.path("name").asString())
                        .toList());
    }
}
