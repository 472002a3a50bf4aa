package dev.atrium.membership.feature;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.rest.Blank;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// Use cases of feature flags.
public final class Features {
    private static final int MOST_AT_ONCE = 100;

    private final Database database;
    private final FeatureStore store;
    private final LogStore log;
    private final Clock clock;

    public Features(Database database, FeatureStore store, LogStore log, Clock clock) {
        this.database = database;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    List<FeatureStore.Feature> list(OrganizationId organization, String after, int limit) {
        return database.read(tx -> store.list(tx, organization, after, limit));
    }

    /// Those that are there already stay as they are.
    void add(Caller caller, OrganizationId organization, List<String> names) {
        if (names.size() > MOST_AT_ONCE) {
            throw new Problem.Invalid("features", "names more than " + MOST_AT_ONCE);
        }
        if (names.stream().anyMatch(name -> Blank.strip(name).isEmpty())) {
            throw new Problem.Invalid("features", "names one that is empty");
        }
        database.writing(
                tx -> {
                    // In one order for everybody, so that two callers do not wait for each other.
                    List<String> added =
                            names.stream()
                                    .distinct()
                                    .sorted()
                                    .filter(
                                            name ->
                                                    store.add(
                                                            tx,
                                                            organization,
                                                            name,
                                                            clock.instant()))
                                    .toList();
                    if (!added.isEmpty()) {
                        log.append(
                                tx,
                                Entry.in(
                                        organization,
                                        Action.ORGANIZATIONS_FEATURE_UPDATED,
                                        caller,
                                        clock.instant(),
                                        Map.of("features", String.join(" ", added))));
                    }
                });
    }

    void remove(Caller caller, OrganizationId organization, String name) {
        database.writing(
                tx -> {
                    if (!store.remove(tx, organization, name)) {
                        throw new Problem.NotFound("feature", name);
                    }
                    log.append(
                            tx,
                            Entry.in(
                                    organization,
                                    Action.ORGANIZATIONS_FEATURE_DELETED,
                                    caller,
                                    clock.instant(),
                                    Map.of("feature", name)));
                });
    }
}
