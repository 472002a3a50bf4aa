package dev.atrium.membership.revision;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.storage.Database;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Asks for present revisions. Whoever comes while a statement runs is gathered for the next one,
/// which asks for all of them together: the more requests there are, the less each costs, and every
/// one still learns what was committed before it came.
public final class Revisions {
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Database database;
    private final RevisionStore store;
    private final Executor asking;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Gathering open;

    public Revisions(Database database, RevisionStore store) {
        this.database = database;
        this.store = store;
        // One at a time, and not a virtual thread: everybody waits for it, so it must not queue
        // behind them.
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE.toSeconds(),
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("revisions").factory());
        one.allowCoreThreadTimeOut(true);
        this.asking = one;
    }

    /// Those who ask together.
    private record Gathering(
            Set<OrganizationId> organizations,
            Set<RegionId> regions,
            CompletableFuture<Present> answer) {
        Gathering() {
            this(new HashSet<>(), new HashSet<>(), new CompletableFuture<>());
        }
    }

    /// @return what there is of those and perhaps of others
    /// @throws dev.atrium.kernel.Problem.Unavailable when the database does not answer
    public Present of(OrganizationId organization, Set<RegionId> regions) {
        Gathering mine;
        boolean first;
        lock.lock();
        try {
            first = open == null;
            mine = open == null ? new Gathering() : open;
            mine.organizations().add(organization);
            mine.regions().addAll(regions);
            open = mine;
        } finally {
            lock.unlock();
        }
        if (first) {
            asking.execute(() -> ask(mine));
        }
        try {
            return mine.answer().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private void ask(Gathering all) {
        close();
        try {
            all.answer()
                    .complete(
                            database.read(
                                    tx -> store.present(tx, all.organizations(), all.regions())));
        } catch (Throwable failure) {
            // Also an error, or the others would wait for ever.
            all.answer().completeExceptionally(failure);
        }
    }

    /// Nobody joins a statement that is about to begin.
    private void close() {
        lock.lock();
        try {
            open = null;
        } finally {
            lock.unlock();
        }
    }
}
