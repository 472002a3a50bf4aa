package dev.atrium.membership.member;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import dev.atrium.storage.Database;
import java.util.List;

/// The people of an organization over HTTP.
public final class MemberApi {
    private final Database database;
    private final MemberStore store;

    public MemberApi(Database database, MemberStore store) {
        this.database = database;
        this.store = store;
    }

    /// @param role the policy in the words of clients from before policies, which insist on it
    private record Wire(String email, String id, long policyId, String role) {
        static Wire of(Member member) {
            return new Wire(
                    member.email(),
                    member.id().value(),
                    member.policy().value(),
                    member.policy().organizationRole());
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_USERS_OF_ORGANIZATION, this::list),
                gate.guard(Operation.READ_USER_OF_ORGANIZATION, this::read));
    }

    private Response list(Call call) {
        return new Listing<Member>(
                        "users",
                        (after, limit) ->
                                database.read(
                                        tx -> store.list(tx, call.organization(), after, limit)),
                        member -> member.id().value(),
                        Wire::of)
                .answer(call.request());
    }

    private Response read(Call call) {
        UserId user = new UserId(call.request().segment("userId"));
        return Data.of(
                200,
                database.read(tx -> store.find(tx, call.organization(), user))
                        .map(Wire::of)
                        .orElseThrow(() -> new Problem.NotFound("user", user.value())));
    }
}
