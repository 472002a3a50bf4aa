package dev.atrium.membership.member;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.policy.Role;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import java.util.List;

/// The people of an organization over HTTP.
public final class MemberApi {
    private final Members members;

    public MemberApi(Members members) {
        this.members = members;
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
                gate.guard(Operation.READ_USER_OF_ORGANIZATION, this::read),
                gate.guard(Operation.UPSERT_ORGANIZATION_USER, this::upsert),
                gate.guard(Operation.DELETE_USER_FROM_ORGANIZATION, this::delete));
    }

    private Response list(Call call) {
        return new Listing<Member>(
                        "users",
                        (after, limit) -> members.list(call.organization(), after, limit),
                        member -> member.id().value(),
                        Wire::of)
                .answer(call.request());
    }

    private Response read(Call call) {
        return Data.of(200, Wire.of(members.read(call.organization(), user(call))));
    }

    private Response upsert(Call call) {
        Body body = Body.of(call.request());
        members.put(call.caller(), call.organization(), user(call), wanted(body));
        return Response.empty(204);
    }

    private Response delete(Call call) {
        members.remove(call.caller(), call.organization(), user(call));
        return Response.empty(204);
    }

    private static Members.Wanted wanted(Body body) {
        return body.optionalNumber("policyId")
                .<Members.Wanted>map(id -> new Members.Wanted.Named(new PolicyId(id)))
                .or(
                        () ->
                                body.optionalText("role", 20)
                                        .map(
                                                role ->
                                                        new Members.Wanted.InRole(
                                                                Role.of("role", role))))
                .orElseThrow(() -> new Problem.Invalid("policyId", "is required"));
    }

    private static UserId user(Call call) {
        return new UserId(call.request().segment("userId"));
    }
}
