package dev.atrium.membership.feature;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Listing;
import java.time.Instant;
import java.util.List;

/// Feature flags of an organization over HTTP.
public final class FeatureApi {
    private final Features features;

    public FeatureApi(Features features) {
        this.features = features;
    }

    private record Wire(String organizationID, String name, Instant createdAt) {}

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_FEATURES, this::list),
                gate.guard(Operation.ADD_FEATURES, this::add),
                gate.guard(Operation.DELETE_FEATURE, this::delete));
    }

    private Response add(Call call) {
        features.add(
                call.caller(), call.organization(), Body.of(call.request()).list("features", 100));
        return Response.empty(204);
    }

    private Response delete(Call call) {
        features.remove(call.caller(), call.organization(), call.request().segment("name"));
        return Response.empty(204);
    }

    private Response list(Call call) {
        return new Listing<FeatureStore.Feature>(
                        "features",
                        (after, limit) -> features.list(call.organization(), after, limit),
                        FeatureStore.Feature::name,
                        feature ->
                                new Wire(
                                        call.organization().value(),
                                        feature.name(),
                                        feature.createdAt()))
                .answer(call.request());
    }
}
