package dev.atrium.server.walkthrough;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.Json;
import dev.atrium.storage.PostgresUri;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Each role as a process of its own, behind something that ends TLS: what the world sees comes
/// from the configured addresses and never from a request.
@ExtendWith(TestDatabase.class)
class TlsProxyTest {
    private final List<Program> programs = new ArrayList<>();
    private Optional<TlsProxy> proxy = Optional.empty();

    @Test
    void somebody_logs_in_through_the_proxy_and_never_leaves_https(PostgresUri database)
            throws Exception {
        Path directory = Files.createTempDirectory("tls-proxy");
        int offset = PortBlock.freeOffset();
        String dex = "http://localhost:" + (5556 + offset);
        String membership = "https://localhost:" + (5558 + offset) + "/api";
        String portal = "https://localhost:" + (3001 + offset);
        try {
            proxy =
                    Optional.of(
                            TlsProxy.start(
                                    directory,
                                    Map.of(
                                            5558 + offset,
                                            8080 + offset,
                                            3001 + offset,
                                            3000 + offset)));
            Path dexFile = directory.resolve("dex.yaml");
            Files.writeString(dexFile, dexFile(5556 + offset, membership));
            Path membershipFile = directory.resolve("membership.yaml");
            Files.writeString(membershipFile, membershipFile(portal));
            Map<String, String> shared =
                    Map.of(
                            "POSTGRES_URI",
                            database.whole().reveal(),
                            "MASTER_KEY",
                            "a-long-random-text-of-the-test");
            Program.Finished migrated =
                    Program.run(shared, "membership", "storage", "migrations", "up");
            assertThat(migrated.exit()).as(migrated.output()).isZero();

            start(shared, Map.of(), "dex", "serve", dexFile.toString());
            start(
                    shared,
                    membership(membership, dex, membershipFile, offset),
                    "membership",
                    "serve");
            start(shared, portal(membership, portal, offset), "portal", "serve");
            await(dex + "/.well-known/openid-configuration");
            await(membership + "/_info");
            await(portal + "/_info");

            JsonNode discovery =
                    Json.mapper()
                            .readTree(get(membership + "/.well-known/openid-configuration").body());
            assertThat(discovery.get("issuer").asString()).isEqualTo(membership);
            assertThat(discovery.get("token_endpoint").asString()).startsWith(membership + "/");
            logInAndWatch(dex, membership, portal);
        } finally {
            programs.forEach(TlsProxyTest::end);
            proxy.ifPresent(TlsProxy::close);
            Seeds.delete(directory);
        }
    }

    private static void logInAndWatch(String dex, String membership, String portal) {
        List<Response> seen = new ArrayList<>();
        try (BrowserContext context = Browser.person()) {
            Page page = context.newPage();
            page.onResponse(seen::add);
            page.navigate(portal);
            Browser.logIn(page, "ada@example.com", "password");
            page.waitForURL(portal + "/organizations/*/stacks");
            assertThat(Browser.heading(page, "Stacks")).isVisible();

            // The page goes on asking, and reading a header lets the next response in.
            List<Response> responses = List.copyOf(seen);
            assertThat(responses)
                    .allMatch(response -> under(response.url(), dex, membership, portal));
            assertThat(cookies(responses, membership))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.contains("; Secure"));
            assertThat(cookies(responses, portal))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.contains("; Secure"));
            List<String> redirects =
                    responses.stream()
                            .filter(response -> response.status() / 100 == 3)
                            .flatMap(response -> values(response, "location"))
                            .toList();
            assertThat(redirects)
                    .anyMatch(to -> to.startsWith(membership + "/authorize"))
                    .anyMatch(to -> to.startsWith(portal + "/auth/login?"))
                    .allMatch(to -> to.startsWith("/") || under(to, dex, membership, portal))
                    .noneMatch(to -> to.contains(TlsProxy.HOST_BEHIND));
        }
    }

    private static boolean under(String url, String... bases) {
        return List.of(bases).stream().anyMatch(url::startsWith);
    }

    private static Stream<String> values(Response response, String header) {
        return response.headersArray().stream()
                .filter(each -> each.name.equalsIgnoreCase(header))
                .map(each -> each.value);
    }

    private static List<String> cookies(List<Response> responses, String base) {
        return responses.stream()
                .filter(response -> response.url().startsWith(base))
                .flatMap(response -> values(response, "set-cookie"))
                .toList();
    }

    private static String dexFile(int port, String membership) {
        return """
            issuer: http://localhost:%1$d
            storage:
              type: postgres
            web:
              http: 127.0.0.1:%1$d
            oauth2:
              skipApprovalScreen: true
            enablePasswordDB: true
            staticPasswords:
              - email: ada@example.com
                hash: "%2$s"
                username: ada
                userID: ada
            staticClients:
              - id: membership
                name: Membership
                secret: relying-party-secret
                redirectURIs: ["%3$s/authorize/callback"]
            """
                .formatted(port, Seeds.HASH, membership);
    }

    private static String membershipFile(String portal) {
        return """
            staticClients:
              - id: portal
                name: Portal
                secrets: ["portal-secret"]
                redirectUris: ["%1$s/auth/login"]
                postLogoutRedirectUris: ["%1$s/auth/logout"]
                scopes: [accesses, remember_me, keep_refresh_token, on_behalf]
            """
                .formatted(portal);
    }

    private static Map<String, String> membership(
            String membership, String dex, Path file, int offset) {
        return Map.of(
                "SERVICE_URL",
                membership,
                "CONFIG",
                file.toString(),
                "LISTEN",
                "127.0.0.1:" + (8080 + offset),
                "GRPC_LISTEN",
                "127.0.0.1:" + (8082 + offset),
                "RP_ISSUER",
                dex,
                "RP_CLIENT_ID",
                "membership",
                "RP_CLIENT_SECRET",
                "relying-party-secret",
                "DEV",
                "true");
    }

    private static Map<String, String> portal(String membership, String portal, int offset) {
        return Map.of(
                "HTTP_ADDR",
                "127.0.0.1:" + (3000 + offset),
                "REDIRECT_URI",
                portal,
                "MEMBERSHIP_URL_API",
                membership,
                "MEMBERSHIP_CLIENT_SECRET",
                "portal-secret",
                "COOKIE_SECRET",
                "cookie-secret-of-the-test",
                "DEV",
                "true");
    }

    private void start(Map<String, String> shared, Map<String, String> own, String... arguments)
            throws IOException {
        Map<String, String> environment = new HashMap<>(shared);
        environment.putAll(own);
        programs.add(Program.start(environment, arguments));
    }

    private void await(String address) throws Exception {
        org.awaitility.Awaitility.await(address)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> answers(address));
    }

    private boolean answers(String address) throws Exception {
        for (Program program : programs) {
            if (!program.running()) {
                throw new IllegalStateException("a program ended: " + program.output());
            }
        }
        try {
            return get(address).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static HttpResponse<String> get(String address) throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(new Trust.Anybody().context()).build()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(address)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void end(Program program) {
        try {
            program.stop();
            program.close();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
