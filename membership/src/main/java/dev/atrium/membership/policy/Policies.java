package dev.atrium.membership.policy;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Grants;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.storage.ConstraintViolation;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Use cases of policies. A policy holds no scope that whoever put it there lacked.
public final class Policies {
    private final Database database;
    private final PolicyStore store;
    private final Grants grants;
    private final LogStore log;
    private final Clock clock;

    public Policies(
            Database database, PolicyStore store, Grants grants, LogStore log, Clock clock) {
        this.database = database;
        this.store = store;
        this.grants = grants;
        this.log = log;
        this.clock = clock;
    }

    List<Policy> list(OrganizationId organization, long after, int limit) {
        return database.read(tx -> store.list(tx, organization, after, limit));
    }

    Policy.WithScopes read(OrganizationId organization, PolicyId id) {
        return database.read(
                tx ->
                        store.find(tx, organization, id)
                                .map(policy -> new Policy.WithScopes(policy, store.scopes(tx, id)))
                                .orElseThrow(() -> missing(id)));
    }

    /// What can be asked for and put into policies, applications' own scopes aside.
    List<Policy.ScopeRow> catalogue() {
        return database.read(store::catalogue);
    }

    Policy create(Caller caller, OrganizationId organization, String name, String description) {
        return named(
                name,
                tx -> {
                    Policy created =
                            store.insert(tx, organization, name, description, clock.instant());
                    note(
                            tx,
                            Action.POLICIES_CREATED,
                            organization,
                            caller,
                            Map.of("policyId", created.id().toString(), "name", name));
                    return created;
                });
    }

    Policy update(
            Caller caller,
            OrganizationId organization,
            PolicyId id,
            String name,
            String description) {
        return named(
                name,
                tx -> {
                    editable(tx, organization, id);
                    Policy updated = store.update(tx, id, name, description, clock.instant());
                    note(
                            tx,
                            Action.POLICIES_UPDATED,
                            organization,
                            caller,
                            Map.of("policyId", id.toString(), "name", name));
                    return updated;
                });
    }

    /// @throws Problem.Conflict while somebody has it, or is to get it
    void delete(Caller caller, OrganizationId organization, PolicyId id) {
        try {
            database.writing(
                    tx -> {
                        Policy policy = editable(tx, organization, id);
                        if (store.awaited(tx, id, clock.instant())) {
                            throw used(id);
                        }
                        store.delete(tx, id);
                        note(
                                tx,
                                Action.POLICIES_DELETED,
                                organization,
                                caller,
                                Map.of("policyId", id.toString(), "name", policy.name()));
                    });
        } catch (ConstraintViolation.ForeignKey _) {
            throw used(id);
        }
    }

    void give(Caller caller, OrganizationId organization, PolicyId id, long scope) {
        database.writing(
                tx -> {
                    editable(tx, organization, id);
                    grants.checkScope(tx, caller, organization, scope);
                    if (store.give(tx, id, scope)) {
                        changed(tx, Action.POLICIES_SCOPE_ADDED, caller, organization, id, scope);
                    }
                });
    }

    void take(Caller caller, OrganizationId organization, PolicyId id, long scope) {
        database.writing(
                tx -> {
                    editable(tx, organization, id);
                    if (!store.take(tx, id, scope)) {
                        throw new Problem.NotFound("scope", Long.toString(scope));
                    }
                    changed(tx, Action.POLICIES_SCOPE_REMOVED, caller, organization, id, scope);
                });
    }

    private void changed(
            Tx tx,
            Action action,
            Caller caller,
            OrganizationId organization,
            PolicyId id,
            long scope) {
        store.touch(tx, id, clock.instant());
        note(
                tx,
                action,
                organization,
                caller,
                Map.of("policyId", id.toString(), "scopeId", Long.toString(scope)));
    }

    private Policy editable(Tx tx, OrganizationId organization, PolicyId id) {
        Policy policy = store.lock(tx, organization, id).orElseThrow(() -> missing(id));
        if (policy.locked() || policy.organization().isEmpty()) {
            throw new Problem.Forbidden("policy " + id + " is built in and cannot be changed");
        }
        return policy;
    }

    private Policy named(String name, Function<Tx, Policy> work) {
        try {
            return database.write(work);
        } catch (ConstraintViolation.Unique _) {
            throw new Problem.Conflict("there is a policy named \"" + name + "\"");
        }
    }

    private static Problem.Conflict used(PolicyId id) {
        return new Problem.Conflict(
                "policy " + id + " is in use: give its people, and new ones, another one first");
    }

    private void note(
            Tx tx,
            Action action,
            OrganizationId organization,
            Caller caller,
            Map<String, String> data) {
        log.append(tx, Entry.in(organization, action, caller, clock.instant(), data));
    }

    private static Problem.NotFound missing(PolicyId id) {
        return new Problem.NotFound("policy", id.toString());
    }
}
