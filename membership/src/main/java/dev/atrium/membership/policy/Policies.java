package dev.atrium.membership.policy;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.storage.Database;
import java.util.List;

/// Use cases of policies.
public final class Policies {
    private final Database database;
    private final PolicyStore store;

    public Policies(Database database, PolicyStore store) {
        this.database = database;
        this.store = store;
    }

    List<Policy> list(OrganizationId organization, long after, int limit) {
        return database.read(tx -> store.list(tx, organization, after, limit));
    }

    Policy.WithScopes read(OrganizationId organization, PolicyId id) {
        return database.read(
                tx ->
                        store.find(tx, organization, id)
                                .map(policy -> new Policy.WithScopes(policy, store.scopes(tx, id)))
                                .orElseThrow(() -> new Problem.NotFound("policy", id.toString())));
    }
}
