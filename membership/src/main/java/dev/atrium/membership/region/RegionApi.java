package dev.atrium.membership.region;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import dev.atrium.membership.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Regions and their versions over HTTP.
public final class RegionApi {
    private final Regions regions;

    public RegionApi(Regions regions) {
        this.regions = regions;
    }

    /// The case of the letters in `baseUrl`, `agentID` and the others is what clients read.
    private record Wire(
            String id,
            String name,
            String baseUrl,
            Instant createdAt,
            boolean active,
            @Nullable Instant lastPing,
            Map<String, List<String>> capabilities,
            String agentID,
            boolean outdated,
            @Nullable String creatorId,
            @Nullable String version,
            @Nullable String clientID,
            @Nullable String organizationID,
            User.@Nullable Wire creator,
            boolean production,
            @com.fasterxml.jackson.annotation.JsonProperty("public") boolean open,
            @Nullable Secret secret) {

        private record Secret(String lastDigits) {}

        static Wire of(Region region) {
            Region.Agent agent = region.agent();
            return new Wire(
                    region.id().value(),
                    region.name(),
                    region.baseUrl(),
                    region.createdAt(),
                    agent.active(),
                    agent.lastPing().orElse(null),
                    agent.capabilities(),
                    agent.id(),
                    agent.outdated(),
                    region.creatorId().orElse(null),
                    agent.version().orElse(null),
                    agent.secretDigits().map(_ -> "region_" + region.id()).orElse(null),
                    region.organization().map(OrganizationId::value).orElse(null),
                    region.creator().map(User::wire).orElse(null),
                    region.production(),
                    region.organization().isEmpty(),
                    agent.secretDigits().map(Secret::new).orElse(null));
        }
    }

    private record VersionWire(
            String name, Map<String, String> versions, String regionID, boolean deprecated) {
        static VersionWire of(Region.Version version) {
            return new VersionWire(
                    version.name(),
                    version.services(),
                    version.region().value(),
                    version.deprecated());
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_REGIONS, this::list),
                gate.guard(
                        Operation.GET_REGION,
                        call ->
                                Data.of(
                                        200,
                                        Wire.of(regions.read(call.organization(), region(call))))),
                gate.guard(Operation.GET_REGION_VERSIONS, this::versions));
    }

    private Response list(Call call) {
        return new Listing<Region>(
                        "regions",
                        (after, limit) -> regions.list(call.organization(), after, limit),
                        region -> region.id().value(),
                        Wire::of)
                .answer(call.request());
    }

    private Response versions(Call call) {
        return new Listing<Region.Version>(
                        "versions",
                        (after, limit) ->
                                regions.versions(call.organization(), region(call), after, limit),
                        Region.Version::name,
                        VersionWire::of)
                .answer(call.request());
    }

    private static RegionId region(Call call) {
        return new RegionId(call.request().segment("regionID"));
    }
}
