package dev.atrium.membership.feature;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.rest.Listing;
import dev.atrium.storage.Database;
import java.time.Instant;
import java.util.List;

/// Feature flags of an organization over HTTP.
public final class FeatureApi {
    private final Database database;
    private final FeatureStore store;

    public FeatureApi(Database database, FeatureStore store) {
        this.database = database;
        this.store = store;
    }

    private record Wire(String organizationID, String name, Instant createdAt) {}

    public List<Route> routes(Gate gate) {
        return List.of(gate.guard(Operation.LIST_FEATURES, this::list));
    }

    private Response list(Call call) {
        return new Listing<FeatureStore.Feature>(
                        "features",
                        (after, limit) ->
                                database.read(
                                        tx -> store.list(tx, call.organization(), after, limit)),
                        FeatureStore.Feature::name,
                        feature ->
                                new Wire(
                                        call.organization().value(),
                                        feature.name(),
                                        feature.createdAt()))
                .answer(call.request());
    }
}
