package dev.atrium.membership.access;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Tx;
import java.util.List;
import java.util.Optional;

/// Tells why somebody may do a thing, or why not.
public final class Explanations {
    private final ExplanationStore store = new ExplanationStore();

    /// @param grants everything that gives the scope; one is enough
    /// @param reason one sentence for people
    record Explanation(boolean allowed, List<Grant> grants, String reason) {
        Explanation {
            grants = List.copyOf(grants);
        }
    }

    /// Where a right comes from.
    sealed interface Grant {
        record SystemRole() implements Grant {}

        record InOrganization(PolicyId policy, String name) implements Grant {}

        record OnStack(PolicyId policy, String name, StackId stack) implements Grant {}
    }

    Explanation explain(
            Tx tx, OrganizationId organization, Optional<StackId> stack, UserId user, Scope scope) {
        ExplanationStore.Somebody somebody =
                store.somebody(tx, organization, user)
                        .orElseThrow(() -> new Problem.NotFound("user", user.value()));
        if (somebody.administrator()) {
            return new Explanation(
                    true,
                    List.of(new Grant.SystemRole()),
                    "a platform administrator has every scope in every organization");
        }
        if (!somebody.member()) {
            // Whether an account exists that belongs to somebody else is nobody's business here.
            throw new Problem.NotFound("user", user.value());
        }
        List<ExplanationStore.Held> held = store.held(tx, organization, stack, user, scope.label());
        List<Grant> grants =
                held.stream()
                        .filter(ExplanationStore.Held::gives)
                        .map(policy -> grant(policy, stack))
                        .toList();
        return new Explanation(!grants.isEmpty(), grants, reason(scope, stack, held, grants));
    }

    private static Grant grant(ExplanationStore.Held held, Optional<StackId> stack) {
        return held.onStack()
                ? new Grant.OnStack(held.policy(), held.name(), stack.orElseThrow())
                : new Grant.InOrganization(held.policy(), held.name());
    }

    private static String reason(
            Scope scope,
            Optional<StackId> stack,
            List<ExplanationStore.Held> held,
            List<Grant> grants) {
        if (!grants.isEmpty()) {
            return switch (grants.getFirst()) {
                case Grant.SystemRole _ -> "the system role gives every scope";
                case Grant.InOrganization from ->
                        "policy " + from.name() + " in the organization gives " + scope.label();
                case Grant.OnStack from ->
                        "policy "
                                + from.name()
                                + " on stack "
                                + from.stack()
                                + " gives "
                                + scope.label();
            };
        }
        String policies =
                held.stream()
                        .map(
                                policy ->
                                        policy.name()
                                                + (policy.onStack()
                                                        ? " on stack " + stack.orElseThrow()
                                                        : " in the organization"))
                        .reduce((left, right) -> left + " and " + right)
                        .orElse("no policy");
        return policies
                + (held.size() > 1 ? " do" : " does")
                + " not give "
                + scope.label()
                + (stack.isEmpty() && canComeFromStack(scope)
                        ? "; a policy on a single stack counts where stack= names it"
                        : "");
    }

    private static boolean canComeFromStack(Scope scope) {
        return scope.label().startsWith("stack:") || scope.label().contains("Stack");
    }
}
