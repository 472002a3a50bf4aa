package dev.atrium.membership.application;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.ApplicationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.storage.ConstraintViolation;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Use cases of the catalogue, its scopes, and the organizations that use it.
public final class Applications {
    private final Database database;
    private final ApplicationStore store;
    private final LogStore log;
    private final Clock clock;
    private final RandomIds ids;

    public Applications(
            Database database, ApplicationStore store, LogStore log, Clock clock, RandomIds ids) {
        this.database = database;
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    record Whole(Application application, List<Application.Scope> scopes) {}

    Application create(Caller caller, Application.Described described) {
        ApplicationId id = new ApplicationId(ids.uuid().toString());
        return unique(
                tx -> {
                    Instant now = clock.instant();
                    store.insert(tx, id, described, now);
                    record(tx, Action.APPLICATIONS_CREATED, caller, id, Map.of());
                    return new Application(id, described, now, now);
                });
    }

    Application update(Caller caller, ApplicationId id, Application.Described described) {
        return unique(
                tx -> {
                    Application changed =
                            store.update(tx, id, described, clock.instant())
                                    .orElseThrow(() -> missing(id));
                    record(tx, Action.APPLICATIONS_UPDATED, caller, id, Map.of());
                    return changed;
                });
    }

    /// The application with its scopes, clients and delegations; no organization has it any more.
    void delete(Caller caller, ApplicationId id) {
        database.writing(
                tx -> {
                    if (!store.delete(tx, id)) {
                        throw missing(id);
                    }
                    record(tx, Action.APPLICATIONS_DELETED, caller, id, Map.of());
                });
    }

    Whole read(ApplicationId id) {
        return database.read(
                tx ->
                        new Whole(
                                store.find(tx, id).orElseThrow(() -> missing(id)),
                                store.scopes(tx, id)));
    }

    List<Application> list(long skip, int limit) {
        return database.read(tx -> store.list(tx, skip, limit));
    }

    List<Application> enabled(OrganizationId organization, long skip, int limit) {
        return database.read(tx -> store.enabled(tx, organization, skip, limit));
    }

    /// @throws Problem.NotFound also for an application that the organization does not use
    Whole readEnabled(OrganizationId organization, ApplicationId id) {
        return database.read(
                tx ->
                        new Whole(
                                store.findEnabled(tx, organization, id)
                                        .orElseThrow(() -> missing(id)),
                                store.scopes(tx, id)));
    }

    /// @return since when it is enabled
    Instant enable(Caller caller, OrganizationId organization, ApplicationId id) {
        return database.write(
                tx -> {
                    Instant since =
                            store.enable(tx, organization, id, clock.instant())
                                    .orElseThrow(() -> missing(id));
                    record(
                            tx,
                            Action.ORGANIZATIONS_APPLICATION_ENABLED,
                            Optional.of(organization),
                            caller,
                            Map.of("applicationId", id.value()));
                    return since;
                });
    }

    void disable(Caller caller, OrganizationId organization, ApplicationId id) {
        database.writing(
                tx -> {
                    if (!store.disable(tx, organization, id)) {
                        throw missing(id);
                    }
                    record(
                            tx,
                            Action.ORGANIZATIONS_APPLICATION_DISABLED,
                            Optional.of(organization),
                            caller,
                            Map.of("applicationId", id.value()));
                });
    }

    Application.Scope createScope(
            Caller caller, ApplicationId id, String label, String description) {
        return unique(
                tx -> {
                    Application.Scope scope =
                            store.insertScope(tx, id, label, description, clock.instant())
                                    .orElseThrow(() -> missing(id));
                    record(
                            tx,
                            Action.APPLICATIONS_SCOPE_CREATED,
                            caller,
                            id,
                            Map.of("scope", label));
                    return scope;
                });
    }

    void deleteScope(Caller caller, ApplicationId id, long scope) {
        database.writing(
                tx -> {
                    if (!store.deleteScope(tx, id, scope)) {
                        throw new Problem.NotFound("scope", Long.toString(scope));
                    }
                    record(
                            tx,
                            Action.APPLICATIONS_SCOPE_DELETED,
                            caller,
                            id,
                            Map.of("scopeId", Long.toString(scope)));
                });
    }

    /// Lets the application use a right in Membership for those who gave it one of its own scopes.
    ///
    /// @return since when
    Instant delegate(Caller caller, ApplicationId id, long scope, long to) {
        return database.write(
                tx -> {
                    Instant since =
                            store.delegate(tx, id, scope, to, clock.instant())
                                    .orElseThrow(
                                            () ->
                                                    new Problem.NotFound(
                                                            "scope", scope + " or " + to));
                    record(tx, Action.APPLICATIONS_SCOPE_DELEGATED, caller, id, pair(scope, to));
                    return since;
                });
    }

    void undelegate(Caller caller, ApplicationId id, long scope, long to) {
        database.writing(
                tx -> {
                    if (!store.undelegate(tx, id, scope, to)) {
                        throw new Problem.NotFound("delegation", scope + " to " + to);
                    }
                    record(tx, Action.APPLICATIONS_SCOPE_UNDELEGATED, caller, id, pair(scope, to));
                });
    }

    private static Map<String, String> pair(long scope, long to) {
        return Map.of("scopeId", Long.toString(scope), "delegatesToScopeId", Long.toString(to));
    }

    private <T> T unique(Function<Tx, T> change) {
        try {
            return database.write(change);
        } catch (ConstraintViolation.Unique taken) {
            throw new Problem.Conflict(
                    switch (taken.constraint()) {
                        case "applications_url_key" -> "another application has this url";
                        case "applications_alias_key" -> "another application has this alias";
                        default -> "the application has a scope of this label";
                    });
        }
    }

    private void record(
            Tx tx, Action action, Caller caller, ApplicationId id, Map<String, String> more) {
        Map<String, String> data = new java.util.HashMap<>(more);
        data.put("applicationId", id.value());
        record(tx, action, Optional.empty(), caller, data);
    }

    private void record(
            Tx tx,
            Action action,
            Optional<OrganizationId> organization,
            Caller caller,
            Map<String, String> data) {
        log.append(
                tx,
                new Entry(
                        action,
                        organization,
                        Optional.empty(),
                        Optional.of(caller),
                        clock.instant(),
                        data));
    }

    private static Problem missing(ApplicationId id) {
        return new Problem.NotFound("application", id.value());
    }
}
