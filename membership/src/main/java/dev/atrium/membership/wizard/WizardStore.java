package dev.atrium.membership.wizard;

import dev.atrium.kernel.Json;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/// SQL that only the wizard needs: what exists, to compare it with what is declared.
final class WizardStore {
    private static final TypeReference<Map<String, String>> SERVICES = new TypeReference<>() {};

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

    record FoundUser(Optional<String> connector) {}

    Optional<FoundUser> user(Tx tx, UserId id) {
        return tx.sql()
                .createQuery("select declared_connector from membership.users where id = :id")
                .bind("id", id.value())
                .map((row, _) -> new FoundUser(Columns.text(row, "declared_connector")))
                .findOne();
    }

    record FoundOrganization(
            String id,
            String name,
            String owner,
            Optional<String> domain,
            Optional<Long> defaultPolicy) {}

    List<FoundOrganization> organizations(Tx tx) {
        return tx.sql()
                .createQuery(
                        "select id, name, owner_id, domain, default_policy_id from membership.organizations order by id")
                .map(
                        (row, _) ->
                                new FoundOrganization(
                                        row.getString("id"),
                                        row.getString("name"),
                                        row.getString("owner_id"),
                                        Columns.text(row, "domain"),
                                        Columns.number(row, "default_policy_id")))
                .list();
    }

    Optional<FoundOrganization> organization(Tx tx, OrganizationId id) {
        return tx.sql()
                .createQuery(
                        "select id, name, owner_id, domain, default_policy_id from membership.organizations where id = :id")
                .bind("id", id.value())
                .map(
                        (row, _) ->
                                new FoundOrganization(
                                        row.getString("id"),
                                        row.getString("name"),
                                        row.getString("owner_id"),
                                        Columns.text(row, "domain"),
                                        Columns.number(row, "default_policy_id")))
                .findOne();
    }

    Optional<String> organizationOfDomain(Tx tx, String domain) {
        return tx.sql()
                .createQuery(
                        "select id from membership.organizations where lower(domain) = lower(:domain)")
                .bind("domain", domain)
                .mapTo(String.class)
                .findOne();
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

    /// @param organization empty for a public region
    /// @param credentials whether an agent may connect for it
    record FoundRegion(
            String id,
            String name,
            Optional<String> organization,
            String baseUrl,
            boolean credentials) {}

    Optional<FoundRegion> region(Tx tx, RegionId id) {
        return tx.sql()
                .createQuery(
                        """
                        select id, name, organization_id, base_url, client_secret_hash is not null as credentials
                        from membership.regions where id = :id
                        """)
                .bind("id", id.value())
                .map(
                        (row, _) ->
                                new FoundRegion(
                                        row.getString("id"),
                                        row.getString("name"),
                                        Columns.text(row, "organization_id"),
                                        row.getString("base_url"),
                                        row.getBoolean("credentials")))
                .findOne();
    }

    List<FoundRegion> regions(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery(
                        """
                        select id, name, organization_id, base_url, client_secret_hash is not null as credentials
                        from membership.regions
                        where organization_id is null or organization_id = :organization order by id
                        """)
                .bind("organization", organization.value())
                .map(
                        (row, _) ->
                                new FoundRegion(
                                        row.getString("id"),
                                        row.getString("name"),
                                        Columns.text(row, "organization_id"),
                                        row.getString("base_url"),
                                        row.getBoolean("credentials")))
                .list();
    }

    /// The other region of that name in the organization.
    Optional<String> regionOfName(Tx tx, OrganizationId organization, String name) {
        return tx.sql()
                .createQuery(
                        "select id from membership.regions where organization_id = :organization and name = :name")
                .bind("organization", organization.value())
                .bind("name", name)
                .mapTo(String.class)
                .findOne();
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

    record FoundStack(String id, String name, String region, String version) {}

    Optional<FoundStack> stack(Tx tx, OrganizationId organization, StackId id) {
        return tx.sql()
                .createQuery(
                        """
                        select id, name, region_id, version from membership.stacks
                        where organization_id = :organization and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map(
                        (row, _) ->
                                new FoundStack(
                                        row.getString("id"),
                                        row.getString("name"),
                                        row.getString("region_id"),
                                        row.getString("version")))
                .findOne();
    }

    List<FoundStack> stacks(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery(
                        """
                        select id, name, region_id, version from membership.stacks
                        where organization_id = :organization order by id
                        """)
                .bind("organization", organization.value())
                .map(
                        (row, _) ->
                                new FoundStack(
                                        row.getString("id"),
                                        row.getString("name"),
                                        row.getString("region_id"),
                                        row.getString("version")))
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
}
