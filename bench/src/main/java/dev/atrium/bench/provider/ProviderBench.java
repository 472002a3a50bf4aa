package dev.atrium.bench.provider;

import dev.atrium.bench.database.DatabaseStore;
import dev.atrium.bench.process.CpuTime;
import dev.atrium.storage.Database;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Measures what a provider does with a second of processor time, in rounds that alternate between
/// the programs. PostgreSQL's time is counted apart, and that of the load generator not at all.
public final class ProviderBench {
    /// The program that a JVM runs.
    public static final String ATRIUM = "atrium";

    /// In seconds, of every program before it is measured: all that one needs that was compiled
    /// before it was started.
    private static final int SHORT_WARM_UP = 4;

    private final Wish wish;
    private final PrintStream out;
    private final DatabaseStore databases = new DatabaseStore();

    /// @param programs what is measured: a name, and the command to which the file is appended
    /// @param workers that ask, each as soon as it was answered
    /// @param only what is asked
    public record Wish(
            Map<String, List<String>> programs,
            int workers,
            int seconds,
            int warmUp,
            int rounds,
            List<Scenario> only) {}

    public ProviderBench(Wish wish, PrintStream out) {
        this.wish = wish;
        this.out = out;
    }

    /// @param postgres a server where databases can be made; those of this run are dropped
    public void run(PostgresUri postgres) throws IOException {
        Path directory = Files.createTempDirectory("atrium-bench-provider");
        List<Provider> providers = new ArrayList<>();
        try (Database admin =
                Database.open(
                        postgres,
                        PoolSettings.DEFAULT.withMaxOpen(2),
                        "bench",
                        new SimpleMeterRegistry())) {
            try {
                for (Map.Entry<String, List<String>> program : wish.programs().entrySet()) {
                    String database = "atrium_bench_" + program.getKey();
                    admin.read(tx -> databases.create(tx, database));
                    // Dex repeats no transaction, and one that reads a small table from end to end
                    // fails every other one.
                    admin.read(tx -> databases.preferIndexes(tx, database));
                    providers.add(
                            Provider.start(
                                    program.getKey(),
                                    program.getValue(),
                                    postgres.withDatabase(database),
                                    directory,
                                    wish.workers()));
                }
                measure(providers, CpuTime.ofParent(admin.read(databases::backend)));
            } finally {
                providers.forEach(Provider::close);
                for (String program : wish.programs().keySet()) {
                    admin.read(tx -> databases.drop(tx, "atrium_bench_" + program));
                }
                delete(directory);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void measure(List<Provider> providers, CpuTime postgres) throws IOException {
        LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
        for (Provider provider : providers) {
            say(
                    "%s: first answer after %.2f s, then %d MiB resident",
                    provider.name(),
                    provider.startTime().toMillis() / 1e3,
                    provider.resident() >> 20);
        }
        warmUp(providers);
        for (Scenario scenario : wish.only()) {
            Map<String, Figures> each = new LinkedHashMap<>();
            for (Provider provider : providers) {
                each.put(provider.name(), new Figures());
                Crowd.run(scenario, provider.party(), wish.workers(), SHORT_WARM_UP);
            }
            for (int round = 0; round < wish.rounds(); round++) {
                for (Provider provider : providers) {
                    round(scenario, provider, postgres, each);
                }
            }
            print(scenario, each);
        }
        for (Provider provider : providers) {
            say("%s: %d MiB resident in the end", provider.name(), provider.resident() >> 20);
        }
    }

    /// What scenarios share is most of it, so each is measured after all were warmed up.
    private void warmUp(List<Provider> providers) throws IOException {
        for (Provider provider : providers) {
            if (provider.name().equals(ATRIUM)) {
                for (Scenario scenario : wish.only()) {
                    Crowd.run(scenario, provider.party(), wish.workers(), wish.warmUp());
                }
            }
        }
    }

    private void round(
            Scenario scenario, Provider provider, CpuTime postgres, Map<String, Figures> each)
            throws IOException {
        try (Crowd crowd = Crowd.gather(scenario, provider.party(), wish.workers())) {
            double server = provider.cpuSeconds();
            double database = postgres.seconds();
            long start = System.nanoTime();
            Crowd.Work work = crowd.work(Duration.ofSeconds(wish.seconds()));
            Objects.requireNonNull(each.get(provider.name()))
                    .add(
                            work,
                            (System.nanoTime() - start) / 1e9,
                            provider.cpuSeconds() - server,
                            postgres.seconds() - database);
        }
    }

    private void print(Scenario scenario, Map<String, Figures> each) {
        Figures first = each.values().iterator().next();
        each.forEach(
                (name, figures) ->
                        say(
                                "%-28s %-10s %8.0f per CPU-second %8.0f a second %8.2f ms server %6.2f ms PostgreSQL %6.2f times %4d failed",
                                scenario.text(),
                                name,
                                figures.perCpuSecond(),
                                figures.rate(),
                                figures.server(),
                                figures.postgres(),
                                first.perCpuSecond() / figures.perCpuSecond(),
                                figures.failed()));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
