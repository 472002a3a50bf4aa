package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.atrium.kernel.Json;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Many people at once, while an upstream does not answer.
@ExtendWith(TestDatabase.class)
class CrowdTest {
    private static final int PEOPLE = 100;
    private static final int STUCK = 20;
    private static final String REDIRECT = "http://127.0.0.1:5555/callback";
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2: {skipApprovalScreen: true}
            staticClients:
            ${clients}
            connectors:
            - {type: mockCallback, id: mock, name: Example}
            - {type: oidc, id: stuck, name: Stuck, config: {issuer: "${stuck}", clientID: a, clientSecret: b, redirectURI: "${origin}/dex/callback"}}
            """;

    private final FakeClock clock = FakeClock.atNoon();

    @Test
    @Timeout(60)
    void a_hundred_log_in_and_refresh_on_two_processes_while_an_upstream_hangs(Database database)
            throws Exception {
        CountDownLatch asked = new CountDownLatch(STUCK);
        CountDownLatch over = new CountDownLatch(1);
        HttpServer upstream = hanging(asked, over);
        String config =
                CONFIG.replace("${clients}", clients())
                        .replace("${stuck}", "http://127.0.0.1:" + upstream.getAddress().getPort());
        try (DexServer one = DexServer.start(database, clock, config);
                DexServer two = DexServer.beside(database, clock, config, one);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int index = 0; index < STUCK; index++) {
                waiting.add(threads.submit(() -> stuck(one)));
            }
            assertThat(asked.await(30, TimeUnit.SECONDS)).as("the upstream is asked").isTrue();

            List<Future<List<Integer>>> crowd = new ArrayList<>();
            for (int index = 0; index < PEOPLE; index++) {
                String client = "app-" + index;
                DexServer first = index % 2 == 0 ? one : two;
                DexServer second = index % 2 == 0 ? two : one;
                crowd.add(threads.submit(() -> logInAndRefresh(client, first, second)));
            }
            for (Future<List<Integer>> person : crowd) {
                assertThat(person.get()).allMatch(status -> status < 400);
            }

            assertThat(waiting).as("nobody waited for the upstream").noneMatch(Future::isDone);
            over.countDown();
            for (Future<Integer> person : waiting) {
                assertThat(person.get()).isEqualTo(500);
            }
        } finally {
            over.countDown();
            upstream.stop(0);
        }
    }

    /// A provider that can be discovered and then keeps everybody waiting.
    private static HttpServer hanging(CountDownLatch asked, CountDownLatch over)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> {
                    byte[] document =
                            Json.bytes(
                                    Map.of(
                                            "issuer",
                                            base,
                                            "authorization_endpoint",
                                            base + "/auth",
                                            "token_endpoint",
                                            base + "/token",
                                            "jwks_uri",
                                            base + "/keys"));
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, document.length);
                    exchange.getResponseBody().write(document);
                    exchange.close();
                });
        server.createContext(
                "/token",
                exchange -> {
                    asked.countDown();
                    try {
                        over.await(40, TimeUnit.SECONDS);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.sendResponseHeaders(503, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static int stuck(DexServer dex) {
        Browser browser = new Browser();
        String upstream = Browser.location(browser.get(authorization(dex, "app-0", "stuck", "s")));
        String state = Browser.query(upstream).text("state");
        return browser.get(dex.base() + "/callback?code=x&state=" + state).statusCode();
    }

    /// One for each of the crowd: they are one account, and at one client its next login would take
    /// the place of the token of the last one.
    private static String clients() {
        return IntStream.range(0, PEOPLE)
                .mapToObj(
                        index ->
                                "- {id: app-%d, secret: app-secret, name: App, redirectURIs: [\"%s\"]}"
                                        .formatted(index, REDIRECT))
                .collect(Collectors.joining("\n"));
    }

    private static String authorization(
            DexServer dex, String client, String connector, String state) {
        return dex.base()
                + "/auth/"
                + connector
                + "?client_id="
                + client
                + "&response_type=code&scope=openid+offline_access&state="
                + state
                + "&redirect_uri="
                + REDIRECT;
    }

    /// Each request goes to the other process.
    private static List<Integer> logInAndRefresh(String client, DexServer one, DexServer two) {
        List<Integer> statuses = new ArrayList<>();
        Browser browser = new Browser();
        HttpResponse<String> start = browser.get(authorization(one, client, "mock", "s"));
        statuses.add(start.statusCode());
        HttpResponse<String> back = browser.get(at(two, Browser.location(start)));
        statuses.add(back.statusCode());
        HttpResponse<String> answer = browser.get(one.origin() + Browser.location(back));
        statuses.add(answer.statusCode());
        HttpResponse<String> tokens =
                token(
                        two,
                        client,
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                Browser.query(Browser.location(answer)).text("code"),
                                "redirect_uri",
                                REDIRECT));
        statuses.add(tokens.statusCode());
        HttpResponse<String> renewed =
                token(
                        one,
                        client,
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                json(tokens).path("refresh_token").asString()));
        statuses.add(renewed.statusCode());
        return statuses;
    }

    /// The same address at another process.
    private static String at(DexServer dex, String address) {
        return dex.origin() + address.replaceFirst("https?://[^/]*", "");
    }

    private static HttpResponse<String> token(
            DexServer dex, String client, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("client_id", client);
        all.put("client_secret", "app-secret");
        return new Browser().post(dex.base() + "/token", all);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.mapper().readTree(response.body());
    }
}
