package dev.atrium.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RandomIds ids = new RandomIds(new SecureRandom(), Clock.systemUTC());
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private HttpServer server;

    record Body(String name) {}

    @BeforeEach
    void start() {
        server = start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpServer start(int port) {
        List<Route> routes =
                List.of(
                        Route.open(
                                Verb.GET,
                                "/things/all",
                                "list",
                                _ -> Response.text(200, "all of them")),
                        Route.open(
                                Verb.PUT,
                                "/things/{id}",
                                "replace",
                                request -> Response.text(200, request.segment("id"))),
                        Route.open(
                                Verb.GET,
                                "/things/{id}",
                                "read",
                                request -> Response.json(200, Map.of("id", request.segment("id")))),
                        Route.open(
                                Verb.POST,
                                "/things",
                                "create",
                                request ->
                                        Response.json(
                                                201,
                                                Map.of("name", request.json(Body.class).name()))),
                        Route.open(
                                Verb.ANY,
                                "/any",
                                "any",
                                request -> Response.text(200, request.method())),
                        Route.open(
                                Verb.GET,
                                "/slow",
                                "slow",
                                _ -> {
                                    arrived.countDown();
                                    answer.await();
                                    return Response.text(200, "at last");
                                }),
                        Route.open(
                                Verb.GET,
                                "/fault",
                                "fault",
                                _ -> {
                                    throw new IllegalStateException("inner detail");
                                }));
        ServerSettings settings =
                new ServerSettings(
                        "test", "127.0.0.1", port, 1024, true, Optional.empty(), Optional.empty());
        return HttpServer.start(settings, routes, new TextErrors(), ids, meters);
    }

    @Test
    void a_refused_body_is_read_so_that_the_answer_arrives() throws Exception {
        int length = 8 << 20;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(
                            ("POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                            + "Content-Length: "
                                            + length
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[length]);
            socket.shutdownOutput();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 400").endsWith("TooLarge");
        }
    }

    @Test
    void a_request_under_way_is_answered_before_the_server_stops() throws Exception {
        CompletableFuture<HttpResponse<String>> asked =
                client.sendAsync(request("/slow").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(arrived.await(1, TimeUnit.MINUTES)).isTrue();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
        CompletableFuture<Void> answered =
                CompletableFuture.runAsync(
                        answer::countDown, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));

        assertThat(asked.get(1, TimeUnit.MINUTES).body()).isEqualTo("at last");
        CompletableFuture.allOf(stopped, answered).get(1, TimeUnit.MINUTES);
    }

    @Test
    void answers_a_route_and_decodes_its_segment_once() throws Exception {
        HttpResponse<String> response = get("/things/a%20b");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"id\":\"a b\"}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void answers_head_as_get_without_a_body() throws Exception {
        HttpResponse<String> response = send("HEAD", "/things/x", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Length")).contains("10");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void gives_every_answer_the_id_of_its_request_and_takes_over_a_valid_one() throws Exception {
        String own = "0198c2a4-1111-4222-8333-444455556666";
        assertThat(get("/things/x").headers().firstValue("X-Request-Id").orElseThrow())
                .matches("[0-9a-f-]{36}");
        HttpRequest named = request("/things/x").header("X-Request-Id", own).GET().build();
        assertThat(
                        client.send(named, HttpResponse.BodyHandlers.ofString())
                                .headers()
                                .firstValue("X-Request-Id"))
                .contains(own);
        HttpRequest forged = request("/things/x").header("X-Request-Id", "x y").GET().build();
        assertThat(
                        client.send(forged, HttpResponse.BodyHandlers.ofString())
                                .headers()
                                .firstValue("X-Request-Id")
                                .orElseThrow())
                .matches("[0-9a-f-]{36}");
    }

    @Test
    void leaves_unknown_paths_wrong_methods_and_large_bodies_to_the_role() throws Exception {
        assertThat(get("/nothing").body()).isEqualTo("NotFound");
        assertThat(get("/things/").body()).isEqualTo("NotFound");
        assertThat(get("/THINGS/x").body()).isEqualTo("NotFound");
        assertThat(send("DELETE", "/things", "").body()).isEqualTo("MethodNotAllowed");
        assertThat(send("POST", "/things", "{\"name\":\"" + "x".repeat(2_000) + "\"}").body())
                .isEqualTo("TooLarge");
    }

    @Test
    void takes_a_path_of_its_own_for_no_parameter_whatever_the_method() throws Exception {
        assertThat(get("/things/all").body()).isEqualTo("all of them");
        assertThat(send("PUT", "/things/some", "").body()).isEqualTo("some");
        for (String method : List.of("PUT", "OPTIONS", "DELETE")) {
            HttpResponse<String> refused = send(method, "/things/all", "");
            assertThat(refused.body()).isEqualTo("MethodNotAllowed");
            assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @Test
    void reads_json_bodies_strictly() throws Exception {
        assertThat(send("POST", "/things", "{\"name\":\"a\",\"unknown\":1}").statusCode())
                .isEqualTo(201);
        assertThat(send("POST", "/things", "{\"name\":").body()).isEqualTo("Invalid");
        assertThat(send("POST", "/things", "").body()).isEqualTo("Invalid");
        assertThat(send("POST", "/things", "{\"name\":\"a\"} x").body()).isEqualTo("Invalid");
        HttpRequest form =
                request("/things")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build();
        assertThat(client.send(form, HttpResponse.BodyHandlers.ofString()).body())
                .isEqualTo("UnsupportedMediaType");
    }

    @Test
    void a_fault_shows_nothing_of_itself() throws Exception {
        HttpResponse<String> response = get("/fault");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("fault");
    }

    @Test
    void what_is_no_request_at_all_gets_the_roles_own_answer() throws IOException {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400").endsWith("refused");
        }
    }

    @Test
    void counts_requests_by_route_and_not_by_path() throws Exception {
        get("/things/one");
        get("/things/two");
        // A request is counted when its answer has been sent.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(counted("/things/{id}")).isEqualTo(2));
    }

    @Test
    void a_taken_port_is_one_clear_sentence() {
        assertThatThrownBy(() -> start(server.port()).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "test cannot listen on 127.0.0.1:"
                                + server.port()
                                + ": the port is taken. Stop what listens there or choose another port.");
    }

    private long counted(String route) {
        return meters.get("atrium.http.requests")
                .tag("route", route)
                .tag("status", "200")
                .timer()
                .count();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request =
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static final class TextErrors implements ErrorEdge {
        @Override
        public Response render(Throwable error, Request request) {
            return error instanceof Problem
                    ? Response.text(400, error.getClass().getSimpleName())
                    : Response.text(500, "fault");
        }

        @Override
        public Response refuse(int status, String reason) {
            return Response.text(status, "refused");
        }

        @Override
        public boolean expects(Throwable error) {
            return error instanceof Problem;
        }
    }
}
