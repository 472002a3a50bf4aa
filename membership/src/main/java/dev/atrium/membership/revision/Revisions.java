package dev.atrium.membership.revision;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.storage.Database;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Asks for present revisions. Whoever comes while a statement runs is gathered for the next one,
/// which asks for all of them together: the more requests there are, the less each costs, and every
/// one still learns what was committed before it came.
public final class Revisions {
    private final Database database;
    private final RevisionStore store;
    private final Semaphore statement = new Semaphore(1);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Gathering open;

    public Revisions(Database database, RevisionStore store) {
        this.database = database;
        this.store = store;
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
            ask(mine);
        }
        try {
            return mine.answer().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private void ask(Gathering all) {
        statement.acquireUninterruptibly();
        try {
            close();
            all.answer()
                    .complete(
                            database.read(
                                    tx -> store.present(tx, all.organizations(), all.regions())));
        } catch (Throwable failure) {
            // Also an error, or the others would wait for ever.
            all.answer().completeExceptionally(failure);
        } finally {
            statement.release();
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
