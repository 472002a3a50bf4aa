package dev.atrium.connectors.codeflow;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Handler;
import dev.atrium.http.HttpServer;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.ServerSettings;
import dev.atrium.http.Verb;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.testkit.FakeClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An upstream on real HTTP that answers what a test tells it to, and beside it the callback of the
/// one who asks it.
public final class Simulated implements AutoCloseable {
    private static final List<String> KEPT =
            List.of("Authorization", "X-GitHub-Api-Version", "X-Auth-Token", "Metadata-Flavor");

    private final HttpServer server;
    private final Map<String, Handler> answers = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, String> browserHeaders = new LinkedHashMap<>();
    private Arrival arrival = request -> Response.text(500, "nobody expects " + request.path());

    @FunctionalInterface
    private interface Arrival {
        Response at(Request request);
    }

    /// A request as it came in.
    public record Seen(
            String method,
            String path,
            Parameters query,
            Map<String, String> headers,
            String body) {
        public Parameters form() {
            return Parameters.parse(body);
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public Simulated(FakeClock clock) {
        this.server =
                HttpServer.start(
                        ServerSettings.of("upstream", "127.0.0.1", 0),
                        List.of(
                                Route.open(
                                        Verb.ANY, "/callback", "c", request -> arrival.at(request)),
                                Route.open(
                                        Verb.ANY,
                                        "/callback/{id}",
                                        "named",
                                        request -> arrival.at(request)),
                                Route.open(Verb.ANY, "/<rest>", "any", this::answer)),
                        new Edge(),
                        new RandomIds(new SecureRandom(), clock),
                        new SimpleMeterRegistry());
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public String callback() {
        return base() + "/callback";
    }

    public static OutgoingHttp http() {
        return new OutgoingHttp(
                HttpClient.newHttpClient(), AddressPolicy.OPERATOR, Limits.STANDARD);
    }

    /// What is answered to `METHOD /path` from now on.
    public Simulated on(String methodAndPath, Handler handler) {
        answers.put(methodAndPath, handler);
        return this;
    }

    /// `json` may use single quotes.
    public Simulated on(String methodAndPath, String json) {
        return on(methodAndPath, _ -> json(200, json));
    }

    public static Response json(int status, String json) {
        return Response.of(
                status,
                "application/json",
                json.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public List<Seen> seen(String path) {
        return seen.stream().filter(one -> one.path().equals(path)).toList();
    }

    /// The browser sends this header with everything from now on.
    public Simulated browserSends(String name, String value) {
        browserHeaders.put(name, value);
        return this;
    }

    private Response answer(Request request) throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        KEPT.forEach(name -> request.header(name).ifPresent(value -> headers.put(name, value)));
        seen.add(
                new Seen(
                        request.method(),
                        request.path(),
                        request.query(),
                        headers,
                        request.text()));
        Optional<Handler> handler =
                Optional.ofNullable(answers.get(request.method() + " " + request.path()));
        return handler.isPresent()
                ? handler.orElseThrow().handle(request)
                : Response.text(404, "nothing at " + request.method() + " " + request.path());
    }

    /// Goes through a whole login: to the upstream, which sends the browser back with a code.
    public Login logIn(RedirectConnector connector, Asked asked) throws UpstreamException {
        RedirectConnector.Departure departure = connector.depart(asked, callback(), "the-state");
        return arrive(
                connector, asked, departure.memory(), "/callback?code=the-code&state=the-state");
    }

    /// Sends a browser to our callback.
    public Login arrive(RedirectConnector connector, Asked asked, byte[] memory, String path)
            throws UpstreamException {
        List<Object> outcome = new ArrayList<>();
        arrival =
                request -> {
                    try {
                        outcome.add(connector.arrive(asked, callback(), memory, request));
                    } catch (UpstreamException refused) {
                        outcome.add(refused);
                    }
                    return Response.empty(200);
                };
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path));
        browserHeaders.forEach(request::header);
        send(request.build());
        return switch (outcome.getFirst()) {
            case Login login -> login;
            case UpstreamException refused -> throw refused;
            default -> throw new IllegalStateException(String.valueOf(outcome));
        };
    }

    private static void send(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class Edge implements ErrorEdge {
        @Override
        public Response render(Throwable error, Request request) {
            return Response.text(500, error.toString());
        }

        @Override
        public Response refuse(int status, String reason) {
            return Response.text(status, reason);
        }

        @Override
        public boolean expects(Throwable error) {
            return true;
        }
    }
}
