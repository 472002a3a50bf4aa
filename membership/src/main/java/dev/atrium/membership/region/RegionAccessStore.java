package dev.atrium.membership.region;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;

/// SQL of which further organizations may use a private region.
public final class RegionAccessStore {

    List<RegionAccess> list(Tx tx, RegionId region, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select organization_id, created_at from membership.region_access
                        where region_id = :region and organization_id > :after
                        order by organization_id
                        limit :limit
                        """)
                .bind("region", region.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(
                        (row, _) ->
                                new RegionAccess(
                                        region,
                                        new OrganizationId(row.getString("organization_id")),
                                        Columns.time(row, "created_at")))
                .list();
    }

    /// @return whether it did not have access before
    boolean allow(Tx tx, RegionId region, OrganizationId organization, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into membership.region_access (region_id, organization_id, created_at)
                                values (:region, :organization, :now)
                                on conflict on constraint region_access_pkey do nothing
                                """)
                        .bind("region", region.value())
                        .bind("organization", organization.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// @return whether it had access
    boolean deny(Tx tx, RegionId region, OrganizationId organization) {
        return tx.sql()
                        .createUpdate(
                                """
                                delete from membership.region_access
                                where region_id = :region and organization_id = :organization
                                """)
                        .bind("region", region.value())
                        .bind("organization", organization.value())
                        .execute()
                == 1;
    }
}
