package dev.atrium.membership.application;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.client.NewSecret;
import dev.atrium.membership.client.Registration;
import dev.atrium.membership.id.ApplicationId;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Use cases of applications' clients.
public final class ApplicationClients {
    private final Database database;
    private final ApplicationClientStore store;
    private final LogStore log;
    private final Clock clock;
    private final RandomIds ids;

    public ApplicationClients(
            Database database,
            ApplicationClientStore store,
            LogStore log,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    /// A client with the secret that is shown this once.
    record Revealed(Registration client, NewSecret secret) {}

    Revealed create(Caller caller, ApplicationId application, String name, String description) {
        NewSecret secret = NewSecret.make(ids);
        String id = ids.uuid().toString();
        return database.write(
                tx -> {
                    Registration client =
                            store.insert(
                                            tx,
                                            application,
                                            id,
                                            name,
                                            description,
                                            secret,
                                            clock.instant())
                                    .orElseThrow(
                                            () ->
                                                    new Problem.NotFound(
                                                            "application", application.value()));
                    record(tx, Action.APPLICATIONS_CLIENT_CREATED, caller, application, id);
                    return new Revealed(client, secret);
                });
    }

    List<Registration> list(ApplicationId application, String after, int limit) {
        return database.read(
                tx -> {
                    List<Registration> found = store.list(tx, application, after, limit);
                    if (found.isEmpty() && !store.applicationExists(tx, application)) {
                        throw new Problem.NotFound("application", application.value());
                    }
                    return found;
                });
    }

    Registration read(ApplicationId application, String id) {
        return database.read(tx -> store.find(tx, application, id)).orElseThrow(() -> missing(id));
    }

    Registration update(
            Caller caller,
            ApplicationId application,
            String id,
            String name,
            Optional<String> description) {
        return database.write(
                tx -> {
                    Registration client =
                            store.update(tx, application, id, name, description, clock.instant())
                                    .orElseThrow(() -> missing(id));
                    record(tx, Action.APPLICATIONS_CLIENT_UPDATED, caller, application, id);
                    return client;
                });
    }

    /// @param overlap how long the present secret is accepted besides the new one
    Revealed rotate(Caller caller, ApplicationId application, String id, Duration overlap) {
        NewSecret secret = NewSecret.make(ids);
        return database.write(
                tx -> {
                    Instant now = clock.instant();
                    Registration client =
                            store.rotate(tx, application, id, secret, now.plus(overlap), now)
                                    .orElseThrow(() -> missing(id));
                    record(tx, Action.APPLICATIONS_CLIENT_UPDATED, caller, application, id);
                    return new Revealed(client, secret);
                });
    }

    void delete(Caller caller, ApplicationId application, String id) {
        database.writing(
                tx -> {
                    if (!store.delete(tx, application, id)) {
                        throw missing(id);
                    }
                    record(tx, Action.APPLICATIONS_CLIENT_DELETED, caller, application, id);
                });
    }

    private void record(Tx tx, Action action, Caller caller, ApplicationId application, String id) {
        log.append(
                tx,
                new Entry(
                        action,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(caller),
                        clock.instant(),
                        Map.of("applicationId", application.value(), "clientId", id)));
    }

    private static Problem missing(String id) {
        return new Problem.NotFound("client", id);
    }
}
