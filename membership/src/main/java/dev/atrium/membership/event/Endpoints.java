package dev.atrium.membership.event;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.storage.ConstraintViolation;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Use cases of event endpoints.
public final class Endpoints {
    static final String SECRET_PREFIX = "whsec_";
    private static final String PURPOSE = "membership.event_endpoints.secret";

    private final Database database;
    private final EndpointStore store = new EndpointStore();
    private final MasterKey master;
    private final LogStore log;
    private final Clock clock;
    private final RandomIds ids;
    private final boolean plainHttp;

    /// @param plainHttp whether addresses need no TLS, which only a private network excuses
    public Endpoints(
            Database database,
            MasterKey master,
            LogStore log,
            Clock clock,
            RandomIds ids,
            boolean plainHttp) {
        this.database = database;
        this.master = master;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
        this.plainHttp = plainHttp;
    }

    /// What an administrator says of an endpoint.
    record Wanted(URI url, String description, List<String> actions, boolean enabled) {}

    /// @param secret in clear, which is shown this once
    record Made(Endpoint endpoint, String secret) {}

    List<Endpoint> list(String after, int limit) {
        return database.read(tx -> store.list(tx, after, limit));
    }

    Endpoint read(String id) {
        return database.read(tx -> store.find(tx, id)).orElseThrow(() -> missing(id));
    }

    Made create(Caller caller, Optional<OrganizationId> organization, Wanted wanted) {
        String id = ids.uuid().toString();
        byte[] key = ids.bytes(32);
        String secret = SECRET_PREFIX + Base64.getEncoder().encodeToString(key);
        Instant now = clock.instant();
        Endpoint endpoint =
                new Endpoint(
                        id,
                        organization,
                        wanted.url(),
                        wanted.description(),
                        wanted.actions(),
                        wanted.enabled(),
                        secret.substring(secret.length() - 4),
                        now,
                        now);
        try {
            database.writing(
                    tx -> {
                        store.insert(tx, endpoint, master.seal(PURPOSE, id, key));
                        note(tx, Action.EVENT_ENDPOINTS_CREATED, caller, endpoint);
                    });
        } catch (ConstraintViolation.ForeignKey _) {
            throw new Problem.NotFound(
                    "organization", organization.map(OrganizationId::value).orElse(""));
        }
        return new Made(endpoint, secret);
    }

    Endpoint update(Caller caller, String id, Wanted wanted) {
        return database.write(
                tx -> {
                    if (!store.update(
                            tx,
                            id,
                            wanted.url(),
                            wanted.description(),
                            wanted.actions(),
                            wanted.enabled(),
                            clock.instant())) {
                        throw missing(id);
                    }
                    store.wake(tx, id, clock.instant());
                    Endpoint updated = store.find(tx, id).orElseThrow(() -> missing(id));
                    note(tx, Action.EVENT_ENDPOINTS_UPDATED, caller, updated);
                    return updated;
                });
    }

    void delete(Caller caller, String id) {
        database.writing(
                tx -> {
                    Endpoint endpoint = store.find(tx, id).orElseThrow(() -> missing(id));
                    store.delete(tx, id);
                    note(tx, Action.EVENT_ENDPOINTS_DELETED, caller, endpoint);
                });
    }

    List<EndpointStore.Dead> dead(String id, long after, int limit) {
        return database.read(tx -> store.dead(tx, id, after, limit));
    }

    /// Has an endpoint sent once more what it never took.
    void retry(String id) {
        database.writing(
                tx -> {
                    if (store.find(tx, id).isEmpty()) {
                        throw missing(id);
                    }
                    store.revive(tx, id);
                    store.wake(tx, id, clock.instant());
                });
    }

    /// An endpoint that is to be told now, with the key that signs what it is told.
    record Armed(URI url, byte[] key) {}

    /// @return empty for one that is gone or switched off
    Optional<Armed> armed(String id) {
        return database.read(
                tx ->
                        store.find(tx, id)
                                .filter(Endpoint::enabled)
                                .flatMap(
                                        endpoint ->
                                                store.secret(tx, id)
                                                        .map(
                                                                hidden ->
                                                                        new Armed(
                                                                                endpoint.url(),
                                                                                master.open(
                                                                                        PURPOSE, id,
                                                                                        hidden)))));
    }

    /// Whether addresses need no TLS.
    boolean plainHttp() {
        return plainHttp;
    }

    private void note(Tx tx, Action action, Caller caller, Endpoint endpoint) {
        log.append(
                tx,
                new Entry(
                        action,
                        endpoint.organization(),
                        Optional.empty(),
                        Optional.of(caller),
                        clock.instant(),
                        Map.of(
                                "endpointId",
                                endpoint.id(),
                                "host",
                                String.valueOf(endpoint.url().getHost()))));
    }

    private static Problem.NotFound missing(String id) {
        return new Problem.NotFound("event endpoint", id);
    }
}
