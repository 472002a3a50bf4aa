package dev.atrium.membership.user;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import java.util.List;

/// `GET /me` and `POST /users`.
public final class UserApi {
    private final Users users;

    public UserApi(Users users) {
        this.users = users;
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(
                        Operation.READ_CONNECTED_USER,
                        call -> Data.of(200, users.read(call.user()).wire())),
                gate.guard(Operation.CREATE_USER, this::create));
    }

    private Response create(Call call) {
        EmailAddress email = new EmailAddress(Body.of(call.request()).text("email", 254));
        return Data.of(201, users.create(call.caller(), email).wire());
    }
}
