package dev.atrium.bench.reads;

import dev.atrium.bench.database.DatabaseStore;
import dev.atrium.bench.load.Latencies;
import dev.atrium.bench.process.CpuTime;
import dev.atrium.membership.Membership;
import dev.atrium.storage.Database;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Fills a database of each size, starts a server on each, and measures its reads beside a constant
/// answer in rounds that alternate, so that whatever else the machine does meets all alike.
public final class ReadsBench {
    private final Wish wish;
    private final PrintStream out;
    private final SeedStore store = new SeedStore();
    private final DatabaseStore databases = new DatabaseStore();

    /// @param organizations and `stacks`: the one size that is measured, unless there are `sizes`
    /// @param sizes numbers of stacks that are measured side by side, in organizations that each
    ///     fill a page
    /// @param caller `person` or `client`
    /// @param jvmOptions of the measured server
    public record Wish(
            int organizations,
            int stacks,
            List<Integer> sizes,
            int seconds,
            int warmUp,
            int rounds,
            int connections,
            String caller,
            List<String> jvmOptions) {
        List<Size> all() {
            return sizes.isEmpty()
                    ? List.of(new Size(organizations, stacks))
                    : sizes.stream().map(count -> Size.fullPages(count, organizations)).toList();
        }
    }

    public ReadsBench(Wish wish, PrintStream out) {
        this.wish = wish;
        this.out = out;
    }

    /// @param postgres a server where databases can be made; those of this run are dropped
    public void run(PostgresUri postgres) throws IOException {
        List<Subject> subjects = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (Database admin = open(postgres)) {
            try {
                for (Size size : wish.all()) {
                    String name = "atrium_bench_" + size.stacks();
                    names.add(name);
                    admin.read(tx -> databases.create(tx, name));
                    fill(postgres.withDatabase(name), size);
                }
                // Not before all are filled: a large one takes longer than an access token lasts.
                for (int index = 0; index < names.size(); index++) {
                    subjects.add(
                            Subject.start(
                                    postgres.withDatabase(names.get(index)),
                                    wish.all().get(index),
                                    wish.caller(),
                                    wish.jvmOptions()));
                }
                CpuTime cpu = CpuTime.ofParent(admin.read(databases::backend));
                for (Subject subject : subjects) {
                    report(subject);
                }
                measure(subjects, cpu);
            } finally {
                subjects.forEach(Subject::close);
                for (String name : names) {
                    admin.read(tx -> databases.drop(tx, name));
                }
            }
        }
    }

    private void fill(PostgresUri uri, Size size) {
        long start = System.nanoTime();
        try (Database database = open(uri)) {
            Membership.migrations(database).forEach(Migrations::up);
            database.writing(tx -> store.fill(tx, size));
            database.read(
                    tx -> {
                        store.settle(tx);
                        return true;
                    });
        }
        say(
                "%,d stacks of %,d organizations, filled in %.0f s",
                size.stacks(), size.organizations(), (System.nanoTime() - start) / 1e9);
    }

    private void report(Subject subject) {
        Greeting greeting = subject.greeting();
        say(
                "%,d stacks: a stack is %,d bytes, a page %,d bytes",
                subject.size().stacks(), greeting.stackBytes(), greeting.listBytes());
        for (Subject.Kind kind : List.of(Subject.Kind.STACK, Subject.Kind.LIST)) {
            List<Plan> plans = subject.plans(kind);
            say("  %s, for the first time and again: %d SQL statements", kind.text(), plans.size());
            for (Plan plan : plans) {
                say(
                        "    %d buffers, at most %d rows in a node, indexes %s, read from end to end %s",
                        plan.buffers(), plan.deepest(), plan.indexes(), plan.tables());
            }
        }
    }

    private void measure(List<Subject> subjects, CpuTime postgres) throws IOException {
        List<Map<Subject.Kind, Tally>> tallies = new ArrayList<>();
        for (Subject subject : subjects) {
            Map<Subject.Kind, Tally> all = new EnumMap<>(Subject.Kind.class);
            for (Subject.Kind kind : Subject.Kind.values()) {
                all.put(kind, new Tally());
                subject.load(kind, wish.connections()).closed(Duration.ofSeconds(wish.warmUp()));
            }
            tallies.add(all);
        }
        for (int round = 0; round < wish.rounds(); round++) {
            for (Subject.Kind kind : Subject.Kind.values()) {
                for (int index = 0; index < subjects.size(); index++) {
                    closed(subjects.get(index), kind, tally(tallies.get(index), kind), postgres);
                }
            }
        }
        for (Subject.Kind kind : Subject.Kind.values()) {
            for (int index = 0; index < subjects.size(); index++) {
                Tally tally = tally(tallies.get(index), kind);
                tally.open(
                        subjects.get(index)
                                .load(kind, wish.connections())
                                .open(tally.rate() / 2, Duration.ofSeconds(wish.seconds())));
            }
        }
        for (int index = 0; index < subjects.size(); index++) {
            print(subjects.get(index).size(), tallies.get(index));
        }
    }

    private void closed(Subject subject, Subject.Kind kind, Tally tally, CpuTime postgres)
            throws IOException {
        double server = subject.cpuSeconds();
        double database = postgres.seconds();
        long start = System.nanoTime();
        Latencies answered =
                subject.load(kind, wish.connections()).closed(Duration.ofSeconds(wish.seconds()));
        tally.closed(
                answered.count(),
                (System.nanoTime() - start) / 1e9,
                subject.cpuSeconds() - server,
                postgres.seconds() - database);
    }

    private void print(Size size, Map<Subject.Kind, Tally> tallies) {
        say("");
        say(
                "%,d stacks of %,d organizations, asked by a %s, %d connections, %d rounds of %d s",
                size.stacks(),
                size.organizations(),
                wish.caller(),
                wish.connections(),
                wish.rounds(),
                wish.seconds());
        say(
                "%-26s %9s %10s %12s %12s %8s %8s %8s %8s",
                "",
                "req/s",
                "req/CPU-s",
                "server µs",
                "postgres µs",
                "of const",
                "per CPU",
                "p50 ms",
                "p99 ms");
        tallies.forEach(
                (kind, tally) -> {
                    Tally constant = Objects.requireNonNull(tallies.get(kind.yardstick()));
                    Latencies latencies = tally.latencies();
                    say(
                            "%-26s %9.0f %10.0f %12.0f %12.0f %7.0f%% %7.0f%% %8.2f %8.2f",
                            kind.text(),
                            tally.rate(),
                            tally.perCpuSecond(),
                            tally.serverCpu(),
                            tally.postgresCpu(),
                            100 * tally.rate() / constant.rate(),
                            100 * tally.perCpuSecond() / constant.perCpuSecond(),
                            latencies.percentile(50),
                            latencies.percentile(99));
                });
    }

    private static Database open(PostgresUri uri) {
        return Database.open(
                uri, PoolSettings.DEFAULT.withMaxOpen(3), "bench", new SimpleMeterRegistry());
    }

    private static Tally tally(Map<Subject.Kind, Tally> all, Subject.Kind kind) {
        return Objects.requireNonNull(all.get(kind), kind::name);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
