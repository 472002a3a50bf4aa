package dev.atrium.membership.user;

import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.rest.Data;
import dev.atrium.storage.Database;
import java.util.List;

/// `GET /me`.
public final class UserApi {
    private final Database database;
    private final UserStore store;

    public UserApi(Database database, UserStore store) {
        this.database = database;
        this.store = store;
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(
                        Operation.READ_CONNECTED_USER,
                        call ->
                                Data.of(
                                        200,
                                        database.read(tx -> store.find(tx, call.user()))
                                                .map(User::wire)
                                                .orElseThrow(
                                                        () ->
                                                                new Problem.NotFound(
                                                                        "user",
                                                                        call.user().value())))));
    }
}
