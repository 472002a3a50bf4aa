package dev.atrium.membership.application;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.client.Registration;
import dev.atrium.membership.id.ApplicationId;
import dev.atrium.membership.issuer.token.ExchangeGrant;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applications' clients over HTTP.
public final class ApplicationClientApi {
    private static final int USUAL_PAGE = 15;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final Duration USUAL_OVERLAP = Duration.ofDays(1);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final ApplicationClients clients;

    public ApplicationClientApi(ApplicationClients clients) {
        this.clients = clients;
    }

    /// @param clear shown when it was made, never again
    private record SecretWire(String lastDigits, @Nullable String clear) {}

    private record Wire(
            String id,
            String applicationId,
            String name,
            String description,
            SecretWire secret,
            Instant createdAt,
            Instant updatedAt) {
        static Wire of(ApplicationId application, Registration client, @Nullable String clear) {
            return new Wire(
                    client.id(),
                    application.value(),
                    client.name(),
                    client.description(),
                    new SecretWire(client.lastDigits(), clear),
                    client.createdAt(),
                    client.updatedAt());
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_APPLICATION_CLIENTS, this::list),
                gate.guard(Operation.CREATE_APPLICATION_CLIENT, this::create),
                gate.guard(Operation.GET_APPLICATION_CLIENT, this::read),
                gate.guard(Operation.UPDATE_APPLICATION_CLIENT, this::update),
                gate.guard(Operation.ROTATE_APPLICATION_CLIENT, this::rotate),
                gate.guard(Operation.DELETE_APPLICATION_CLIENT, this::delete));
    }

    private Response list(Call call) {
        ApplicationId application = ApplicationApi.application(call);
        return new Listing<Registration>(
                        "application-clients",
                        (after, limit) -> clients.list(application, after, limit),
                        Registration::id,
                        client -> Wire.of(application, client, null))
                .nested(call.request(), USUAL_PAGE);
    }

    private Response create(Call call) {
        Body body = Body.of(call.request());
        ApplicationId application = ApplicationApi.application(call);
        return revealed(
                201,
                application,
                clients.create(
                        call.caller(),
                        application,
                        body.optionalText("name", LONGEST_NAME).orElse(""),
                        body.optionalText("description", LONGEST_DESCRIPTION).orElse("")));
    }

    private Response read(Call call) {
        ApplicationId application = ApplicationApi.application(call);
        return Data.of(200, Wire.of(application, clients.read(application, client(call)), null));
    }

    private Response update(Call call) {
        Body body = Body.of(call.request());
        ApplicationId application = ApplicationApi.application(call);
        return Data.of(
                200,
                Wire.of(
                        application,
                        clients.update(
                                call.caller(),
                                application,
                                client(call),
                                body.optionalText("name", LONGEST_NAME)
                                        .orElseThrow(
                                                () -> new Problem.Invalid("name", "is required")),
                                body.optionalText("description", LONGEST_DESCRIPTION)),
                        null));
    }

    private Response rotate(Call call) {
        ApplicationId application = ApplicationApi.application(call);
        Duration overlap =
                Body.of(call.request())
                        .optionalNumber("overlapSeconds")
                        .map(ApplicationClientApi::overlap)
                        .orElse(USUAL_OVERLAP);
        return revealed(
                200,
                application,
                clients.rotate(call.caller(), application, client(call), overlap));
    }

    private static Duration overlap(long seconds) {
        if (seconds < 0 || seconds > LONGEST_OVERLAP.toSeconds()) {
            throw new Problem.Invalid(
                    "overlapSeconds", seconds + " is not from 0 to " + LONGEST_OVERLAP.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    private static Response revealed(
            int status, ApplicationId application, ApplicationClients.Revealed revealed) {
        return Data.of(status, Wire.of(application, revealed.client(), revealed.secret().clear()));
    }

    private Response delete(Call call) {
        clients.delete(call.caller(), ApplicationApi.application(call), client(call));
        return Response.empty(204);
    }

    /// People paste the id with what stands before it where a program proves who it is.
    private static String client(Call call) {
        String text = call.request().segment("clientId");
        return text.startsWith(ExchangeGrant.APPLICATION)
                ? text.substring(ExchangeGrant.APPLICATION.length())
                : text;
    }
}
