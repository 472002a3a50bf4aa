package dev.atrium.membership.event;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import dev.atrium.membership.rest.WebAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Event endpoints over HTTP, for platform administrators.
public final class EndpointApi {
    private final Endpoints endpoints;

    public EndpointApi(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    private record Wire(
            String id,
            @Nullable String organizationId,
            String url,
            String description,
            List<String> actions,
            boolean enabled,
            Secret secret,
            Instant createdAt,
            Instant updatedAt) {
        static Wire of(Endpoint endpoint, @Nullable String clear) {
            return new Wire(
                    endpoint.id(),
                    endpoint.organization().map(OrganizationId::value).orElse(null),
                    endpoint.url().toString(),
                    endpoint.description(),
                    endpoint.actions(),
                    endpoint.enabled(),
                    new Secret(endpoint.secretLastDigits(), clear),
                    endpoint.createdAt(),
                    endpoint.updatedAt());
        }
    }

    /// @param clear only right after it was made
    private record Secret(String lastDigits, @Nullable String clear) {}

    private record DeadWire(
            String seq,
            String action,
            @Nullable String organizationId,
            String reason,
            Instant since) {
        static DeadWire of(EndpointStore.Dead dead) {
            return new DeadWire(
                    Long.toString(dead.seq()),
                    dead.action(),
                    dead.organizationId().isEmpty() ? null : dead.organizationId(),
                    dead.reason(),
                    dead.since());
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_EVENT_ENDPOINTS, this::list),
                gate.guard(Operation.CREATE_EVENT_ENDPOINT, this::create),
                gate.guard(Operation.READ_EVENT_ENDPOINT, this::read),
                gate.guard(Operation.UPDATE_EVENT_ENDPOINT, this::update),
                gate.guard(Operation.DELETE_EVENT_ENDPOINT, this::delete),
                gate.guard(Operation.LIST_UNDELIVERED_EVENTS, this::undelivered),
                gate.guard(Operation.RETRY_UNDELIVERED_EVENTS, this::retry));
    }

    private Response list(Call call) {
        return new Listing<Endpoint>(
                        "event-endpoints",
                        endpoints::list,
                        Endpoint::id,
                        endpoint -> Wire.of(endpoint, null))
                .answer(call.request());
    }

    private Response create(Call call) {
        Body body = Body.of(call.request());
        Endpoints.Made made =
                endpoints.create(
                        call.caller(),
                        body.optionalText("organizationId", 200)
                                .filter(id -> !id.isEmpty())
                                .map(OrganizationId::new),
                        wanted(body));
        return Data.of(201, Wire.of(made.endpoint(), made.secret()));
    }

    private Response read(Call call) {
        return Data.of(200, Wire.of(endpoints.read(id(call.request())), null));
    }

    private Response update(Call call) {
        Body body = Body.of(call.request());
        return Data.of(
                200,
                Wire.of(endpoints.update(call.caller(), id(call.request()), wanted(body)), null));
    }

    private Response delete(Call call) {
        endpoints.delete(call.caller(), id(call.request()));
        return Response.empty(204);
    }

    private Response undelivered(Call call) {
        String id = endpoints.read(id(call.request())).id();
        return new Listing<EndpointStore.Dead>(
                        "undelivered-events",
                        Listing.Rows.numbered(
                                0, (after, limit) -> endpoints.dead(id, after, limit)),
                        dead -> Long.toString(dead.seq()),
                        DeadWire::of)
                .answer(call.request());
    }

    private Response retry(Call call) {
        endpoints.retry(id(call.request()));
        return Response.empty(202);
    }

    private Endpoints.Wanted wanted(Body body) {
        return new Endpoints.Wanted(
                URI.create(
                        body.matching(
                                "url",
                                2_000,
                                endpoints.plainHttp() ? WebAddress.WEB : WebAddress.SECURE,
                                "an https address without a password in it")),
                body.optionalText("description", 2_000).orElse(""),
                body.names("actions") ? actions(body.list("actions", 100)) : List.of(),
                body.optionalSwitch("enabled").orElse(true));
    }

    private static List<String> actions(List<String> names) {
        for (String name : names) {
            if (Action.of(name).isEmpty()) {
                throw new Problem.Invalid("actions", "\"" + name + "\" is not an action");
            }
        }
        return names.stream().distinct().toList();
    }

    private static String id(Request request) {
        return request.segment("endpointId");
    }
}
