package dev.atrium.dex.takeover;

import dev.atrium.storage.AdvisoryLock;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where Dex's own tables lie in the database that this role was given, the first start takes them
/// over and then follows what replicas of Dex still change, so that they can be replaced one by
/// one. Once nothing has changed for a while, Dex's tables are never looked at again.
public final class OwnTables {
    public static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(OwnTables.class);
    private static final Duration STILL = Duration.ofMinutes(10);
    static final String LOCK = "dex-take-over";

    private final Database database;
    private final TakeOver takeOver;
    private final TakeOverStore store = new TakeOverStore();
    private final String name;
    private final Clock clock;

    /// @param database a view on the role's schema
    public OwnTables(Database database, TakeOver takeOver, Clock clock) {
        this.database = database;
        this.takeOver = takeOver;
        this.name = database.uri().toString();
        this.clock = clock;
    }

    /// Takes over what is there, once; replicas that start together wait for each other.
    ///
    /// @return whether there is something to follow
    /// @throws TakeOverException when these are tables of a Dex that cannot be taken over
    public boolean start() {
        return database.write(
                tx -> {
                    AdvisoryLock.acquire(tx, LOCK);
                    Optional<TakeOverStore.State> state = store.find(tx);
                    if (state.isPresent()) {
                        return follows(state.orElseThrow());
                    }
                    if (!present(tx)) {
                        return false;
                    }
                    take(tx);
                    return true;
                });
    }

    private static boolean follows(TakeOverStore.State state) {
        return state.moment().isPresent() && state.ended().isEmpty();
    }

    private boolean present(Tx tx) {
        try {
            return SqlTables.looksLikeDex(SqlDialect.POSTGRES.columns(store.connection(tx)));
        } catch (SQLException failure) {
            throw SqlDialect.POSTGRES.failed(name, failure);
        }
    }

    private void take(Tx tx) {
        Instant now = clock.instant();
        String moment = store.moment(tx);
        SqlTables tables = SqlTables.open(store.connection(tx), SqlDialect.POSTGRES, name);
        TakeOver.Counts counts = takeOver.write(tx, tables, true);
        store.put(
                tx, new TakeOverStore.State(name, Optional.of(moment), now, now, Optional.empty()));
        LOG.info(
                "this database holds Dex's own tables: took over {}; later changes in them follow until they have been still for {} minutes",
                counts.text(),
                STILL.toMinutes());
        if (counts.factors() > 0) {
            LOG.warn(
                    "{} people of Dex have a second factor, which was left behind: this build asks for none",
                    counts.factors());
        }
    }

    /// Brings over what has changed; one pass of a job.
    public void follow(Tx tx) {
        AdvisoryLock.acquire(tx, LOCK);
        TakeOverStore.State state = store.find(tx).filter(OwnTables::follows).orElse(null);
        if (state == null) {
            return;
        }
        Instant now = clock.instant();
        if (!present(tx)) {
            end(tx, state, now, "are gone");
            return;
        }
        String moment = store.moment(tx);
        SqlTables changed =
                SqlTables.open(store.connection(tx), SqlDialect.POSTGRES, name, state.moment());
        TakeOver.Counts counts = takeOver.write(tx, changed, true);
        int gone = takeOver.forget(tx, changed);
        if (!counts.isEmpty() || gone > 0) {
            store.put(tx, state.at(moment, now));
            LOG.info("Dex changed its tables: took over {}; {} rows are gone", counts.text(), gone);
        } else if (now.isBefore(state.changed().plus(STILL))) {
            store.put(tx, state.at(moment, state.changed()));
        } else {
            end(tx, state, now, "have been still for " + STILL.toMinutes() + " minutes");
        }
    }

    private void end(Tx tx, TakeOverStore.State state, Instant now, String why) {
        store.put(tx, state.endedAt(now));
        store.forgetKeys(tx);
        LOG.info("Dex's own tables {} and are not looked at any more", why);
    }
}
