package dev.atrium.membership.region;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.storage.Database;
import java.util.List;

/// Use cases of regions.
public final class Regions {
    private final Database database;
    private final RegionStore store;

    public Regions(Database database, RegionStore store) {
        this.database = database;
        this.store = store;
    }

    List<Region> list(OrganizationId organization, String after, int limit) {
        return database.read(tx -> store.list(tx, organization, after, limit));
    }

    Region read(OrganizationId organization, RegionId id) {
        return database.read(tx -> store.find(tx, organization, id))
                .orElseThrow(() -> new Problem.NotFound("region", id.value()));
    }

    List<Region.Version> versions(
            OrganizationId organization, RegionId id, String after, int limit) {
        return database.read(
                tx -> {
                    if (store.find(tx, organization, id).isEmpty()) {
                        throw new Problem.NotFound("region", id.value());
                    }
                    return store.versions(tx, id, after, limit);
                });
    }
}
