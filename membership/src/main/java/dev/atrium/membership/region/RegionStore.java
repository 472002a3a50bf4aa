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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/// SQL of regions. An organization sees its own and the public ones.
public final class RegionStore {
    private static final TypeReference<Map<String, String>> SERVICES = new TypeReference<>() {};
    private static final TypeReference<Map<String, List<String>>> CAPABILITIES =
            new TypeReference<>() {};

    List<Region> list(Tx tx, OrganizationId organization, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select region.*, creator.id as user_id, creator.email, creator.role
                        from membership.regions region
                        left join membership.users creator on creator.id = region.creator_id
                        where (region.organization_id is null or region.organization_id = :organization)
                          and region.id > :after
                        order by region.id
                        limit :limit
                        """)
                .bind("organization", organization.value())
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> region(row))
                .list();
    }

    Optional<Region> find(Tx tx, OrganizationId organization, RegionId id) {
        return tx.sql()
                .createQuery(
                        """
                        select region.*, creator.id as user_id, creator.email, creator.role
                        from membership.regions region
                        left join membership.users creator on creator.id = region.creator_id
                        where (region.organization_id is null or region.organization_id = :organization)
                          and region.id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map((row, _) -> region(row))
                .findOne();
    }

    List<Region.Version> versions(Tx tx, RegionId region, String after, int limit) {
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

    /// What is written of a new private region.
    ///
    /// @param credentials of its agent; empty where it has none
    public record Created(
            RegionId id,
            String name,
            String baseUrl,
            OrganizationId organization,
            Optional<UserId> creator,
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
                        values (:id, :name, :base, :organization, :creator, :active, true,
                                cast(:hash as bytea), :digits, :now, :now)
                        """)
                .bind("id", created.id().value())
                .bind("name", created.name())
                .bind("base", created.baseUrl())
                .bind("organization", created.organization().value())
                .bind("creator", created.creator().map(UserId::value).orElse(null))
                .bind("active", created.active())
                .bind("hash", created.credentials().map(Credentials::hash).orElse(null))
                .bind("digits", created.credentials().map(Credentials::lastDigits).orElse(null))
                .bind("now", now)
                .execute();
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
                        row.getBoolean("active"),
                        row.getBoolean("outdated"),
                        Columns.text(row, "version"),
                        Columns.instant(row, "last_ping"),
                        new HashMap<>(
                                Json.mapper()
                                        .readValue(row.getString("capabilities"), CAPABILITIES)),
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
