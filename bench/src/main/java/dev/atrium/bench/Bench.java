package dev.atrium.bench;

import dev.atrium.bench.provider.ProviderBench;
import dev.atrium.bench.provider.Scenario;
import dev.atrium.bench.reads.ReadsBench;
import dev.atrium.kernel.RandomIds;
import dev.atrium.storage.PostgresUri;
import dev.atrium.storage.embedded.EmbeddedPostgres;
import dev.atrium.storage.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `atrium bench`.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures Atrium on this machine, with PostgreSQL of its own or POSTGRES_URI.",
        subcommands = {Bench.Reads.class, Bench.Provider.class})
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new Bench())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments));
    }

    /// Work that needs a PostgreSQL server.
    @FunctionalInterface
    private interface Work {
        void on(PostgresUri postgres) throws IOException;
    }

    private static void withPostgres(Work work) throws IOException {
        String given = System.getenv().getOrDefault("POSTGRES_URI", "");
        if (!given.isEmpty()) {
            work.on(PostgresUri.parse(given));
            return;
        }
        Path directory = Files.createTempDirectory("atrium-bench");
        RandomIds ids = new RandomIds(new SecureRandom(), Clock.systemUTC());
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.throwaway(directory, FreePort.choose(), ids)) {
            work.on(postgres.uri());
        }
    }

    @Command(
            name = "reads",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Membership's reads beside a constant answer of the same size.")
    static final class Reads implements Callable<Integer> {
        @Option(
                names = "--organizations",
                defaultValue = "1000",
                description = "default ${DEFAULT-VALUE}")
        private int organizations;

        @Option(
                names = "--stacks",
                defaultValue = "10000",
                description = "default ${DEFAULT-VALUE}")
        private int stacks;

        @Option(
                names = "--sizes",
                split = ",",
                description = "numbers of stacks to measure side by side, such as 1000,1000000")
        private List<Integer> sizes = List.of();

        @Option(
                names = "--seconds",
                defaultValue = "10",
                description = "of a round, default ${DEFAULT-VALUE}")
        private int seconds;

        @Option(
                names = "--warm-up",
                defaultValue = "10",
                description = "seconds of each kind, default ${DEFAULT-VALUE}")
        private int warmUp;

        @Option(names = "--rounds", defaultValue = "2", description = "default ${DEFAULT-VALUE}")
        private int rounds;

        @Option(
                names = "--connections",
                defaultValue = "16",
                description = "default ${DEFAULT-VALUE}")
        private int connections;

        @Option(
                names = "--caller",
                defaultValue = "person",
                description = "person or client, default ${DEFAULT-VALUE}")
        private String caller = "person";

        @Option(names = "--jvm", description = "an option of the measured server's JVM")
        private List<String> jvm = List.of();

        @Override
        public Integer call() throws IOException {
            ReadsBench bench =
                    new ReadsBench(
                            new ReadsBench.Wish(
                                    organizations,
                                    stacks,
                                    sizes,
                                    seconds,
                                    warmUp,
                                    rounds,
                                    connections,
                                    caller,
                                    jvm),
                            System.out);
            withPostgres(bench::run);
            return 0;
        }
    }

    @Command(
            name = "provider",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "What the Dex role does with a second of processor time, beside another program"
                            + " that reads Dex's configuration file.")
    static final class Provider implements Callable<Integer> {
        @Option(
                names = "--atrium",
                required = true,
                description = "the command to measure, such as ./atrium")
        private Path atrium = Path.of("atrium");

        @Option(names = "--beside", description = "a dex program to alternate with")
        private Optional<Path> beside = Optional.empty();

        @Option(
                names = "--workers",
                defaultValue = "8",
                description = "who ask at once, default ${DEFAULT-VALUE}")
        private int workers;

        @Option(
                names = "--seconds",
                defaultValue = "10",
                description = "of a round, default ${DEFAULT-VALUE}")
        private int seconds;

        @Option(
                names = "--warm-up",
                defaultValue = "20",
                description = "seconds of each kind for the JVM, default ${DEFAULT-VALUE}")
        private int warmUp;

        @Option(names = "--rounds", defaultValue = "3", description = "default ${DEFAULT-VALUE}")
        private int rounds;

        @Option(
                names = "--only",
                split = ",",
                description = "of ${COMPLETION-CANDIDATES}; all of them unless said")
        private List<Scenario> only = List.of(Scenario.values());

        @Override
        public Integer call() throws IOException {
            Map<String, List<String>> programs = new LinkedHashMap<>();
            programs.put(ProviderBench.ATRIUM, List.of(atrium.toString(), "dex", "serve"));
            beside.ifPresent(dex -> programs.put("dex", List.of(dex.toString(), "serve")));
            ProviderBench bench =
                    new ProviderBench(
                            new ProviderBench.Wish(
                                    programs, workers, seconds, warmUp, rounds, only),
                            System.out);
            withPostgres(bench::run);
            return 0;
        }
    }
}
