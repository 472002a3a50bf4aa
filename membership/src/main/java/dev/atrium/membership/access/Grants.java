package dev.atrium.membership.access;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.StackId;
import dev.atrium.storage.Tx;
import java.util.List;
import java.util.Optional;

/// Nobody hands out what they lack. Compared with the policy are the caller's own rights and not
/// their token's scopes: fctl's tokens for an organization never carry those of stacks, and its
/// owner hands out stacks with them all the same.
public final class Grants {
    private final GrantStore store;

    public Grants(GrantStore store) {
        this.store = store;
    }

    /// @param stack where the policy is to count, empty for the whole organization
    /// @throws Problem.NotFound when the organization has no such policy
    /// @throws Problem.Forbidden when it has scopes that the caller lacks
    public void check(
            Tx tx,
            Caller caller,
            OrganizationId organization,
            Optional<StackId> stack,
            PolicyId policy) {
        if (!store.exists(tx, organization, policy)) {
            throw new Problem.NotFound("policy", policy.toString());
        }
        List<String> lacking =
                switch (caller) {
                    case Caller.Person person ->
                            store.lacking(tx, person.id(), organization, stack, policy);
                    case Caller.OrganizationClient _ ->
                            store.scopes(tx, policy).stream()
                                    .filter(
                                            label ->
                                                    Scope.of(label)
                                                            .filter(Scope.forClients()::contains)
                                                            .isEmpty())
                                    .toList();
                };
        if (!lacking.isEmpty()) {
            throw new Problem.Forbidden(
                    "policy "
                            + policy
                            + " gives what you do not have yourself: "
                            + String.join(", ", lacking));
        }
    }

    /// The same for one scope that is put into a policy. The platform's administration comes with a
    /// system role and never with a policy.
    ///
    /// @throws Problem.NotFound when there is no such scope
    /// @throws Problem.Forbidden when the caller lacks it, or no policy may hold it
    public void checkScope(Tx tx, Caller caller, OrganizationId organization, long scope) {
        GrantStore.Named named =
                store.scope(tx, scope)
                        .orElseThrow(() -> new Problem.NotFound("scope", Long.toString(scope)));
        if (named.label().equals(Scope.SYSTEM_ADMIN.label())) {
            throw new Problem.Forbidden(
                    "scope " + named.label() + " comes with a system role, never with a policy");
        }
        boolean lacking =
                switch (caller) {
                    case Caller.Person person -> store.lacks(tx, person.id(), organization, scope);
                    case Caller.OrganizationClient _ ->
                            named.application().isPresent()
                                    || Scope.of(named.label())
                                            .filter(Scope.forClients()::contains)
                                            .isEmpty();
                };
        if (lacking) {
            throw new Problem.Forbidden("you do not have scope " + named.label() + " yourself");
        }
    }
}
