package dev.atrium.membership.region;

import dev.atrium.kernel.Json;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.SystemRole;
import dev.atrium.membership.user.User;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/// SQL of regions. An organization sees its own, the public ones and those that others share with
/// it.
public final class RegionStore {
    private static final TypeReference<Map<String, String>> SERVICES = new TypeReference<>() {};
    private static final TypeReference<Map<String, List<String>>> CAPABILITIES =
            new TypeReference<>() {};

    List<Region> list(Tx tx, OrganizationId organization, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select region.*, creator.id as user_id, creator.email, creator.role
                        from (select id from membership.regions where organization_id is null
                              union all
                              select id from membership.regions where organization_id = :organization
                              union all
                              select region_id from membership.region_access
                              where organization_id = :organization) visible
                        join membership.regions region on region.id = visible.id
                        left join membership.users creator on creator.id = region.creator_id
                        where visible.id > :after
                        order by visible.id
                        limit :limit
                        """)
                .bind("organization", organization.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> region(row))
                .list();
    }

    public Optional<Region> find(Tx tx, OrganizationId organization, RegionId id) {
        return tx.sql()
                .createQuery(
                        """
                        select region.*, creator.id as user_id, creator.email, creator.role
                        from membership.regions region
                        left join membership.users creator on creator.id = region.creator_id
                        where region.id = :id
                          and (region.organization_id is null
                               or region.organization_id = :organization
                               or exists (select 1 from membership.region_access access
                                          where access.region_id = region.id
                                            and access.organization_id = :organization))
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map((row, _) -> region(row))
                .findOne();
    }

    public List<Region.Version> versions(Tx tx, RegionId region, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.region_versions
                        where region_id = :region and name > :after
                        order by name
                        limit :limit
                        """)
                .bind("region", region.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(
                        (row, _) ->
                                new Region.Version(
                                        region,
                                        row.getString("name"),
                                        Json.mapper()
                                                .readValue(row.getString("versions"), SERVICES),
                                        row.getBoolean("deprecated")))
                .list();
    }

    /// What is written of a new region.
    ///
    /// @param organization empty for a public region
    /// @param creator who made it, an account or a client
    /// @param credentials of its agent; empty where it has none
    public record Created(
            RegionId id,
            String name,
            String baseUrl,
            Optional<OrganizationId> organization,
            Optional<String> creator,
            boolean production,
            boolean active,
            Optional<Credentials> credentials) {}

    public record Credentials(byte[] hash, String lastDigits) {}

    /// @throws dev.atrium.storage.ConstraintViolation when the id, or the name in the organization,
    ///     is taken
    public void insert(Tx tx, Created created, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.regions
                            (id, name, base_url, organization_id, creator_id, active, production,
                             client_secret_hash, client_secret_last_digits, created_at, updated_at)
                        values (:id, :name, :base, :organization, :creator, :active, :production,
                                cast(:hash as bytea), :digits, :now, :now)
                        """)
                .bind("id", created.id().value())
                .bind("name", created.name())
                .bind("base", created.baseUrl())
                .bind(
                        "organization",
                        created.organization().map(OrganizationId::value).orElse(null))
                .bind("creator", created.creator().orElse(null))
                .bind("active", created.active())
                .bind("production", created.production())
                .bind("hash", created.credentials().map(Credentials::hash).orElse(null))
                .bind("digits", created.credentials().map(Credentials::lastDigits).orElse(null))
                .bind("now", now)
                .execute();
    }

    /// Deletes a region, together with what is left of stacks that are gone for good.
    ///
    /// @param organization whose it is; empty for a public one
    /// @return whether it was there
    /// @throws dev.atrium.storage.ConstraintViolation.ForeignKey while stacks run in it
    public boolean delete(Tx tx, Optional<OrganizationId> organization, RegionId id) {
        String owner = organization.map(OrganizationId::value).orElse(null);
        tx.sql()
                .createUpdate(
                        """
                        delete from membership.stacks stack
                        using membership.regions region
                        where region.id = :id and region.organization_id is not distinct from :organization
                          and stack.region_id = region.id
                          and stack.state = 'DELETED' and stack.status = 'DELETED'
                        """)
                .bind("id", id.value())
                .bind("organization", owner)
                .execute();
        return tx.sql()
                        .createUpdate(
                                """
                                delete from membership.regions
                                where id = :id and organization_id is not distinct from :organization
                                """)
                        .bind("id", id.value())
                        .bind("organization", owner)
                        .execute()
                == 1;
    }

    /// @return whether it was not there before
    public boolean addVersion(Tx tx, Region.Version version) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into membership.region_versions (region_id, name, versions, deprecated)
                                values (:region, :name, cast(:versions as jsonb), :deprecated)
                                on conflict on constraint region_versions_pkey do nothing
                                """)
                        .bind("region", version.region().value())
                        .bind("name", version.name())
                        .bind("versions", Json.write(version.services()))
                        .bind("deprecated", version.deprecated())
                        .execute()
                == 1;
    }

    private static Region region(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Region(
                new RegionId(id),
                row.getString("name"),
                row.getString("base_url"),
                Columns.text(row, "organization_id").map(OrganizationId::new),
                Columns.text(row, "creator_id"),
                creator(row),
                row.getBoolean("production"),
                new Region.Agent(
                        Columns.text(row, "agent_id").orElse(id),
                        row.getString("agent_id") != null
                                || row.getBytes("client_secret_hash") != null,
                        row.getBoolean("active"),
                        row.getBoolean("outdated"),
                        Columns.text(row, "version"),
                        Columns.instant(row, "last_ping"),
                        Json.mapper().readValue(row.getString("capabilities"), CAPABILITIES),
                        Columns.text(row, "client_secret_last_digits")),
                Columns.time(row, "created_at"));
    }

    private static Optional<User> creator(ResultSet row) throws SQLException {
        Optional<String> id = Columns.text(row, "user_id");
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new User(
                                new UserId(id.orElseThrow()),
                                row.getString("email"),
                                SystemRole.valueOf(row.getString("role"))));
    }
}
