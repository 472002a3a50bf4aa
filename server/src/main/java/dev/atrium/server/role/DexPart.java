package dev.atrium.server.role;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.local.LocalConnector;
import dev.atrium.connectors.local.LocalPeople;
import dev.atrium.connectors.local.PasswordStore;
import dev.atrium.connectors.local.StoredPasswords;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.dex.DexSettings;
import dev.atrium.dex.command.HashPassword;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigException;
import dev.atrium.dex.config.GrpcConfig;
import dev.atrium.dex.config.WebConfig;
import dev.atrium.dex.opening.OpenConnectors;
import dev.atrium.dex.opening.Settings;
import dev.atrium.dex.server.Dex;
import dev.atrium.dex.takeover.OwnTables;
import dev.atrium.dex.takeover.TakeOver;
import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.http.Tls;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.keys.KeyRing;
import dev.atrium.server.grpc.ApiListener;
import dev.atrium.server.telemetry.DexMetrics;
import dev.atrium.server.telemetry.PlainErrors;
import dev.atrium.server.telemetry.Readiness;
import dev.atrium.storage.Database;
import dev.atrium.storage.Jobs;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.Notifications;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The role Dex.
public final class DexPart implements Part {
    private static final Logger LOG = LoggerFactory.getLogger(DexPart.class);
    /// The schema of the people whom we know by a password.
    public static final String PASSWORDS = "dex_passwords";

    private final Closing closing = new Closing();
    private final Readiness readiness;

    private DexPart(Readiness readiness) {
        this.readiness = readiness;
    }

    /// Brings the role's tables up to date and serves until closed.
    ///
    /// @throws DexConfigException when the configuration cannot be served
    public static DexPart start(
            DexConfig config, Database database, MasterKey master, Machine machine) {
        migrate(database);
        DexPart part =
                new DexPart(
                        new Readiness()
                                .check(
                                        "storage",
                                        () -> {
                                            if (!database.answers()) {
                                                throw new Problem.Unavailable(
                                                        "the database does not answer");
                                            }
                                        }));
        try {
            part.open(config, database, master, machine);
            return part;
        } catch (RuntimeException failure) {
            part.close();
            throw failure;
        }
    }

    /// Brings the role's tables up to date.
    public static void migrate(Database database) {
        Dex.migrations(database).up();
        new Migrations(database, PASSWORDS, PasswordStore.MIGRATIONS).up();
    }

    private void open(DexConfig config, Database database, MasterKey master, Machine machine) {
        OwnTables ownTables = ownTables(config, database, master, machine);
        boolean follows = ownTables.start();
        ConnectorKinds kinds =
                new ConnectorKinds(
                        machine::outgoing,
                        machine.way().authorities()::applied,
                        machine.way().googleAccount(),
                        machine.ids(),
                        machine.clock());
        refuseSecondFactors(config);
        StoredPasswords stored =
                new StoredPasswords(database.in(PASSWORDS), new PasswordStore(), machine.clock());
        DexSettings settings = Settings.of(config, local(config, stored, machine), kinds);
        Dex dex =
                closing.add(
                        new Dex(
                                settings,
                                new Dex.Surroundings(
                                        database,
                                        master,
                                        machine.clock(),
                                        machine.ids(),
                                        machine.telemetry().registry(),
                                        machine.signatures().get(),
                                        machine.outgoing(new Trust.Standard()),
                                        OpenConnectors.added(kinds),
                                        config.enablePasswordDb()
                                                ? Optional.of(
                                                        new LocalPeople(
                                                                Settings.people(config), stored))
                                                : Optional.empty(),
                                        machine.version())));
        dex.start();
        closing.add(Notifications.listen(database, Map.of(KeyRing.CHANNEL, dex.keys()::changed)));
        Jobs jobs = closing.add(new Jobs(database.in(Dex.SCHEMA), machine.telemetry().registry()));
        jobs.repeat(
                "dex-expired-rows",
                Duration.ofMinutes(5),
                tx -> dex.collect(tx, machine.clock().instant()));
        if (follows) {
            jobs.repeat("dex-take-over", OwnTables.LOOK_EVERY, ownTables::follow);
        }
        config.web()
                .http()
                .ifPresent(text -> listen(settings(Address.parse("web.http", text)), dex, machine));
        config.web()
                .https()
                .ifPresent(
                        text ->
                                listen(
                                        settings(Address.parse("web.https", text))
                                                .with(tls(config.web())),
                                        dex,
                                        machine));
        config.grpc().ifPresent(grpc -> closing.add(api(grpc, dex)));
        config.telemetry()
                .http()
                .ifPresent(text -> telemetry(Address.parse("telemetry.http", text), machine));
    }

    private static OwnTables ownTables(
            DexConfig config, Database database, MasterKey master, Machine machine) {
        return new OwnTables(
                database.in(Dex.SCHEMA),
                new TakeOver(master, TakeOver.Setting.of(config), PASSWORDS, machine.clock()),
                machine.clock());
    }

    /// Who configures second factors must not be served without them.
    private static void refuseSecondFactors(DexConfig config) {
        if (!config.mfa().authenticators().isEmpty()) {
            throw DexConfigException.server(
                    "mfa.authenticators: second factors are not available in this build; without them everybody would log in with one");
        }
    }

    private static ServerSettings settings(Address address) {
        return ServerSettings.of("dex", address.bind(), address.port()).withoutRequestIdHeader();
    }

    private static Tls tls(WebConfig web) {
        return new Tls(
                Path.of(web.tlsCert().orElse("")),
                Path.of(web.tlsKey().orElse("")),
                web.tls().minimum(),
                web.tls().maximum());
    }

    private static ApiListener api(GrpcConfig grpc, Dex dex) {
        Address address = Address.parse("grpc.addr", grpc.address());
        if (grpc.tlsClientCa().isEmpty()) {
            LOG.warn(
                    "grpc.addr {} is open to whoever reaches it: set grpc.tlsClientCA, or keep it to yourself",
                    grpc.address());
        }
        return ApiListener.start(
                address.host().isEmpty()
                        ? new InetSocketAddress(address.port())
                        : new InetSocketAddress(address.host(), address.port()),
                grpc.tlsCert()
                        .map(
                                certificate ->
                                        new ApiListener.Tls(
                                                Path.of(certificate).toFile(),
                                                Path.of(grpc.tlsKey().orElse("")).toFile(),
                                                grpc.tlsClientCa().map(Path::of).map(Path::toFile),
                                                grpc.tls().minimum(),
                                                grpc.tls().maximum())),
                grpc.reflection(),
                dex.api());
    }

    private void listen(ServerSettings settings, Dex dex, Machine machine) {
        closing.add(
                HttpServer.start(
                        settings.with(
                                new DexMetrics(
                                        machine.telemetry().registry(),
                                        dex.issuerPath(),
                                        machine.version())),
                        dex.routes(),
                        dex.errors(),
                        machine.ids(),
                        machine.telemetry().registry()));
    }

    private void telemetry(Address address, Machine machine) {
        closing.add(
                HttpServer.start(
                        ServerSettings.of("telemetry", address.bind(), address.port()),
                        machine.telemetry().routes(readiness),
                        new PlainErrors(),
                        machine.ids(),
                        machine.telemetry().registry()));
    }

    private static Optional<Connector> local(
            DexConfig config, StoredPasswords stored, Machine machine) {
        return config.enablePasswordDb()
                ? Optional.of(
                        new LocalConnector(
                                Settings.people(config),
                                stored,
                                HashPassword.STANDARD_COST,
                                machine.random()))
                : Optional.empty();
    }

    @Override
    public String name() {
        return "Dex";
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    @Override
    public void close() {
        closing.close();
    }
}
