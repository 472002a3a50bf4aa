package dev.atrium.membership.region;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import dev.atrium.membership.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Regions and their versions over HTTP.
public final class RegionApi {
    private static final int LONGEST_NAME = 255;
    private static final Pattern ORGANIZATION = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final Regions regions;

    public RegionApi(Regions regions) {
        this.regions = regions;
    }

    /// The case of the letters in `baseUrl`, `agentID` and the others is what clients read; they
    /// know the creator's id by two spellings.
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
            @Nullable String creatorID,
            @Nullable String version,
            @Nullable String clientID,
            @Nullable String organizationID,
            User.@Nullable Wire creator,
            boolean production,
            @com.fasterxml.jackson.annotation.JsonProperty("public") boolean open,
            @Nullable Secret secret) {

        /// @param clear only in the answer that creates it
        private record Secret(String lastDigits, @Nullable String clear) {}

        /// What only the region's own organization sees is left out for others.
        static Wire of(Region region, OrganizationId viewer) {
            Region.Agent agent = region.agent();
            boolean shared = region.organization().isPresent() && !region.ownedBy(viewer);
            Optional<String> digits = agent.secretDigits().filter(_ -> region.ownedBy(viewer));
            @Nullable String creator = shared ? null : region.creatorId().orElse(null);
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
                    creator,
                    creator,
                    agent.version().orElse(null),
                    digits.map(_ -> "region_" + region.id()).orElse(null),
                    region.organization().map(OrganizationId::value).orElse(null),
                    shared ? null : region.creator().map(User::wire).orElse(null),
                    region.production(),
                    region.organization().isEmpty(),
                    digits.map(last -> new Secret(last, null)).orElse(null));
        }

        Wire with(dev.atrium.kernel.Secret clear) {
            return new Wire(
                    id,
                    name,
                    baseUrl,
                    createdAt,
                    active,
                    lastPing,
                    capabilities,
                    agentID,
                    outdated,
                    creatorId,
                    creatorID,
                    version,
                    clientID,
                    organizationID,
                    creator,
                    production,
                    open,
                    secret == null ? null : new Secret(secret.lastDigits(), clear.reveal()));
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

    private record AccessWire(String regionID, String organizationID, Instant createdAt) {
        static AccessWire of(RegionAccess access) {
            return new AccessWire(
                    access.region().value(), access.organization().value(), access.createdAt());
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_REGIONS, this::list),
                gate.guard(Operation.CREATE_PRIVATE_REGION, this::create),
                gate.guard(
                        Operation.GET_REGION,
                        call ->
                                Data.of(
                                        200,
                                        Wire.of(
                                                regions.read(call.organization(), region(call)),
                                                call.organization()))),
                gate.guard(Operation.DELETE_REGION, this::delete),
                gate.guard(Operation.GET_REGION_VERSIONS, this::versions),
                gate.guard(Operation.LIST_REGION_ACCESSES, this::accesses),
                gate.guard(Operation.ALLOW_REGION_ACCESS, this::allow),
                gate.guard(Operation.DENY_REGION_ACCESS, this::deny));
    }

    private Response list(Call call) {
        return new Listing<Region>(
                        "regions",
                        (after, limit) -> regions.list(call.organization(), after, limit),
                        region -> region.id().value(),
                        region -> Wire.of(region, call.organization()))
                .answer(call.request());
    }

    private Response create(Call call) {
        String name = Body.of(call.request()).words("name", LONGEST_NAME);
        Regions.Made made = regions.create(call.organization(), call.caller(), name);
        return Data.of(201, Wire.of(made.region(), call.organization()).with(made.secret()));
    }

    private Response delete(Call call) {
        regions.delete(call.organization(), call.caller(), region(call));
        return Response.empty(204);
    }

    private Response accesses(Call call) {
        return new Listing<RegionAccess>(
                        "region-accesses",
                        (after, limit) ->
                                regions.accesses(call.organization(), region(call), after, limit),
                        access -> access.organization().value(),
                        AccessWire::of)
                .answer(call.request());
    }

    private Response allow(Call call) {
        regions.allow(call.organization(), call.caller(), region(call), guest(call));
        return Response.empty(204);
    }

    private Response deny(Call call) {
        regions.deny(call.organization(), call.caller(), region(call), guest(call));
        return Response.empty(204);
    }

    private static OrganizationId guest(Call call) {
        String id = call.request().segment("allowedOrganizationId");
        if (!ORGANIZATION.matcher(id).matches()) {
            throw new Problem.Invalid(
                    "allowedOrganizationId", "\"" + id + "\" is no id of an organization");
        }
        return new OrganizationId(id);
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
