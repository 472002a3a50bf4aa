package dev.atrium.bench.provider;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Workers that have done what their scenario needs beforehand.
final class Crowd implements AutoCloseable {
    /// More than that, and more than half of all: nothing is measured any more.
    private static final int MOST_FAILURES = 20;

    private final List<Scenario.Operation> operations;
    private final ExecutorService threads;

    private Crowd(List<Scenario.Operation> operations) {
        this.operations = operations;
        this.threads = Executors.newFixedThreadPool(operations.size());
    }

    static Crowd gather(Scenario scenario, RelyingParty party, int workers) throws IOException {
        List<Scenario.Operation> operations = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            operations.add(scenario.begin(party, worker));
        }
        return new Crowd(operations);
    }

    /// A crowd that comes, works and goes.
    static void run(Scenario scenario, RelyingParty party, int workers, int seconds)
            throws IOException {
        try (Crowd crowd = gather(scenario, party, workers)) {
            crowd.work(Duration.ofSeconds(seconds));
        }
    }

    /// @param failed of the operations, which are not among the `done`
    record Work(long done, long failed) {
        private Work and(Work other) {
            return new Work(done + other.done, failed + other.failed);
        }
    }

    /// Each worker asks again as soon as it was answered.
    Work work(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        List<Future<Work>> counts = new ArrayList<>();
        for (Scenario.Operation operation : operations) {
            counts.add(threads.submit(() -> repeat(operation, end)));
        }
        Work all = new Work(0, 0);
        for (Future<Work> count : counts) {
            try {
                all = all.and(count.get());
            } catch (ExecutionException broken) {
                throw new IOException("a worker broke: " + broken.getCause(), broken);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            }
        }
        return all;
    }

    private static Work repeat(Scenario.Operation operation, long end) throws IOException {
        long done = 0;
        long failed = 0;
        while (System.nanoTime() < end) {
            try {
                operation.once();
                done++;
            } catch (IOException failure) {
                failed++;
                if (failed > done + MOST_FAILURES) {
                    throw failure;
                }
            }
        }
        return new Work(done, failed);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
