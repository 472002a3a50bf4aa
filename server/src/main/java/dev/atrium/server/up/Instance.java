package dev.atrium.server.up;

import dev.atrium.console.ConsoleSettings;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigFile;
import dev.atrium.dex.config.DexOverrides;
import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.YamlText;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.settings.SettingsBinder;
import dev.atrium.membership.wizard.Terminal;
import dev.atrium.membership.wizard.Wizard;
import dev.atrium.server.program.Warnings;
import dev.atrium.server.role.Address;
import dev.atrium.server.role.Closing;
import dev.atrium.server.role.ConsolePart;
import dev.atrium.server.role.DexPart;
import dev.atrium.server.role.Machine;
import dev.atrium.server.role.MembershipPart;
import dev.atrium.server.role.Part;
import dev.atrium.server.telemetry.PlainErrors;
import dev.atrium.server.telemetry.Readiness;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.MasterKeys;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import dev.atrium.storage.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything of one machine, running: the database first, then the schema and the declared
/// objects, then all roles at once.
final class Instance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    private final Closing closing = new Closing();
    private final DataDirectory directory;
    private final Ports ports;
    private final Inputs inputs;
    private final Machine machine;
    private final List<Part> parts = new ArrayList<>();
    private Duration databaseTook = Duration.ZERO;
    private PostgresUri uri = PostgresUri.parse("postgresql://localhost");

    private Instance(DataDirectory directory, Ports ports, Inputs inputs, Machine machine) {
        this.directory = closing.add(directory);
        this.ports = ports;
        this.inputs = inputs;
        this.machine = machine;
        closing.add(machine.telemetry());
    }

    static Instance start(
            DataDirectory directory,
            Ports ports,
            Inputs inputs,
            Machine machine,
            Map<String, String> environment)
            throws IOException {
        Instance instance = new Instance(directory, ports, inputs, machine);
        try {
            instance.open(environment);
            return instance;
        } catch (RuntimeException | IOException failure) {
            instance.close();
            throw failure;
        }
    }

    private void open(Map<String, String> environment) throws IOException {
        Optional<String> given =
                Optional.ofNullable(environment.get("POSTGRES_URI"))
                        .filter(text -> !text.isBlank());
        uri = given.isPresent() ? PostgresUri.parse(given.orElseThrow()) : embedded();
        Database database =
                closing.add(
                        Database.open(
                                uri,
                                PoolSettings.DEFAULT.withMaxOpen(30),
                                "up",
                                machine.telemetry().registry()));
        MembershipPart.migrate(database);
        MasterKey master = masterKey(database, environment, given.isEmpty());
        Deployment deployment =
                Deployment.of(
                        ports, secrets(master), inputs.values(), inputs.wizard(), inputs.config());
        MembershipSettings settings = membership(deployment);
        declare(database, deployment, master);
        startAll(deployment, settings, database, master);
        telemetry();
        directory.writeEnvironment(shellVariables());
    }

    private PostgresUri embedded() throws IOException {
        Instant before = machine.clock().instant();
        EmbeddedPostgres started =
                closing.add(
                        EmbeddedPostgres.durable(
                                directory.resolve("postgres"), ports.postgres(), machine.ids()));
        databaseTook = Duration.between(before, machine.clock().instant());
        return started.uri();
    }

    /// Beside the embedded database the key is a file of its own, so that a dump does not contain
    /// it; a database that is used from elsewhere keeps its own unless one is configured.
    private MasterKey masterKey(
            Database database, Map<String, String> environment, boolean embedded)
            throws IOException {
        Optional<Secret> configured =
                Optional.ofNullable(environment.get("MASTER_KEY"))
                        .filter(text -> !text.isBlank())
                        .map(Secret::of);
        if (configured.isEmpty() && embedded) {
            configured = Optional.of(directory.secret("master.key", machine.ids()));
        }
        MasterKeys.Found found =
                MasterKeys.find(database, configured, machine.random(), machine.ids());
        Warnings.masterKey(found, machine.telemetry().registry());
        return found.key();
    }

    private static Deployment.Secrets secrets(MasterKey master) {
        return new Deployment.Secrets(
                derived(master, "relying-party"),
                derived(master, "portal"),
                derived(master, "console"));
    }

    private static Secret derived(MasterKey master, String use) {
        return Secret.of(HexFormat.of().formatHex(master.derive("up:" + use)));
    }

    private MembershipSettings membership(Deployment deployment) throws IOException {
        Path file = directory.write("membership.yaml", YamlText.write(deployment.membershipFile()));
        Map<String, String> variables = new LinkedHashMap<>(deployment.environment());
        variables.put("POSTGRES_URI", uri.whole().reveal());
        variables.put("CONFIG", file.toString());
        return new SettingsBinder(variables).bind(Flags.serve(), Map.of());
    }

    /// Runs the wizard as its own command would, and says what it said when it refuses. What became
    /// of the demo's objects is nobody's mistake.
    private void declare(Database database, Deployment deployment, MasterKey master)
            throws IOException {
        Path file = directory.write("wizard.yaml", YamlText.write(deployment.wizardFile()));
        MembershipSettings wizardSettings =
                new SettingsBinder(Map.of("POSTGRES_URI", uri.whole().reveal()))
                        .bind(Flags.wizard(), Map.of("config", file.toString()));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream lines = new PrintStream(said, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(new BufferedReader(Reader.nullReader()), lines, lines, false);
        int exit =
                new Wizard(database, wizardSettings, master, machine.clock(), machine.ids())
                        .run(terminal);
        String findings = said.toString(StandardCharsets.UTF_8).strip();
        if (exit != 0 && inputs.demo()) {
            LOG.info("the demo's objects were changed and stay as they are: {}", findings);
        } else if (exit != 0) {
            throw new UpException("the declared objects were not applied:\n" + findings);
        }
    }

    /// The roles do not need each other to start, so they start at once.
    private void startAll(
            Deployment deployment, MembershipSettings settings, Database database, MasterKey master)
            throws IOException {
        List<Callable<Part>> starts = new ArrayList<>();
        if (deployment.dexFile().isPresent()) {
            DexConfig dex =
                    dex(
                            directory.write(
                                    "dex.yaml",
                                    YamlText.write(deployment.dexFile().orElseThrow())));
            starts.add(() -> DexPart.start(dex, database, master, machine));
        }
        starts.add(
                () ->
                        MembershipPart.start(
                                settings,
                                loopback(ports.membership()),
                                loopback(ports.grpc()),
                                database,
                                master,
                                machine));
        Deployment.Secrets secrets = secrets(master);
        starts.add(
                () ->
                        console(
                                ConsoleSettings.App.PORTAL,
                                "portal",
                                secrets.portal(),
                                ports.portal(),
                                database,
                                master));
        starts.add(
                () ->
                        console(
                                ConsoleSettings.App.CONSOLE,
                                "console-v3",
                                secrets.console(),
                                ports.console(),
                                database,
                                master));
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Part>> started = new ArrayList<>();
            starts.forEach(start -> started.add(executor.submit(start)));
            for (Future<Part> future : started) {
                parts.add(closing.add(future.get()));
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UpException("the start was interrupted");
        }
    }

    private DexConfig dex(Path file) {
        Map<String, String> variables = Map.of("POSTGRES_URI", uri.whole().reveal());
        return DexConfigFile.load(file, variables, DexOverrides.NONE);
    }

    private ConsolePart console(
            ConsoleSettings.App app,
            String client,
            Secret secret,
            int port,
            Database database,
            MasterKey master) {
        boolean portal = app == ConsoleSettings.App.PORTAL;
        ConsoleSettings settings =
                new ConsoleSettings(
                        app,
                        URI.create("http://localhost:" + port),
                        URI.create(Deployment.membershipUrl(ports)),
                        client,
                        secret,
                        derived(master, "cookies-" + app.id()),
                        Optional.of(
                                URI.create(
                                        portal
                                                ? Deployment.consoleUrl(ports)
                                                : Deployment.portalUrl(ports))),
                        Duration.ofDays(3));
        return ConsolePart.start(settings, loopback(port), database, machine);
    }

    private static Address loopback(int port) {
        return new Address("127.0.0.1", port);
    }

    private void telemetry() {
        Readiness all = new Readiness();
        for (Part part : parts) {
            all.check(
                    part.name(),
                    () -> {
                        Map<String, String> report = part.readiness().report();
                        if (!report.values().stream().allMatch("ok"::equals)) {
                            throw new UpException(report.toString());
                        }
                    });
        }
        closing.add(
                HttpServer.start(
                        ServerSettings.of("telemetry", "127.0.0.1", ports.telemetry()),
                        machine.telemetry().routes(all),
                        new PlainErrors(),
                        machine.ids(),
                        machine.telemetry().registry()));
    }

    StatusTable table() {
        List<StatusTable.Part> rows = new ArrayList<>();
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Dex", Deployment.dexUrl(ports));
        addresses.put("Membership", Deployment.membershipUrl(ports));
        addresses.put("Portal", Deployment.portalUrl(ports));
        addresses.put("Console", Deployment.consoleUrl(ports));
        for (Part part : parts) {
            Map<String, String> report = part.readiness().report();
            String state =
                    report.entrySet().stream()
                            .filter(entry -> !entry.getValue().equals("ok"))
                            .map(entry -> entry.getKey() + ": " + entry.getValue())
                            .findFirst()
                            .orElse("ready");
            rows.add(
                    new StatusTable.Part(
                            part.name(), addresses.getOrDefault(part.name(), ""), state));
            if (part instanceof MembershipPart) {
                rows.add(new StatusTable.Part("gRPC", "localhost:" + ports.grpc(), state));
            }
        }
        rows.add(new StatusTable.Part("PostgreSQL", uri.host() + ":" + uri.port(), "ready"));
        rows.add(
                new StatusTable.Part(
                        "metrics", "http://localhost:" + ports.telemetry() + "/metrics", "ready"));
        return new StatusTable(
                rows,
                DemoAccounts.of(inputs.wizard(), inputs.values().demoPasswords()),
                directory.resolve("env"),
                directory.resolve("atrium.log"),
                new StatusTable.Took(sinceProcessStart(), databaseTook));
    }

    private Duration sinceProcessStart() {
        Instant now = machine.clock().instant();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }

    private Map<String, String> shellVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DEX_URL", Deployment.dexUrl(ports));
        variables.put("MEMBERSHIP_URL", "http://localhost:" + ports.membership());
        variables.put("PORTAL_URL", Deployment.portalUrl(ports));
        variables.put("CONSOLE_URL", Deployment.consoleUrl(ports));
        variables.put("GRPC_ADDR", "localhost:" + ports.grpc());
        variables.put("POSTGRES_URI", uri.whole().reveal());
        account("ADMIN", variables, "DEMO_ADMIN");
        account("USER", variables, "DEMO_USER");
        return variables;
    }

    private void account(String role, Map<String, String> variables, String name) {
        DemoAccounts.of(inputs.wizard(), inputs.values().demoPasswords()).stream()
                .filter(account -> account.role().equalsIgnoreCase(role))
                .findFirst()
                .ifPresent(
                        account -> {
                            variables.put(name + "_EMAIL", account.email());
                            account.password()
                                    .ifPresent(
                                            password ->
                                                    variables.put(name + "_PASSWORD", password));
                        });
    }

    @Override
    public void close() {
        closing.close();
    }
}
