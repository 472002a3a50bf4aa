package dev.atrium.membership.access;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.rest.Data;
import dev.atrium.storage.Database;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `GET …/access/explain`: which policy gives somebody a scope, from where, or why none does.
public final class ExplainApi {
    private final Database database;
    private final Explanations explanations;

    public ExplainApi(Database database, Explanations explanations) {
        this.database = database;
        this.explanations = explanations;
    }

    private record Wire(
            String userId,
            String organizationId,
            @Nullable String stackId,
            String scope,
            boolean allowed,
            String reason,
            List<GrantWire> grants) {}

    private record GrantWire(
            String source,
            @Nullable Long policyId,
            @Nullable String policyName,
            @Nullable String stackId) {
        static GrantWire of(Explanations.Grant grant) {
            return switch (grant) {
                case Explanations.Grant.SystemRole _ ->
                        new GrantWire("SYSTEM_ROLE", null, null, null);
                case Explanations.Grant.InOrganization from ->
                        new GrantWire("ORGANIZATION", from.policy().value(), from.name(), null);
                case Explanations.Grant.OnStack from ->
                        new GrantWire(
                                "STACK", from.policy().value(), from.name(), from.stack().value());
            };
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(gate.guard(Operation.EXPLAIN_ACCESS, this::explain));
    }

    private Response explain(Call call) {
        UserId user = new UserId(needed(call, "user"));
        Optional<StackId> stack = call.idFilter("stack").map(StackId::new);
        String label = needed(call, "scope");
        Scope scope =
                Scope.of(label)
                        .orElseThrow(
                                () ->
                                        new Problem.Invalid(
                                                "scope", "\"" + label + "\" is not a scope"));
        Explanations.Explanation found =
                database.read(
                        tx -> explanations.explain(tx, call.organization(), stack, user, scope));
        return Data.of(
                200,
                new Wire(
                        user.value(),
                        call.organization().value(),
                        stack.map(StackId::value).orElse(null),
                        label,
                        found.allowed(),
                        found.reason(),
                        found.grants().stream().map(GrantWire::of).toList()));
    }

    private static String needed(Call call, String parameter) {
        return call.idFilter(parameter)
                .orElseThrow(() -> new Problem.Invalid(parameter, "is required"));
    }
}
