package dev.atrium.dex.server;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.local.LocalConnector;
import dev.atrium.connectors.local.PasswordStore;
import dev.atrium.connectors.local.StoredPasswords;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigFile;
import dev.atrium.dex.config.DexOverrides;
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
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.replay.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/// The whole role on real ports, started from the text of a configuration file.
final class RunningDex implements AutoCloseable {
    private static final String PASSWORDS = "dex_passwords";

    private final Dex dex;
    private final HttpServer web;
    private final HttpServer telemetry;
    private final Servers servers;

    private RunningDex(Dex dex, HttpServer web, HttpServer telemetry, String issuer) {
        this.dex = dex;
        this.web = web;
        this.telemetry = telemetry;
        this.servers =
                new Servers(
                        Map.of(
                                "issuer",
                                issuer,
                                "telemetry",
                                "http://127.0.0.1:" + telemetry.port()));
    }

    static RunningDex start(
            String template, Map<String, String> environment, Database database, FakeClock clock) {
        int port = freePort();
        String text =
                template.replace("${origin}", "http://127.0.0.1:" + port)
                        .replace("${listen}", "127.0.0.1:" + port)
                        .replace("${telemetry}", "127.0.0.1:0")
                        .replace("${grpc}", "127.0.0.1:0")
                        .replace("${web}", "")
                        .replace("${storage}", "{type: memory}");
        DexConfig config = DexConfigFile.parse("dex.yaml", text, environment, DexOverrides.NONE);
        SecureRandom random = new SecureRandom();
        RandomIds ids = new RandomIds(random, clock);
        Dex.migrations(database).up();
        new Migrations(database, PASSWORDS, PasswordStore.MIGRATIONS).up();
        HttpClient client = HttpClient.newHttpClient();
        ConnectorKinds kinds =
                new ConnectorKinds(
                        _ -> new OutgoingHttp(client, AddressPolicy.OPERATOR, Limits.STANDARD),
                        ids,
                        clock);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Dex dex =
                new Dex(
                        Settings.of(config, local(config, database, clock, random), kinds),
                        new Dex.Surroundings(
                                database,
                                MasterKey.of(Secret.of("a master key for tests"), random),
                                clock,
                                ids,
                                meters,
                                Optional.empty()));
        dex.start();
        HttpServer web =
                HttpServer.start(
                        ServerSettings.of("dex", "127.0.0.1", port).withoutRequestIdHeader(),
                        dex.routes(),
                        dex.errors(),
                        ids,
                        meters);
        HttpServer telemetry =
                HttpServer.start(
                        ServerSettings.of("dex-telemetry", "127.0.0.1", 0)
                                .withoutRequestIdHeader(),
                        new Telemetry(database, meters::getMetersAsString).routes(),
                        new Telemetry.Edge(),
                        ids,
                        meters);
        return new RunningDex(dex, web, telemetry, config.issuer());
    }

    private static Optional<Connector> local(
            DexConfig config, Database database, FakeClock clock, SecureRandom random) {
        return config.enablePasswordDb()
                ? Optional.of(
                        new LocalConnector(
                                Settings.people(config),
                                new StoredPasswords(
                                        database.in(PASSWORDS), new PasswordStore(), clock),
                                10,
                                random))
                : Optional.empty();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException("no free port", none);
        }
    }

    Servers servers() {
        return servers;
    }

    @Override
    public void close() {
        web.close();
        telemetry.close();
        dex.close();
    }
}
