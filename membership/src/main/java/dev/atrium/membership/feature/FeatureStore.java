package dev.atrium.membership.feature;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;

/// SQL of feature flags.
public final class FeatureStore {

    record Feature(String name, Instant createdAt) {}

    List<Feature> list(Tx tx, OrganizationId organization, String after, int limit) {
        return tx.sql()
                .createQuery(
                        """
                        select name, created_at from membership.organization_features
                        where organization_id = :organization and name > :after
                        order by name
                        limit :limit
                        """)
                .bind("organization", organization.value())
                .bind("after", after)
                .bind("limit", limit)
                .map(
                        (row, _) ->
                                new Feature(row.getString("name"), Columns.time(row, "created_at")))
                .list();
    }

    /// @return whether it was not there before
    public boolean add(Tx tx, OrganizationId organization, String name, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into membership.organization_features (organization_id, name, created_at)
                                values (:organization, :name, :now)
                                on conflict on constraint organization_features_pkey do nothing
                                """)
                        .bind("organization", organization.value())
                        .bind("name", name)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// @return whether it was there
    boolean remove(Tx tx, OrganizationId organization, String name) {
        return tx.sql()
                        .createUpdate(
                                """
                                delete from membership.organization_features
                                where organization_id = :organization and name = :name
                                """)
                        .bind("organization", organization.value())
                        .bind("name", name)
                        .execute()
                == 1;
    }
}
