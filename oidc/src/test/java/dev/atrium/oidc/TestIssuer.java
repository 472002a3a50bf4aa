package dev.atrium.oidc;

import dev.atrium.http.ErrorEdge;
import dev.atrium.http.HttpServer;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.ServerSettings;
import dev.atrium.http.Verb;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.client.ClientSecret;
import dev.atrium.oidc.client.RedirectUris;
import dev.atrium.oidc.device.DeviceAuthorizationEndpoint;
import dev.atrium.oidc.device.DeviceCodeGrant;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.oidc.keys.JwtSigner;
import dev.atrium.oidc.keys.JwtVerifier;
import dev.atrium.oidc.keys.KeyRing;
import dev.atrium.oidc.logout.EndSession;
import dev.atrium.oidc.logout.Revocation;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.pages.Theme;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.oidc.token.AuthorizationCodeGrant;
import dev.atrium.oidc.token.Challenge;
import dev.atrium.oidc.token.ClientAuthentication;
import dev.atrium.oidc.token.ClientCredentialsGrant;
import dev.atrium.oidc.token.Codes;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.GrantSeal;
import dev.atrium.oidc.token.RefreshGrant;
import dev.atrium.oidc.token.RefreshTokens;
import dev.atrium.oidc.token.TokenEndpoint;
import dev.atrium.oidc.token.TokenIssuer;
import dev.atrium.oidc.token.TokenPolicy;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import dev.atrium.testkit.FakeClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// An issuer of the stricter kind: refresh tokens live side by side and a replay ends their family.
final class TestIssuer implements AutoCloseable {
    static final String REDIRECT = "https://app.example.com/cb";
    static final String GOODBYE = "https://app.example.com/bye";
    private static final String ISSUER = "http://issuer.example.com:8080/api";

    final Database database;
    final Codes codes;
    final DeviceCodes devices;
    final JwtVerifier verifier;
    final Profile profile;
    private final KeyRing keys;
    private final HttpServer http;

    TestIssuer(Database shared, FakeClock clock) {
        this(shared, clock, UnaryOperator.identity());
    }

    /// @param seen the issuer's view of the database, as it came and as it is used
    TestIssuer(Database shared, FakeClock clock, UnaryOperator<Database> seen) {
        new Migrations(shared, "issuer", "db/oidc").up();
        database = seen.apply(shared.in("issuer"));
        RandomIds ids = new RandomIds(new SecureRandom(), clock);
        MasterKey master = MasterKey.of(Secret.of("master"), new SecureRandom());
        profile = profile();
        keys =
                new KeyRing(
                        database,
                        master,
                        ISSUER,
                        KeyRing.Rotation.of(Duration.ofHours(6), Duration.ofHours(1)),
                        clock,
                        ids);
        keys.start();
        verifier = new JwtVerifier(keys, ISSUER, clock);
        TokenPolicy policy = new Policy();
        TokenIssuer issuer =
                new TokenIssuer(
                        profile,
                        policy,
                        new JwtSigner(keys, Optional.empty(), "test", new SimpleMeterRegistry()),
                        clock,
                        ids);
        ClientRegistry clients = TestIssuer::client;
        ClientAuthentication authentication = new ClientAuthentication(clients, true);
        codes = new Codes(new GrantSeal(master, ISSUER), profile, clock, ids);
        RefreshTokens refresh = new RefreshTokens(database, master, profile, policy, clock, ids);
        devices = new DeviceCodes(database, master, profile, clock, ids);
        TokenEndpoint tokens =
                new TokenEndpoint(
                        profile,
                        List.of(
                                new AuthorizationCodeGrant(
                                        database,
                                        authentication,
                                        codes,
                                        refresh,
                                        policy,
                                        issuer,
                                        profile),
                                new RefreshGrant(authentication, refresh, issuer),
                                new ClientCredentialsGrant(
                                        authentication,
                                        (client, scopes, _) ->
                                                grant(
                                                        client.id().value(),
                                                        scopes.toArray(String[]::new)),
                                        issuer),
                                new DeviceCodeGrant(
                                        database,
                                        authentication,
                                        devices,
                                        refresh,
                                        policy,
                                        issuer,
                                        profile)));
        DeviceAuthorizationEndpoint device =
                new DeviceAuthorizationEndpoint(
                        devices,
                        authentication,
                        form ->
                                Json.mapper()
                                        .createObjectNode()
                                        .put("organization", form.text("organization_id")),
                        Request::peer,
                        profile);
        Sessions sessions = new Sessions(database, master, profile, Duration.ofDays(3), clock, ids);
        Pages pages = new Pages(Theme.of("Test", "issuer.example.com", "/api"));
        EndSession end = new EndSession(database, sessions, refresh, clients, verifier, pages);
        http =
                HttpServer.start(
                        ServerSettings.of("test", "127.0.0.1", 0),
                        List.of(
                                Route.open(Verb.ANY, "/token", "token", tokens::handle),
                                Route.open(Verb.ANY, "/device", "device", device::handle),
                                Route.open(
                                        Verb.POST,
                                        "/revoke",
                                        "revoke",
                                        new Revocation(authentication, refresh)::handle),
                                Route.open(
                                        Verb.GET,
                                        "/login",
                                        "login",
                                        request -> logIn(sessions, request)),
                                Route.open(
                                        Verb.GET,
                                        "/who",
                                        "who",
                                        request ->
                                                Response.text(
                                                        200,
                                                        sessions.find(request)
                                                                .map(Sessions.Session::subject)
                                                                .orElse("nobody"))),
                                Route.open(
                                        Verb.GET,
                                        "/end",
                                        "end",
                                        request -> end.handle(request).response())),
                        new Edge(new OAuthEdge(pages)),
                        ids,
                        new SimpleMeterRegistry());
    }

    private Response logIn(Sessions sessions, Request request) {
        return Response.empty(204)
                .cookie(
                        database.write(
                                tx ->
                                        sessions.begin(
                                                tx,
                                                request,
                                                "ada",
                                                Json.mapper().createObjectNode(),
                                                false)));
    }

    String url(String path) {
        return "http://127.0.0.1:" + http.port() + path;
    }

    String code(String... scopes) {
        return database.write(
                tx -> codes.issue(tx, grant("app", scopes), REDIRECT, Challenge.NONE));
    }

    static Grant grant(String client, String... scopes) {
        return new Grant(
                "ada",
                new ClientId(client),
                List.of(scopes),
                Optional.empty(),
                Optional.empty(),
                Json.mapper().createObjectNode().put("organization", "acme"));
    }

    private static Optional<Client> client(ClientId id) {
        return switch (id.value()) {
            case "fctl" -> Optional.of(Client.publicClient("fctl", "fctl", List.of()));
            case "page" ->
                    Optional.of(
                            new Client(
                                    id,
                                    "Page",
                                    false,
                                    List.of(ClientSecret.Sha256.of("page-secret")),
                                    List.of(REDIRECT),
                                    List.of(),
                                    Set.of(),
                                    Set.of(),
                                    Set.of(),
                                    Set.of(GrantType.AUTHORIZATION_CODE),
                                    ""));
            case "app" ->
                    Optional.of(
                            new Client(
                                    id,
                                    "App",
                                    false,
                                    List.of(ClientSecret.Sha256.of("app-secret")),
                                    List.of(REDIRECT),
                                    List.of(GOODBYE),
                                    Set.of(),
                                    Set.of(),
                                    Set.of(),
                                    Set.of(),
                                    ""));
            default -> Optional.empty();
        };
    }

    private static Profile profile() {
        return new Profile(
                ISSUER,
                "test",
                new Profile.Endpoints(
                        "/authorize",
                        "/token",
                        "/keys",
                        "/userinfo",
                        "/device",
                        "/verify",
                        "/introspect",
                        Optional.of("/revoke"),
                        Optional.of("/end")),
                Set.of(
                        GrantType.AUTHORIZATION_CODE,
                        GrantType.REFRESH_TOKEN,
                        GrantType.CLIENT_CREDENTIALS,
                        GrantType.DEVICE_CODE),
                new Profile.Authorization(
                        List.of("code"), List.of("S256"), false, Duration.ofHours(1)),
                new RedirectUris(false, ""),
                new Profile.Codes(Duration.ofMinutes(5), true),
                new Profile.Refresh(
                        true,
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        Optional.of(Duration.ofDays(3)),
                        true,
                        OAuthError.INVALID_REQUEST,
                        OAuthError.INVALID_REQUEST),
                new Profile.Device(Duration.ofMinutes(10), Duration.ofSeconds(2), true, 3),
                new Profile.Tokens("Bearer", false, true, true));
    }

    private static final class Policy implements TokenPolicy {
        @Override
        public Content content(Grant grant, Occasion occasion) {
            Body access =
                    new Body(
                            List.of(grant.client().value()),
                            Duration.ofMinutes(5),
                            Map.of(),
                            Map.of(
                                    "organization_id",
                                    grant.data().path("organization").asString("")));
            Body id =
                    new Body(
                            List.of(grant.client().value()),
                            Duration.ofHours(1),
                            Map.of(),
                            Map.of());
            return new Content(
                    access, occasion == Occasion.CLIENT ? Optional.empty() : Optional.of(id));
        }

        @Override
        public boolean refreshable(Grant grant) {
            return grant.asks("offline_access");
        }

        @Override
        public Grant renew(Grant grant) {
            return grant;
        }

        @Override
        public Map<String, Object> known(Grant grant) {
            return Map.of();
        }

        @Override
        public Optional<String> slot(Grant grant) {
            return Optional.empty();
        }
    }

    private record Edge(OAuthEdge oauth) implements ErrorEdge {
        @Override
        public Response render(Throwable error, Request request) {
            return error instanceof OAuthProblem problem
                    ? oauth.render(problem, request)
                    : Response.text(500, String.valueOf(error));
        }

        @Override
        public Response refuse(int status, String reason) {
            return Response.text(status, reason);
        }

        @Override
        public boolean expects(Throwable error) {
            return error instanceof OAuthProblem;
        }
    }

    @Override
    public void close() {
        http.close();
        keys.close();
    }
}
