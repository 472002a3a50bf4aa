package dev.atrium.membership.access;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.StackId;
import dev.atrium.storage.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Nobody gives away, or takes from others, a scope that they lack themselves. What counts is what
/// the caller may do, not what the access token was narrowed to: fctl's tokens name neither
/// `stack:Read` nor `organization:UpdateFeatures`, and its users manage members all the same.
public final class Grants {
    private final RightsStore rights;
    private final GrantStore store = new GrantStore();

    public Grants(RightsStore rights) {
        this.rights = rights;
    }

    /// @param stack whose rights count too, where the policy is given on that stack only
    /// @throws Problem.NotFound unless the organization has the policy
    /// @throws Problem.Forbidden when the policy has a scope that the caller lacks
    public void policy(
            Tx tx,
            Caller caller,
            OrganizationId organization,
            Optional<StackId> stack,
            PolicyId policy) {
        List<GrantStore.Given> given =
                store.ofPolicy(tx, organization, policy)
                        .orElseThrow(() -> new Problem.NotFound("policy", policy.toString()));
        Rights held = rights.of(tx, caller, Optional.of(organization), stack);
        String lacking =
                given.stream()
                        .filter(scope -> !covers(tx, caller, organization, held, scope))
                        .map(GrantStore.Given::label)
                        .collect(Collectors.joining(", "));
        if (!lacking.isEmpty()) {
            throw new Problem.Forbidden(
                    "policy " + policy + " gives what you lack yourself: " + lacking);
        }
    }

    /// The same for one scope that is put into a policy or taken out of it.
    ///
    /// @throws Problem.NotFound when there is no such scope
    /// @throws Problem.Forbidden when the caller lacks it, or no policy may hold it
    public void scope(Tx tx, Caller caller, OrganizationId organization, long scope) {
        GrantStore.Given given =
                store.scope(tx, scope)
                        .orElseThrow(() -> new Problem.NotFound("scope", Long.toString(scope)));
        if (given.label().equals(Scope.SYSTEM_ADMIN.label())) {
            throw new Problem.Forbidden(
                    "scope " + given.label() + " comes with a system role, never with a policy");
        }
        Rights held = rights.of(tx, caller, Optional.of(organization), Optional.empty());
        if (!covers(tx, caller, organization, held, given)) {
            throw new Problem.Forbidden("you lack scope " + given.label() + " yourself");
        }
    }

    /// The owner hands out what the organization's applications bring, before anybody has it.
    private boolean covers(
            Tx tx,
            Caller caller,
            OrganizationId organization,
            Rights held,
            GrantStore.Given scope) {
        Set<Scope> scopes = held.scopes();
        if (scopes.contains(Scope.SYSTEM_ADMIN)) {
            return true;
        }
        return scope.application().isEmpty()
                ? Scope.of(scope.label()).filter(scopes::contains).isPresent()
                : store.holds(tx, organization, caller.actor(), scope.id());
    }
}
