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

    /// @return how many operations were done; each by a worker that asks again as soon as it was
    ///     answered
    /// @throws IOException when one failed
    long work(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        List<Future<Long>> counts = new ArrayList<>();
        for (Scenario.Operation operation : operations) {
            counts.add(
                    threads.submit(
                            () -> {
                                long count = 0;
                                while (System.nanoTime() < end) {
                                    operation.once();
                                    count++;
                                }
                                return count;
                            }));
        }
        long all = 0;
        for (Future<Long> count : counts) {
            try {
                all += count.get();
            } catch (ExecutionException failed) {
                throw new IOException("an operation failed: " + failed.getCause(), failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            }
        }
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
