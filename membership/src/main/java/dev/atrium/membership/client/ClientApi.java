package dev.atrium.membership.client;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.ClientId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Organizations' OAuth clients over HTTP, and the single one that older programs know.
public final class ClientApi {
    private static final int USUAL_PAGE = 15;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final Duration USUAL_OVERLAP = Duration.ofDays(1);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final Clients clients;

    public ClientApi(Clients clients) {
        this.clients = clients;
    }

    /// @param clear shown when it was made, never again
    private record SecretWire(String lastDigits, @Nullable String clear) {}

    /// @param ownerId of the single client only, where it is required and says nothing
    private record Wire(
            String id,
            String name,
            String description,
            SecretWire secret,
            @Nullable String ownerId,
            Instant createdAt,
            Instant updatedAt) {
        static Wire of(OrganizationClient client, @Nullable String clear, @Nullable String owner) {
            return new Wire(
                    client.id().value(),
                    client.name(),
                    client.description(),
                    new SecretWire(client.lastDigits(), clear),
                    owner,
                    client.createdAt(),
                    client.updatedAt());
        }

        static Wire of(OrganizationClient client) {
            return of(client, null, null);
        }

        static Wire of(Clients.Revealed revealed) {
            return of(revealed.client(), revealed.secret().clear(), null);
        }

        static Wire legacy(Clients.Revealed revealed) {
            return of(revealed.client(), revealed.secret().clear(), "");
        }

        static Wire legacy(OrganizationClient client) {
            return of(client, null, "");
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.ORGANIZATION_CLIENTS_READ, this::list),
                gate.guard(Operation.ORGANIZATION_CLIENT_CREATE, this::create),
                gate.guard(Operation.ORGANIZATION_CLIENT_READ, this::read),
                gate.guard(Operation.ORGANIZATION_CLIENT_UPDATE, this::update),
                gate.guard(Operation.ORGANIZATION_CLIENT_DELETE, this::delete),
                gate.guard(Operation.ORGANIZATION_CLIENT_ROTATE, this::rotate),
                gate.guard(
                        Operation.READ_ORGANIZATION_CLIENT,
                        call -> Data.of(200, Wire.legacy(clients.readLegacy(call.organization())))),
                gate.guard(
                        Operation.CREATE_ORGANIZATION_CLIENT,
                        call ->
                                Data.of(
                                        201,
                                        Wire.legacy(
                                                clients.putLegacy(
                                                        call.caller(), call.organization())))),
                gate.guard(Operation.DELETE_ORGANIZATION_CLIENT, this::deleteLegacy));
    }

    private Response list(Call call) {
        OrganizationId organization = call.organization();
        return new Listing<OrganizationClient>(
                        "clients",
                        (after, limit) -> clients.list(organization, after, limit),
                        Optional.of((before, limit) -> clients.before(organization, before, limit)),
                        client -> client.id().value(),
                        Wire::of)
                .nested(call.request(), USUAL_PAGE);
    }

    private Response create(Call call) {
        Body body = Body.of(call.request());
        return Data.of(
                201,
                Wire.of(
                        clients.create(
                                call.caller(),
                                call.organization(),
                                body.optionalText("name", LONGEST_NAME).orElse(""),
                                body.optionalText("description", LONGEST_DESCRIPTION).orElse(""))));
    }

    private Response read(Call call) {
        return Data.of(200, Wire.of(clients.read(call.organization(), client(call))));
    }

    private Response update(Call call) {
        Body body = Body.of(call.request());
        clients.update(
                call.caller(),
                call.organization(),
                client(call),
                body.optionalText("name", LONGEST_NAME)
                        .orElseThrow(() -> new Problem.Invalid("name", "is required")),
                body.optionalText("description", LONGEST_DESCRIPTION));
        return Response.empty(204);
    }

    private Response rotate(Call call) {
        Duration overlap =
                Body.of(call.request())
                        .optionalNumber("overlapSeconds")
                        .map(ClientApi::overlap)
                        .orElse(USUAL_OVERLAP);
        return Data.of(
                200,
                Wire.of(clients.rotate(call.caller(), call.organization(), client(call), overlap)));
    }

    private static Duration overlap(long seconds) {
        if (seconds < 0 || seconds > LONGEST_OVERLAP.toSeconds()) {
            throw new Problem.Invalid(
                    "overlapSeconds", seconds + " is not from 0 to " + LONGEST_OVERLAP.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    private Response delete(Call call) {
        clients.delete(call.caller(), call.organization(), client(call));
        return Response.empty(204);
    }

    private Response deleteLegacy(Call call) {
        clients.delete(
                call.caller(), call.organization(), clients.readLegacy(call.organization()).id());
        return Response.empty(204);
    }

    /// People paste the id with what stands before it where a program proves who it is.
    private static ClientId client(Call call) {
        String text = call.request().segment("clientId");
        return new ClientId(
                text.startsWith(ClientId.PREFIX) && text.length() > ClientId.PREFIX.length()
                        ? text.substring(ClientId.PREFIX.length())
                        : text);
    }
}
