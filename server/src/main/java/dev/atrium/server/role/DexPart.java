package dev.atrium.server.role;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.local.LocalConnector;
import dev.atrium.connectors.local.PasswordStore;
import dev.atrium.connectors.local.StoredPasswords;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.dex.DexSettings;
import dev.atrium.dex.command.HashPassword;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigException;
import dev.atrium.dex.opening.Settings;
import dev.atrium.dex.server.Dex;
import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.keys.KeyRing;
import dev.atrium.server.telemetry.PlainErrors;
import dev.atrium.server.telemetry.Readiness;
import dev.atrium.storage.Database;
import dev.atrium.storage.Jobs;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.Notifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The role Dex.
public final class DexPart implements Part {
    private static final Logger LOG = LoggerFactory.getLogger(DexPart.class);
    private static final String PASSWORDS = "dex_passwords";

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
        Dex.migrations(database).up();
        new Migrations(database, PASSWORDS, PasswordStore.MIGRATIONS).up();
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

    /// What Dex would do with this file and this build does not, so that nobody finds out later.
    private static List<String> notServed(DexConfig config) {
        List<String> sentences = new ArrayList<>();
        if (config.web().https().isPresent()) {
            sentences.add("web.https is not served: end TLS in a proxy in front of web.http");
        }
        if (config.grpc().isPresent()) {
            sentences.add("grpc is not served: its clients will not reach this server");
        }
        if (config.sessions().enabled()) {
            sentences.add("sessions are not served: everybody logs in for each client");
        }
        return sentences;
    }

    private void open(DexConfig config, Database database, MasterKey master, Machine machine) {
        ConnectorKinds kinds =
                new ConnectorKinds(machine::outgoing, machine.ids(), machine.clock());
        DexSettings settings = Settings.of(config, local(config, database, machine), kinds);
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
                                        machine.signatures())));
        notServed(config).forEach(LOG::warn);
        dex.start();
        closing.add(Notifications.listen(database, Map.of(KeyRing.CHANNEL, dex.keys()::changed)));
        Jobs jobs = closing.add(new Jobs(database.in(Dex.SCHEMA), machine.telemetry().registry()));
        jobs.repeat(
                "dex-expired-rows",
                Duration.ofMinutes(5),
                tx -> dex.expired().collect(tx, machine.clock().instant()));
        String http =
                config.web()
                        .http()
                        .orElseThrow(
                                () ->
                                        DexConfigException.server(
                                                "web.https alone is not served: set web.http and end TLS in a proxy"));
        listen(Address.parse("web.http", http), dex, machine);
        config.telemetry()
                .http()
                .ifPresent(text -> telemetry(Address.parse("telemetry.http", text), machine));
    }

    private void listen(Address address, Dex dex, Machine machine) {
        closing.add(
                HttpServer.start(
                        ServerSettings.of("dex", address.bind(), address.port())
                                .withoutRequestIdHeader(),
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

    private static Optional<Connector> local(DexConfig config, Database database, Machine machine) {
        if (!config.enablePasswordDb()) {
            return Optional.empty();
        }
        StoredPasswords stored =
                new StoredPasswords(database.in(PASSWORDS), new PasswordStore(), machine.clock());
        return Optional.of(
                new LocalConnector(
                        Settings.people(config),
                        stored,
                        HashPassword.STANDARD_COST,
                        machine.random()));
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
