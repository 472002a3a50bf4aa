package dev.atrium.membership.event;

import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what waits, at least once, in order for each organization and receiver. A pass runs inside
/// a job's transaction and only says what is to be sent; that happens after it, without any lock.
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration TURN = Duration.ofSeconds(45);
    private static final int AT_ONCE = 16;
    private static final int SPREAD = 500;
    private static final int TURN_EVENTS = 100;
    private static final int COUNTED = 10_000;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Database database;
    private final OutboxStore store = new OutboxStore();
    private final boolean broker;
    private final Function<String, Optional<Sink>> sinks;
    private final int attempts;
    private final Clock clock;
    private final MeterRegistry meters;
    private final AtomicLong backlog = new AtomicLong();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    /// @param broker whether there is a sink `nats`
    /// @param sinks by name; empty for one that is gone
    /// @param attempts before an event is put aside
    public Outbox(
            Database database,
            boolean broker,
            Function<String, Optional<Sink>> sinks,
            int attempts,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.broker = broker;
        this.sinks = sinks;
        this.attempts = attempts;
        this.clock = clock;
        this.meters = meters;
        Gauge.builder("atrium.events.waiting", backlog, AtomicLong::get)
                .description("Events that a receiver has not taken yet, counted up to 10,000")
                .register(meters);
    }

    /// @return what is to be done after the transaction
    public Runnable pass(Tx tx) {
        Instant now = clock.instant();
        store.spread(tx, broker, SPREAD, now);
        backlog.set(store.backlog(tx, COUNTED));
        int free = places.drainPermits();
        List<OutboxStore.Lane> lanes =
                free == 0 ? List.of() : store.lease(tx, free, now, now.plus(LEASE));
        places.release(free);
        return () -> lanes.forEach(this::start);
    }

    private void start(OutboxStore.Lane lane) {
        places.acquireUninterruptibly();
        senders.execute(
                () -> {
                    try {
                        serve(lane);
                    } catch (RuntimeException failure) {
                        // The lease runs out and somebody else takes the lane.
                        LOG.atWarn()
                                .addKeyValue("sink", lane.sink())
                                .setCause(failure)
                                .log("events could not be sent and will be tried again");
                    } finally {
                        places.release();
                    }
                });
    }

    private void serve(OutboxStore.Lane lane) {
        Optional<Sink> sink = sinks.apply(lane.sink());
        if (sink.isEmpty()) {
            // An endpoint that is switched off keeps what waits for it.
            settle(lane, List.of(), Optional.empty(), clock.instant().plus(LONGEST_PAUSE));
            return;
        }
        Instant stop = clock.instant().plus(TURN);
        List<Long> done = new ArrayList<>();
        for (Event event : database.<List<Event>>read(tx -> store.waiting(tx, lane, TURN_EVENTS))) {
            if (clock.instant().isAfter(stop)) {
                break;
            }
            try {
                sink.orElseThrow().deliver(event);
                done.add(event.seq());
                count(sink.orElseThrow(), "delivered").increment();
            } catch (Sink.Refusal refusal) {
                count(sink.orElseThrow(), "refused").increment();
                refused(lane, sink.orElseThrow(), done, event, refusal);
                return;
            }
        }
        settle(lane, done, Optional.empty(), clock.instant());
    }

    private void refused(
            OutboxStore.Lane lane, Sink sink, List<Long> done, Event event, Sink.Refusal refusal) {
        int tried = (done.isEmpty() ? lane.attempts() : 0) + 1;
        boolean over = sink.patience() == Sink.Patience.LIMITED && tried >= attempts;
        LOG.atWarn()
                .addKeyValue("sink", lane.sink())
                .addKeyValue("event", event.id())
                .addKeyValue("attempt", tried)
                .log(
                        "an event was not taken{}: {}",
                        over ? " and is put aside" : "",
                        refusal.getMessage());
        if (over) {
            count(sink, "put_aside").increment();
        }
        settle(
                lane,
                done,
                Optional.of(
                        new Failed(
                                event.seq(),
                                String.valueOf(refusal.getMessage()),
                                over ? 0 : tried,
                                over)),
                over ? clock.instant() : clock.instant().plus(pause(tried)));
    }

    /// @param over whether the event is put aside
    private record Failed(long seq, String reason, int attempts, boolean over) {}

    private void settle(
            OutboxStore.Lane lane, List<Long> done, Optional<Failed> failed, Instant due) {
        database.writing(
                tx -> {
                    store.lock(tx, lane);
                    if (!done.isEmpty()) {
                        store.delivered(tx, lane.sink(), done);
                    }
                    failed.filter(Failed::over)
                            .ifPresent(
                                    event ->
                                            store.putAside(
                                                    tx,
                                                    lane.sink(),
                                                    event.seq(),
                                                    event.reason(),
                                                    clock.instant()));
                    store.release(tx, lane, failed.map(Failed::attempts).orElse(0), due);
                });
    }

    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private Counter count(Sink sink, String outcome) {
        return Counter.builder("atrium.events.sent")
                .description("Attempts to send events")
                .tag("sink", sink.kind())
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
