package dev.atrium.dex.takeover;

import dev.atrium.storage.AdvisoryLock;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Takes over a Dex from wherever its state is, because somebody asked for it: all of it or
/// nothing.
public final class Import {
    private final Database database;
    private final TakeOver takeOver;
    private final TakeOverStore store = new TakeOverStore();
    private final Clock clock;

    /// @param database a view on the role's schema
    public Import(Database database, TakeOver takeOver, Clock clock) {
        this.database = database;
        this.takeOver = takeOver;
        this.clock = clock;
    }

    /// @param again whether it is wanted although something was taken over before
    public TakeOver.Counts run(Source source, boolean again) {
        return database.write(
                tx -> {
                    AdvisoryLock.acquire(tx, OwnTables.LOCK);
                    Optional<TakeOverStore.State> before = store.find(tx);
                    if (before.isPresent() && !again) {
                        throw new TakeOverException(
                                "this database took over "
                                        + before.orElseThrow().source()
                                        + " at "
                                        + before.orElseThrow().started()
                                        + " already; nothing was changed. To bring over what has been used since, say --again");
                    }
                    TakeOver.Counts counts = takeOver.write(tx, source);
                    Instant now = clock.instant();
                    store.put(
                            tx,
                            new TakeOverStore.State(
                                    source.name(), Optional.empty(), now, now, Optional.of(now)));
                    return counts;
                });
    }
}
