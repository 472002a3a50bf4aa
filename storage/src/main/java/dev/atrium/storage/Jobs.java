package dev.atrium.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that repeats. Whichever replica gets the job's advisory lock runs a pass; the others skip
/// theirs. A pass must be safe to run twice and to be cut off.
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final Database database;
    private final MeterRegistry meters;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    public Jobs(Database database, MeterRegistry meters) {
        this.database = database;
        this.meters = meters;
    }

    /// @param name in metrics and as the lock's name
    /// @param every the pause between two passes; the first one runs after it
    /// @param pass runs inside the transaction that holds the lock
    public void repeat(String name, Duration every, Pass pass) {
        errand(
                name,
                every,
                tx -> {
                    pass.run(tx);
                    return () -> {};
                });
    }

    /// Work that calls out, which no transaction may wait for.
    ///
    /// @param errand says inside the transaction what is to be done once it has committed
    public void errand(String name, Duration every, Errand errand) {
        // Known from the start, so that an alert on failures has a zero to compare with.
        List.of("done", "skipped", "failed").forEach(outcome -> passes(name, outcome));
        threads.add(
                Thread.ofVirtual()
                        .name("job-" + name)
                        .start(
                                () -> {
                                    while (!stopping(every)) {
                                        run(name, errand);
                                    }
                                }));
    }

    @FunctionalInterface
    public interface Pass {
        void run(Tx tx);
    }

    @FunctionalInterface
    public interface Errand {
        Runnable prepare(Tx tx);
    }

    private void run(String name, Errand errand) {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "skipped";
        try {
            Optional<Runnable> prepared =
                    database.write(
                            tx ->
                                    AdvisoryLock.tryAcquire(tx, "job:" + name)
                                            ? Optional.of(errand.prepare(tx))
                                            : Optional.empty());
            prepared.ifPresent(Runnable::run);
            outcome = prepared.isPresent() ? "done" : "skipped";
        } catch (RuntimeException failure) {
            outcome = "failed";
            LOG.atWarn()
                    .addKeyValue("job", name)
                    .setCause(failure)
                    .log("a job failed and will run again");
        } finally {
            sample.stop(passes(name, outcome));
        }
    }

    private Timer passes(String name, String outcome) {
        return Timer.builder("atrium.jobs")
                .description("Passes of repeating jobs")
                .tag("job", name)
                .tag("outcome", outcome)
                .register(meters);
    }

    private boolean stopping(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        threads.forEach(Thread::interrupt);
    }
}
