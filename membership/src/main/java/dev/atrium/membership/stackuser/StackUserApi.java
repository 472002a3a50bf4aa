package dev.atrium.membership.stackuser;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import java.util.List;
import java.util.Optional;

/// Who may use a stack, over HTTP.
public final class StackUserApi {
    private static final int LONGEST_ROLE = 16;

    private final StackUsers users;

    public StackUserApi(StackUsers users) {
        this.users = users;
    }

    /// @param role the policy in the words of clients from before policies, which insist on it
    private record Wire(
            String stackId,
            String userId,
            String email,
            long policyId,
            long organizationPolicyId,
            String role) {
        static Wire of(StackUser user) {
            return new Wire(
                    user.stack().value(),
                    user.id().value(),
                    user.email(),
                    user.policy().value(),
                    user.organizationPolicy().value(),
                    user.policy().stackRole());
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_STACK_USERS_ACCESSES, this::list),
                gate.guard(Operation.READ_STACK_USER_ACCESS, this::read),
                gate.guard(Operation.UPSERT_STACK_USER_ACCESS, this::put),
                gate.guard(Operation.DELETE_STACK_USER_ACCESS, this::remove));
    }

    private Response list(Call call) {
        return new Listing<StackUser>(
                        "stack-users",
                        (after, limit) ->
                                users.list(call.organization(), call.stack(), after, limit),
                        user -> user.id().value(),
                        Wire::of)
                .answer(call.request());
    }

    private Response read(Call call) {
        return Data.of(
                200, Wire.of(users.read(call.organization(), call.stack(), target(call).user())));
    }

    private Response put(Call call) {
        Optional<PolicyId> policy = wanted(Body.of(call.request()));
        if (policy.isPresent()) {
            users.put(target(call), policy.orElseThrow());
        } else {
            users.remove(target(call));
        }
        return Response.empty(204);
    }

    private Response remove(Call call) {
        users.remove(target(call));
        return Response.empty(204);
    }

    /// The policy, or what its place was before there were any: a role, of which `NONE` takes the
    /// access away.
    private static Optional<PolicyId> wanted(Body body) {
        Optional<Long> policy = body.optionalNumber("policyId");
        if (policy.isPresent()) {
            return policy.map(PolicyId::new);
        }
        String role =
                body.optionalText("role", LONGEST_ROLE)
                        .orElseThrow(() -> new Problem.Invalid("policyId", "it is missing"));
        return switch (role) {
            case "ADMIN" -> Optional.of(PolicyId.STACK_ADMIN);
            case "GUEST" -> Optional.of(PolicyId.STACK_GUEST);
            case "NONE" -> Optional.empty();
            default ->
                    throw new Problem.Invalid(
                            "role", "\"" + role + "\" is none of ADMIN, GUEST, NONE");
        };
    }

    private static StackUsers.Target target(Call call) {
        return new StackUsers.Target(
                call.organization(),
                call.stack(),
                new UserId(call.request().segment("userId")),
                call.caller());
    }
}
