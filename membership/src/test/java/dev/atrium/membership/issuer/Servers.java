package dev.atrium.membership.issuer;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.local.LocalConnector;
import dev.atrium.connectors.local.PasswordStore;
import dev.atrium.connectors.local.StoredPasswords;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigFile;
import dev.atrium.dex.config.DexOverrides;
import dev.atrium.dex.opening.OpenConnectors;
import dev.atrium.dex.opening.Settings;
import dev.atrium.dex.server.Dex;
import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.Membership;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.settings.SettingsBinder;
import dev.atrium.membership.signin.SignInTrail;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.embedded.FreePort;
import dev.atrium.testkit.FakeClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Dex role and a Membership role on one database and one clock.
final class Servers implements AutoCloseable {
    /// bcrypt of `password`, cost 10.
    private static final String HASH =
            "$2a$10$27uh3e4T2U4EDUhnlAseVOmwJB/E.UNLwoTA19jVGdCdlSj5hz5im";

    private static final String CLIENTS =
            """
            staticClients:
              - id: fctl
                public: true
              - id: portal
                name: Portal
                secrets: [portal-secret]
                redirectUris: [http://localhost:3000/auth/login, http://localhost:3000/auth/login-by-org]
                postLogoutRedirectUris: [http://localhost:3000/auth/logout]
                scopes: [supertoken, accesses, remember_me, keep_refresh_token, on_behalf]
            """;

    final Database database;
    final FakeClock clock;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final String dex;
    final String issuer;
    private final RandomIds ids;
    private final HttpClient world;
    private final Dex dexRole;
    private final HttpServer dexHttp;
    private final Membership membership;
    private final HttpServer membershipHttp;

    Servers(Database database, FakeClock clock) {
        this(database, clock, CLIENTS, Map.of());
    }

    /// @param config of Membership
    /// @param environment in addition to what a login needs
    Servers(Database database, FakeClock clock, String config, Map<String, String> environment) {
        this(database, clock, config, environment, HttpClient.newHttpClient());
    }

    /// @param world what Membership calls other servers with
    Servers(
            Database database,
            FakeClock clock,
            String config,
            Map<String, String> environment,
            HttpClient world) {
        this.database = database;
        this.world = world;
        this.clock = clock;
        this.ids = new RandomIds(new SecureRandom(), clock);
        int dexPort = FreePort.choose();
        int port = FreePort.choose();
        dex = "http://127.0.0.1:" + dexPort;
        issuer = "http://127.0.0.1:" + port + "/api";
        dexRole = dexRole();
        dexRole.start();
        dexHttp = http("dex", dexPort, dexRole.routes(), dexRole.errors());
        membership = membership(config, environment);
        membership.start();
        membershipHttp = http("membership", port, membership.routes(), membership.errors());
    }

    static String clients() {
        return CLIENTS;
    }

    private HttpServer http(
            String role,
            int port,
            List<dev.atrium.http.Route> routes,
            dev.atrium.http.ErrorEdge errors) {
        return HttpServer.start(
                ServerSettings.of(role, "127.0.0.1", port),
                routes,
                errors,
                ids,
                new SimpleMeterRegistry());
    }

    private Dex dexRole() {
        DexConfig file =
                DexConfigFile.parse(
                        "dex.yaml",
                        """
                        issuer: %s
                        storage: {type: memory}
                        web: {http: "127.0.0.1:1"}
                        oauth2: {skipApprovalScreen: true}
                        enablePasswordDB: true
                        staticClients:
                          - id: membership
                            name: Membership
                            secret: membership-secret
                            redirectURIs: ["%s/authorize/callback"]
                        staticPasswords:
                        """
                                        .formatted(dex, issuer)
                                + person("ada", true)
                                + person("bob", true)
                                + person("carol", true)
                                + person("dan", false),
                        Map.of(),
                        DexOverrides.NONE);
        Optional<Connector> local =
                Optional.of(
                        new LocalConnector(
                                Settings.people(file),
                                new StoredPasswords(
                                        database.in("dex_passwords"), new PasswordStore(), clock),
                                10,
                                new SecureRandom()));
        ConnectorKinds kinds = new ConnectorKinds(_ -> outgoing(), ids, clock);
        return new Dex(
                Settings.of(file, local, kinds),
                new Dex.Surroundings(
                        database,
                        master(),
                        clock,
                        ids,
                        new SimpleMeterRegistry(),
                        Optional.empty(),
                        outgoing(),
                        OpenConnectors.added(kinds),
                        Optional.empty(),
                        "test"));
    }

    private static String person(String name, boolean verified) {
        return """
          - {email: "%s@example.com", hash: "%s", username: "%s", userID: "%s-id", emailVerified: %s}
        """
                .formatted(name, HASH, name, name, verified);
    }

    private Membership membership(String config, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>();
        all.put("SERVICE_URL", issuer);
        all.put("CONSOLE_PUBLIC_BASEURL", "https://console.example.com");
        all.put("RP_ISSUER", dex);
        all.put("RP_CLIENT_ID", "membership");
        all.put("RP_CLIENT_SECRET", "membership-secret");
        all.putAll(environment);
        try {
            Path file = Files.createTempFile("membership", ".yaml");
            Files.writeString(file, config.replace("${dex}", dex));
            all.put("CONFIG", file.toString());
            var settings = new SettingsBinder(all).bind(Flags.serve(), Map.of());
            Files.delete(file);
            return new Membership(
                    settings,
                    new Membership.Surroundings(
                            database,
                            master(),
                            clock,
                            ids,
                            meters,
                            Optional.empty(),
                            _ -> outgoing(world),
                            SignInTrail.NONE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static MasterKey master() {
        return MasterKey.of(Secret.of("test"), new SecureRandom());
    }

    private static OutgoingHttp outgoing() {
        return outgoing(HttpClient.newHttpClient());
    }

    private static OutgoingHttp outgoing(HttpClient client) {
        return new OutgoingHttp(client, AddressPolicy.OPERATOR, Limits.STANDARD);
    }

    void sql(String... statements) {
        database.writing(
                tx ->
                        Arrays.stream(statements)
                                .forEach(sql -> tx.sql().createUpdate(sql).execute()));
    }

    List<String> texts(String query) {
        return database.read(tx -> tx.sql().createQuery(query).mapTo(String.class).list());
    }

    long count(String from) {
        return database.read(
                tx -> tx.sql().createQuery("select count(*) from " + from).mapTo(Long.class).one());
    }

    @Override
    public void close() {
        membershipHttp.close();
        membership.close();
        dexHttp.close();
        dexRole.close();
    }
}
