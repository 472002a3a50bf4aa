package dev.atrium.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Requests, drawn at random from a few, over a number of kept connections.
///
/// @param requests as they are written to the socket
public record Load(int port, List<byte[]> requests, int connections) {
    public Load {
        requests = List.copyOf(requests);
    }

    /// Each connection asks again as soon as it was answered: as much as the server can do.
    public Latencies closed(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        return run(
                (connection, random, took) -> {
                    for (long start = System.nanoTime(); start < end; ) {
                        connection.exchange(requests.get(random.nextInt(requests.size())));
                        long now = System.nanoTime();
                        took.add(now - start);
                        start = now;
                    }
                });
    }

    /// Requests begin at random moments at `rate` in a second, whether or not earlier ones were
    /// answered, and their time counts from when they were due: a server that stands still does not
    /// slow down who measures it.
    public Latencies open(double rate, Duration time) throws IOException {
        long begin = System.nanoTime();
        double gap = connections * 1e9 / rate;
        return run(
                (connection, random, took) -> {
                    double due = begin + gap * random.nextDouble();
                    while (due < begin + time.toNanos()) {
                        for (long left = (long) due - System.nanoTime(); left > 0; ) {
                            LockSupport.parkNanos(left);
                            left = (long) due - System.nanoTime();
                        }
                        connection.exchange(requests.get(random.nextInt(requests.size())));
                        took.add(System.nanoTime() - (long) due);
                        due -= gap * Math.log(1 - random.nextDouble());
                    }
                });
    }

    @FunctionalInterface
    private interface Caller {
        void call(Connection connection, SplittableRandom random, Times took) throws IOException;
    }

    private Latencies run(Caller caller) throws IOException {
        List<Future<long[]>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int number = 0; number < connections; number++) {
                SplittableRandom random = new SplittableRandom(System.nanoTime() + number);
                running.add(
                        threads.submit(
                                () -> {
                                    Times took = new Times();
                                    try (Connection connection = new Connection(port)) {
                                        caller.call(connection, random, took);
                                    }
                                    return took.all();
                                }));
            }
        }
        List<long[]> parts = new ArrayList<>();
        for (Future<long[]> part : running) {
            try {
                parts.add(part.get());
            } catch (ExecutionException failed) {
                throw new IOException("a connection failed: " + failed.getCause(), failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            }
        }
        return Latencies.of(parts);
    }
}
