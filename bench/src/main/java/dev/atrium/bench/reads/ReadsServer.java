package dev.atrium.bench.reads;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.atrium.http.HttpServer;
import dev.atrium.http.Route;
import dev.atrium.http.ServerSettings;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.Membership;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.settings.SettingsBinder;
import dev.atrium.membership.signin.SignInTrail;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Membership over a database that is already filled, with its real routes and two constant ones,
/// in a process of its own. Says where it serves and with which tokens, then serves until its
/// standard input ends.
public final class ReadsServer {
    static final int PAGE = 50;
    private static final String BASE = "/api";

    private final Database database;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final RandomIds ids = new RandomIds(random, clock);
    private final MasterKey master = MasterKey.of(Secret.of("benchmark"), random);
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private ReadsServer(String uri) {
        database = Database.open(PostgresUri.parse(uri), PoolSettings.DEFAULT, "bench", meters);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> environment = System.getenv();
        new ReadsServer(environment.getOrDefault("POSTGRES_URI", ""))
                .serve(
                        new Size(
                                Integer.parseInt(environment.getOrDefault("ORGANIZATIONS", "1")),
                                Integer.parseInt(environment.getOrDefault("STACKS", "1"))),
                        environment.getOrDefault("CALLER", "person").equals("person"));
    }

    private void serve(Size size, boolean people) throws IOException, InterruptedException {
        try (Membership membership = membership(database)) {
            membership.start();
            Constants constants = new Constants(membership.tokens());
            try (HttpServer server = server(membership, constants.routes())) {
                Callers callers = new Callers(server.port(), membership.keys(), provider(), meters);
                List<Greeting.Caller> tokens = callers.of(size, people);
                Greeting.Caller first = tokens.getFirst();
                List<String> stack = new ArrayList<>();
                List<String> list = new ArrayList<>();
                watched(stack::add, port -> new Callers(port).get(stackPath(first), first));
                watched(list::add, port -> new Callers(port).get(listPath(first), first));
                byte[] stackBody = callers.get(stackPath(first), first);
                byte[] listBody = callers.get(listPath(first), first);
                constants.answer(stackBody, listBody);
                System.out.println(
                        Json.write(
                                new Greeting(
                                        server.port(),
                                        tokens,
                                        stack,
                                        list,
                                        stackBody.length,
                                        listBody.length)));
                while (System.in.read() >= 0) {
                    // nothing is ever said; the end is what counts
                }
            }
        }
    }

    static String stackPath(Greeting.Caller caller) {
        return stackPath(caller, 0);
    }

    static String stackPath(Greeting.Caller caller, int stack) {
        return BASE
                + "/organizations/"
                + Size.organization(caller.organization())
                + "/stacks/"
                + Size.stack(stack);
    }

    static String listPath(Greeting.Caller caller) {
        return BASE
                + "/organizations/"
                + Size.organization(caller.organization())
                + "/stacks?pageSize="
                + PAGE;
    }

    @FunctionalInterface
    private interface Call {
        byte[] to(int port) throws IOException, InterruptedException;
    }

    /// Tells `listener` the statements of one request to a server like the measured one, then those
    /// of the same request again.
    private void watched(Consumer<String> listener, Call call)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        try (Membership membership = membership(database.observed(all::add))) {
            membership.start();
            try (HttpServer server = server(membership, List.of())) {
                call.to(server.port());
                call.to(server.port());
                all.forEach(listener);
            }
        }
    }

    private HttpServer server(Membership membership, List<Route> others) {
        return HttpServer.start(
                ServerSettings.of("membership", "127.0.0.1", 0),
                Stream.concat(membership.routes().stream(), others.stream()).toList(),
                membership.errors(),
                ids,
                meters);
    }

    private Membership membership(Database view) {
        Map<String, String> environment =
                Map.of(
                        "SERVICE_URL", "http://127.0.0.1" + BASE,
                        "RP_ISSUER", "http://127.0.0.1:9/dex",
                        "RP_CLIENT_ID", "membership",
                        "RP_CLIENT_SECRET", "membership");
        OutgoingHttp outgoing =
                new OutgoingHttp(
                        HttpClient.newHttpClient(), AddressPolicy.OPERATOR, Limits.STANDARD);
        return new Membership(
                new SettingsBinder(environment).bind(Flags.serve(), Map.of()),
                new Membership.Surroundings(
                        view,
                        master,
                        clock,
                        ids,
                        meters,
                        provider(),
                        _ -> outgoing,
                        SignInTrail.NONE));
    }

    private static Optional<Provider> provider() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
        } catch (LinkageError _) {
            return Optional.empty();
        }
    }
}
