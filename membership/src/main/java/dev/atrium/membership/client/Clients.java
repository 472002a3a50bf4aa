package dev.atrium.membership.client;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.ClientId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Use cases of organizations' OAuth clients.
public final class Clients {
    private static final String LEGACY_NAME = "default";

    private final Database database;
    private final ClientStore store;
    private final LogStore log;
    private final Clock clock;
    private final RandomIds ids;

    public Clients(Database database, ClientStore store, LogStore log, Clock clock, RandomIds ids) {
        this.database = database;
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    /// A client with the secret that is shown this once.
    record Revealed(OrganizationClient client, NewSecret secret) {}

    Revealed create(Caller caller, OrganizationId organization, String name, String description) {
        NewSecret secret = NewSecret.make(ids);
        return database.write(
                tx -> {
                    Instant now = clock.instant();
                    ClientStore.Made made = made(caller, organization, name, description, secret);
                    store.insert(tx, made, now);
                    record(
                            tx,
                            Action.ORGANIZATIONS_CLIENT_CREATED,
                            caller,
                            organization,
                            made.id());
                    return new Revealed(
                            new OrganizationClient(
                                    made.id(), name, description, secret.lastDigits(), now, now),
                            secret);
                });
    }

    /// Makes the one client that older programs know, or replaces its secret at once.
    Revealed putLegacy(Caller caller, OrganizationId organization) {
        NewSecret secret = NewSecret.make(ids);
        return database.write(
                tx -> {
                    ClientStore.Made made = made(caller, organization, LEGACY_NAME, "", secret);
                    OrganizationClient client = store.putLegacy(tx, made, clock.instant());
                    record(
                            tx,
                            client.id().equals(made.id())
                                    ? Action.ORGANIZATIONS_CLIENT_CREATED
                                    : Action.ORGANIZATIONS_CLIENT_UPDATED,
                            caller,
                            organization,
                            client.id());
                    return new Revealed(client, secret);
                });
    }

    private ClientStore.Made made(
            Caller caller,
            OrganizationId organization,
            String name,
            String description,
            NewSecret secret) {
        return new ClientStore.Made(
                new ClientId(ids.uuid().toString()),
                organization,
                name,
                description,
                secret,
                caller.actor());
    }

    List<OrganizationClient> list(OrganizationId organization, String after, int limit) {
        return database.read(tx -> store.list(tx, organization, after, limit));
    }

    List<OrganizationClient> before(OrganizationId organization, String before, int limit) {
        return database.read(tx -> store.before(tx, organization, before, limit));
    }

    OrganizationClient read(OrganizationId organization, ClientId id) {
        return database.read(tx -> store.find(tx, organization, id))
                .orElseThrow(() -> missing(id.value()));
    }

    OrganizationClient readLegacy(OrganizationId organization) {
        return database.read(tx -> store.legacy(tx, organization))
                .orElseThrow(() -> missing(LEGACY_NAME));
    }

    void update(
            Caller caller,
            OrganizationId organization,
            ClientId id,
            String name,
            Optional<String> description) {
        database.writing(
                tx -> {
                    OrganizationClient client =
                            store.find(tx, organization, id).orElseThrow(() -> missing(id.value()));
                    String text = description.orElse(client.description());
                    if (!store.update(tx, organization, id, name, text, clock.instant())) {
                        throw missing(id.value());
                    }
                    record(tx, Action.ORGANIZATIONS_CLIENT_UPDATED, caller, organization, id);
                });
    }

    /// Gives the client a new secret.
    ///
    /// @param overlap how long the present one is accepted besides
    Revealed rotate(Caller caller, OrganizationId organization, ClientId id, Duration overlap) {
        NewSecret secret = NewSecret.make(ids);
        return database.write(
                tx -> {
                    Instant now = clock.instant();
                    OrganizationClient client =
                            store.rotate(tx, organization, id, secret, now.plus(overlap), now)
                                    .orElseThrow(() -> missing(id.value()));
                    record(tx, Action.ORGANIZATIONS_CLIENT_UPDATED, caller, organization, id);
                    return new Revealed(client, secret);
                });
    }

    /// Ends the client, and what its tokens may do with it.
    void delete(Caller caller, OrganizationId organization, ClientId id) {
        database.writing(
                tx -> {
                    if (!store.delete(tx, organization, id)) {
                        throw missing(id.value());
                    }
                    record(tx, Action.ORGANIZATIONS_CLIENT_DELETED, caller, organization, id);
                });
    }

    private void record(
            Tx tx, Action action, Caller caller, OrganizationId organization, ClientId id) {
        log.append(
                tx,
                new Entry(
                        action,
                        Optional.of(organization),
                        Optional.empty(),
                        Optional.of(caller),
                        clock.instant(),
                        Map.of("clientId", id.value())));
    }

    private static Problem missing(String id) {
        return new Problem.NotFound("client", id);
    }
}
