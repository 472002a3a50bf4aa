package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Clients are told when somebody logs out (OpenID Connect Back-Channel Logout 1.0).
@ExtendWith(TestDatabase.class)
class BackchannelTest {
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2: {skipApprovalScreen: true}
            sessions: {ssoSharedWithDefault: all}
            staticClients:
            - {id: app, secret: secret, name: App, redirectURIs: ["http://127.0.0.1:5555/callback"], backchannelLogoutURI: "${client}/app", refreshTokenLifetime: session}
            - {id: other, secret: secret, name: Other, redirectURIs: ["http://127.0.0.1:5555/callback"], backchannelLogoutURI: "${client}/other"}
            - {id: quiet, secret: secret, name: Quiet, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            connectors:
            - {type: mockCallback, id: mock, name: Example}
            """;

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer client;
    private volatile boolean hangs;
    private volatile int status = 200;

    private record Told(String path, Map<String, List<String>> headers, String body) {}

    @BeforeEach
    void listen() throws IOException {
        client = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        client.setExecutor(threads);
        client.createContext(
                "/",
                exchange -> {
                    told.add(
                            new Told(
                                    exchange.getRequestURI().getPath(),
                                    Map.copyOf(exchange.getRequestHeaders()),
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8)));
                    if (hangs) {
                        awaitEnd();
                    }
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        client.start();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        over.countDown();
        client.stop(0);
        threads.shutdownNow();
    }

    @Test
    void tells_each_client_of_the_session(Database database) throws Exception {
        try (DexServer dex = started(database)) {
            JsonNode tokens = login(dex, "app");
            login(dex, "other");
            login(dex, "quiet");
            String sid = claim(tokens, "sid");

            assertThat(logout(dex, tokens).body()).contains("Logged Out");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> told.size() == 2);

            assertThat(told).extracting(Told::path).containsExactlyInAnyOrder("/app", "/other");
            for (Told each : told) {
                JWSObject token =
                        JWSObject.parse(Parameters.parse(each.body()).text("logout_token"));
                Map<String, Object> claims = token.getPayload().toJSONObject();
                assertThat(token.verify(new RSASSAVerifier(key(dex, token)))).isTrue();
                assertThat(token.getHeader().getType().getType()).isEqualTo("logout+jwt");
                assertThat(claims)
                        .containsEntry("iss", dex.base())
                        .containsEntry("sub", claim(tokens, "sub"))
                        .containsEntry("aud", each.path().substring(1))
                        .containsEntry("sid", sid)
                        .containsEntry("iat", clock.instant().getEpochSecond())
                        .containsEntry("exp", clock.instant().getEpochSecond() + 120)
                        .containsEntry(
                                "events",
                                Map.of(
                                        "http://schemas.openid.net/event/backchannel-logout",
                                        Map.of()))
                        .containsKey("jti")
                        .doesNotContainKey("nonce");
                assertThat(each.headers())
                        .containsEntry("Cache-control", List.of("no-cache, no-store"))
                        .containsEntry(
                                "Content-type", List.of("application/x-www-form-urlencoded"));
            }
        }
    }

    @Test
    void waits_for_no_client(Database database) {
        hangs = true;
        try (DexServer dex = started(database)) {
            JsonNode tokens = login(dex, "app");

            assertThat(logout(dex, tokens).body()).contains("Logged Out");
            assertThat(over.getCount()).as("nobody answered yet").isEqualTo(1);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> told.size() == 1);
        }
    }

    @Test
    void logs_out_although_a_client_refuses_to_know(Database database) {
        status = 500;
        try (DexServer dex = started(database)) {
            JsonNode tokens = login(dex, "app");
            logout(dex, tokens);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> told.size() == 1);

            assertThat(refreshed(dex, "app", tokens).path("error").asString())
                    .isEqualTo("invalid_request");
        }
    }

    @Test
    void ends_only_tokens_that_are_bound_to_the_session(Database database) {
        try (DexServer dex = started(database)) {
            JsonNode bound = login(dex, "app");
            JsonNode free = login(dex, "other");
            logout(dex, bound);

            assertThat(refreshed(dex, "app", bound).has("error")).isTrue();
            assertThat(refreshed(dex, "other", free).has("id_token")).isTrue();
        }
    }

    @Test
    void tells_nobody_when_there_was_no_session(Database database) {
        try (DexServer dex = started(database)) {
            JsonNode tokens = login(dex, "app");
            browser.cookies().clear();

            assertThat(logout(dex, tokens).body()).contains("Session Not Found");
            assertThat(told).isEmpty();
            assertThat(refreshed(dex, "app", tokens).has("id_token")).isTrue();
        }
    }

    private DexServer started(Database database) {
        return DexServer.start(
                DexServer.Setup.of(database, clock, CONFIG)
                        .replacing("client", "http://127.0.0.1:" + client.getAddress().getPort())
                        .with(Map.of("DEX_SESSIONS_ENABLED", "true")));
    }

    private HttpResponse<String> logout(DexServer dex, JsonNode tokens) {
        return browser.get(
                dex.base() + "/logout?id_token_hint=" + tokens.path("id_token").asString());
    }

    private JsonNode login(DexServer dex, String id) {
        String at =
                dex.base()
                        + "/auth/mock?response_type=code&scope=openid+offline_access&client_id="
                        + id
                        + "&redirect_uri="
                        + Relying.REDIRECT;
        while (!at.startsWith(Relying.REDIRECT)) {
            at = Browser.location(browser.get(at.startsWith("/") ? dex.origin() + at : at));
        }
        return token(
                dex,
                id,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        Browser.query(at).text("code"),
                        "redirect_uri",
                        Relying.REDIRECT));
    }

    private static JsonNode refreshed(DexServer dex, String id, JsonNode tokens) {
        return token(
                dex,
                id,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.path("refresh_token").asString()));
    }

    private static JsonNode token(DexServer dex, String id, Map<String, String> form) {
        Map<String, String> all = new java.util.LinkedHashMap<>(form);
        all.put("client_id", id);
        all.put("client_secret", "secret");
        return Json.mapper().readTree(new Browser().post(dex.base() + "/token", all).body());
    }

    private static String claim(JsonNode tokens, String name) {
        return Relying.claims(tokens).path(name).asString();
    }

    private static com.nimbusds.jose.jwk.RSAKey key(DexServer dex, JWSObject token)
            throws Exception {
        return JWKSet.parse(new Browser().get(dex.base() + "/keys").body())
                .getKeyByKeyId(token.getHeader().getKeyID())
                .toRSAKey();
    }
}
