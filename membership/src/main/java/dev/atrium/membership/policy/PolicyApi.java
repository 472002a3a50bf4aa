package dev.atrium.membership.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Policies over HTTP.
public final class PolicyApi {
    private final Policies policies;

    public PolicyApi(Policies policies) {
        this.policies = policies;
    }

    /// @param scopes only where one policy is read
    private record Wire(
            long id,
            String name,
            String description,
            @Nullable String organizationId,
            @JsonProperty("protected") boolean locked,
            @Nullable List<ScopeWire> scopes,
            Instant createdAt,
            Instant updatedAt) {
        static Wire of(Policy policy, @Nullable List<ScopeWire> scopes) {
            return new Wire(
                    policy.id().value(),
                    policy.name(),
                    policy.description(),
                    policy.organization().map(OrganizationId::value).orElse(null),
                    policy.locked(),
                    scopes,
                    policy.createdAt(),
                    policy.updatedAt());
        }
    }

    private record ScopeWire(
            long id,
            String label,
            String description,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String applicationId,
            @JsonProperty("protected") boolean locked,
            Instant createdAt,
            Instant updatedAt) {
        static ScopeWire of(Policy.ScopeRow scope) {
            return new ScopeWire(
                    scope.id(),
                    scope.label(),
                    scope.description(),
                    scope.application().orElse(null),
                    scope.locked(),
                    scope.createdAt(),
                    scope.updatedAt());
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_POLICIES, this::list),
                gate.guard(Operation.READ_POLICY, this::read),
                gate.guard(Operation.CREATE_POLICY, this::create),
                gate.guard(Operation.UPDATE_POLICY, this::update),
                gate.guard(Operation.DELETE_POLICY, this::delete),
                gate.guard(Operation.ADD_SCOPE_TO_POLICY, this::give),
                gate.guard(Operation.REMOVE_SCOPE_FROM_POLICY, this::take),
                gate.open(Operation.LIST_SCOPES, _ -> catalogue()));
    }

    private Response list(Call call) {
        return new Listing<Policy>(
                        "policies",
                        (after, limit) ->
                                policies.list(
                                        call.organization(),
                                        after.isEmpty() ? 0 : number("cursor", after),
                                        limit),
                        policy -> policy.id().toString(),
                        policy -> Wire.of(policy, null))
                .answer(call.request());
    }

    private Response create(Call call) {
        Body body = Body.of(call.request());
        Policy created =
                policies.create(call.caller(), call.organization(), name(body), description(body));
        return Data.of(201, Wire.of(created, null));
    }

    private Response update(Call call) {
        Body body = Body.of(call.request());
        Policy updated =
                policies.update(
                        call.caller(),
                        call.organization(),
                        policy(call),
                        name(body),
                        description(body));
        return Data.of(200, Wire.of(updated, null));
    }

    private Response delete(Call call) {
        policies.delete(call.caller(), call.organization(), policy(call));
        return Response.empty(204);
    }

    private Response give(Call call) {
        policies.give(call.caller(), call.organization(), policy(call), scope(call));
        return Response.empty(204);
    }

    private Response take(Call call) {
        policies.take(call.caller(), call.organization(), policy(call), scope(call));
        return Response.empty(204);
    }

    private Response catalogue() {
        return Data.of(200, policies.catalogue().stream().map(ScopeWire::of).toList());
    }

    private static String name(Body body) {
        return body.words("name", 200);
    }

    private static String description(Body body) {
        return body.optionalText("description", 2_000).orElse("");
    }

    private static PolicyId policy(Call call) {
        return new PolicyId(number("policyId", call.request().segment("policyId")));
    }

    private static long scope(Call call) {
        return number("scopeId", call.request().segment("scopeId"));
    }

    private Response read(Call call) {
        Policy.WithScopes found = policies.read(call.organization(), policy(call));
        return Data.of(
                200, Wire.of(found.policy(), found.scopes().stream().map(ScopeWire::of).toList()));
    }

    private static long number(String field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new Problem.Invalid(field, "\"" + text + "\" is not a whole number");
        }
    }
}
