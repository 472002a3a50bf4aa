package dev.atrium.dex.server;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.local.LocalConnector;
import dev.atrium.connectors.local.LocalPeople;
import dev.atrium.connectors.local.PasswordStore;
import dev.atrium.connectors.local.StoredPasswords;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.dex.DexSettings;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigFile;
import dev.atrium.dex.config.DexOverrides;
import dev.atrium.dex.opening.OpenConnectors;
import dev.atrium.dex.opening.Settings;
import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.embedded.FreePort;
import dev.atrium.testkit.FakeClock;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One process of the role, as far as its peers can tell: several of them share a database.
final class DexServer implements AutoCloseable {
    private static final String PASSWORDS = "dex_passwords";

    private final Dex dex;
    private final HttpServer http;
    private final Server api;
    private final String base;

    private DexServer(Dex dex, HttpServer http, Server api, String base) {
        this.dex = dex;
        this.http = http;
        this.api = api;
        this.base = base;
    }

    /// What a process is started with.
    ///
    /// @param config a configuration file whose placeholders are filled in
    /// @param port to listen on
    /// @param origin at which clients reach the issuer
    record Setup(
            Database database,
            FakeClock clock,
            String config,
            Map<String, String> environment,
            int port,
            String origin) {
        static Setup of(Database database, FakeClock clock, String config) {
            int port = FreePort.choose();
            return new Setup(database, clock, config, Map.of(), port, "http://127.0.0.1:" + port);
        }

        Setup with(Map<String, String> variables) {
            return new Setup(database, clock, config, variables, port, origin);
        }

        Setup replacing(String placeholder, String value) {
            return new Setup(
                    database,
                    clock,
                    config.replace("${" + placeholder + "}", value),
                    environment,
                    port,
                    origin);
        }
    }

    static DexServer start(Database database, FakeClock clock, String config) {
        return start(Setup.of(database, clock, config));
    }

    /// A further process of the same issuer, which is reached at an address of its own.
    static DexServer beside(Database database, FakeClock clock, String config, DexServer first) {
        return start(
                new Setup(database, clock, config, Map.of(), FreePort.choose(), first.origin()));
    }

    static DexServer start(Setup setup) {
        Database database = setup.database();
        FakeClock clock = setup.clock();
        RandomIds ids = new RandomIds(new SecureRandom(), clock);
        DexConfig file = config(setup);
        ConnectorKinds kinds = new ConnectorKinds(_ -> outgoing(), ids, clock);
        StoredPasswords stored =
                new StoredPasswords(database.in(PASSWORDS), new PasswordStore(), clock);
        DexSettings settings = Settings.of(file, local(file, stored), kinds);
        Dex.migrations(database).up();
        new Migrations(database, PASSWORDS, PasswordStore.MIGRATIONS).up();
        Dex dex =
                new Dex(
                        settings,
                        new Dex.Surroundings(
                                database,
                                MasterKey.of(Secret.of("test"), new SecureRandom()),
                                clock,
                                ids,
                                new SimpleMeterRegistry(),
                                Optional.empty(),
                                outgoing(),
                                OpenConnectors.added(kinds),
                                file.enablePasswordDb()
                                        ? Optional.of(
                                                new LocalPeople(Settings.people(file), stored))
                                        : Optional.empty(),
                                "test"));
        dex.start();
        HttpServer http =
                HttpServer.start(
                        ServerSettings.of("dex", "127.0.0.1", setup.port())
                                .withoutRequestIdHeader(),
                        dex.routes(),
                        dex.errors(),
                        ids,
                        new SimpleMeterRegistry());
        String path = settings.issuer().replaceFirst("https?://[^/]*", "");
        return new DexServer(dex, http, api(dex), "http://127.0.0.1:" + setup.port() + path);
    }

    private static DexConfig config(Setup setup) {
        return DexConfigFile.parse(
                "dex.yaml",
                setup.config()
                        .replace("${origin}", setup.origin())
                        .replace("${storage}", "{type: memory}")
                        .replace("${listen}", "127.0.0.1:1")
                        .replace("${telemetry}", "127.0.0.1:2")
                        .replace("${grpc}", "127.0.0.1:3")
                        .replace("${web}", ""),
                setup.environment(),
                DexOverrides.NONE);
    }

    private static Optional<Connector> local(DexConfig file, StoredPasswords stored) {
        return file.enablePasswordDb()
                ? Optional.of(
                        new LocalConnector(Settings.people(file), stored, 10, new SecureRandom()))
                : Optional.empty();
    }

    private static OutgoingHttp outgoing() {
        return new OutgoingHttp(
                HttpClient.newHttpClient(),
                AddressPolicy.OPERATOR,
                new Limits(Duration.ofSeconds(30), 1 << 20));
    }

    private static Server api(Dex dex) {
        try {
            return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .addService(dex.api())
                    .build()
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Where the administration interface answers.
    String api() {
        return "grpc://127.0.0.1:" + api.getPort();
    }

    /// The issuer's URL at this process.
    String base() {
        return base;
    }

    String origin() {
        return base.replaceFirst("(https?://[^/]*).*", "$1");
    }

    Dex dex() {
        return dex;
    }

    @Override
    public void close() {
        http.close();
        api.shutdownNow();
        dex.close();
    }
}
