package dev.atrium.membership;

import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.access.Bearer;
import dev.atrium.membership.access.BearerTokens;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.event.Endpoints;
import dev.atrium.membership.id.ClientId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.invitation.Courier;
import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.membership.rest.RestErrors;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.settings.SettingsBinder;
import dev.atrium.membership.signin.SignInTrail;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import dev.atrium.testkit.FakeClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/// Membership's API on a free port over a migrated database, with tokens that a test hands out
/// itself.
final class TestServer implements AutoCloseable {
    final Database database;
    final FakeClock clock = FakeClock.atNoon();
    private final List<String> ended = new ArrayList<>();
    private final Map<String, Bearer> tokens = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    TestServer(Database database) {
        this(database, SignInTrail.NONE);
    }

    TestServer(Database database, SignInTrail signIns) {
        this.database = database;
        MembershipApi api =
                new MembershipApi(
                        surroundings(
                                database,
                                token -> Optional.ofNullable(tokens.get(token)),
                                clock,
                                new Ended(ended),
                                signIns));
        server =
                HttpServer.start(
                        ServerSettings.of("membership", "127.0.0.1", 0),
                        api.routes("/api"),
                        new RestErrors(),
                        new RandomIds(new SecureRandom(), clock),
                        new SimpleMeterRegistry());
    }

    static MembershipApi.Surroundings surroundings(
            Database database,
            BearerTokens tokens,
            FakeClock clock,
            SignedIn signedIn,
            SignInTrail signIns) {
        SecureRandom random = new SecureRandom();
        RandomIds ids = new RandomIds(random, clock);
        MasterKey master = MasterKey.of(Secret.of("a test's master key"), random);
        MembershipSettings settings =
                new SettingsBinder(
                                Map.of(
                                        "SERVICE_URL", "https://m.example.com/api",
                                        "CONSOLE_PUBLIC_BASEURL", "https://console.example.com"))
                        .bind(Flags.serve(), Map.of());
        return new MembershipApi.Surroundings(
                database,
                tokens,
                settings,
                master,
                PeopleFeatures.invitations(
                        database,
                        settings,
                        new Courier.ByHand(
                                new InvitationLinks(
                                        master.derive("test"),
                                        settings.web().requiredServiceUrl())),
                        clock,
                        ids),
                new Endpoints(database, master, new LogStore(), clock, ids, true),
                signedIn,
                signIns,
                clock,
                ids);
    }

    /// Notes whose sessions were to end, instead of ending them.
    record Ended(List<String> whose) implements SignedIn {
        @Override
        public void end(Tx tx, UserId user) {
            whose.add(user.value());
        }

        @Override
        public void end(Tx tx, UserId user, OrganizationId organization) {
            whose.add(user + "@" + organization);
        }
    }

    record Answer(int status, String type, String text) {
        JsonNode json() {
            return Json.mapper().readTree(text);
        }

        String code() {
            return json().path("errorCode").asString();
        }
    }

    /// A token that stands for the person and is narrowed by nothing.
    String root(String user) {
        return token(new Bearer(new Caller.Person(new UserId(user)), Optional.empty(), Set.of()));
    }

    String bound(String user, String organization, Scope... scopes) {
        return token(
                new Bearer(
                        new Caller.Person(new UserId(user)),
                        Optional.of(new OrganizationId(organization)),
                        given(scopes)));
    }

    /// A token of an organization's OAuth client, whose row the test inserts.
    String client(String client, String organization, Scope... scopes) {
        OrganizationId owner = new OrganizationId(organization);
        return token(
                new Bearer(
                        new Caller.OrganizationClient(new ClientId(client), owner),
                        Optional.of(owner),
                        given(scopes)));
    }

    private static Set<Scope> given(Scope... scopes) {
        Set<Scope> given = EnumSet.noneOf(Scope.class);
        given.addAll(Arrays.asList(scopes));
        return given;
    }

    private String token(Bearer bearer) {
        String token = "token-" + tokens.size();
        tokens.put(token, bearer);
        return token;
    }

    void sql(String... statements) {
        database.writing(tx -> Arrays.stream(statements).forEach(sql -> execute(tx, sql)));
    }

    private static void execute(Tx tx, String sql) {
        tx.sql().createUpdate(sql).execute();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    Answer get(String path, String token) {
        return send("GET", path, token);
    }

    Answer send(String method, String path, String token) {
        return send(
                HttpRequest.newBuilder()
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + token),
                path);
    }

    Answer send(String method, String path, String token, String json) {
        return send(
                HttpRequest.newBuilder()
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token),
                path);
    }

    /// Whose sessions were to end, as `user` or `user@organization`.
    List<String> ended() {
        return ended;
    }

    /// The log of an organization, the oldest line first, each as `action by data`.
    List<String> log(String organization) {
        return database.read(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        select action || ' by ' || user_id from membership.logs
                                        where coalesce(organization_id, '') = :organization order by seq
                                        """)
                                .bind("organization", organization)
                                .mapTo(String.class)
                                .list());
    }

    Answer send(HttpRequest.Builder request, String path) {
        try {
            HttpResponse<String> response =
                    client.send(
                            request.uri(URI.create(url(path))).build(),
                            HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
