package dev.atrium.server.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atrium.storage.PostgresUri;
import dev.atrium.storage.embedded.FreePort;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/// Two processes of Dex on one database, behind a balancer that sends every request to the other
/// one. The rotation comes first, because the first change of keys is the soonest.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoReplicasTest {
    private static final String REDIRECT = "http://127.0.0.1:5555/callback";
    private static final String VERIFIER =
            "a-verifier-of-at-least-forty-three-characters-in-length";
    private static final String CONFIG =
            """
            issuer: ${issuer}
            storage: {type: postgres}
            web: {http: "127.0.0.1:${port}"}
            oauth2: {skipApprovalScreen: true}
            signer: {type: local, config: {keysRotationPeriod: 10s}}
            expiry: {refreshTokens: {reuseInterval: 2s}}
            enablePasswordDB: true
            staticPasswords:
            - {email: admin@example.com, hash: "${hash}", username: admin, userID: somebody}
            - {email: user@example.com, hash: "${hash}", username: user, userID: somebody-else}
            staticClients:
            - {id: app, secret: app-secret, name: App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            - {id: device, public: true, name: Device, redirectURIs: ["/device/callback"]}
            """;

    private static final Balancer BALANCER = new Balancer();
    private static String issuer = "";
    private static PostgresUri database = PostgresUri.parse("postgresql://localhost");
    private static List<Integer> ports = List.of();
    private static final Map<Integer, Program> REPLICAS = new LinkedHashMap<>();
    private static Path directory = Path.of("");

    private final Visitor visitor =
            new Visitor(BALANCER::next, address -> address.toString().startsWith(REDIRECT));

    @BeforeAll
    static void start() throws IOException {
        directory = Files.createTempDirectory("replicas");
        database = TestDatabase.create();
        ports = List.of(FreePort.choose(), FreePort.choose());
        issuer = "http://127.0.0.1:" + ports.getFirst() + "/dex";
        // Both meet the empty database at once.
        for (int port : ports) {
            REPLICAS.put(port, replica(port));
        }
        for (int port : ports) {
            awaitReplica(port);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        for (Program replica : REPLICAS.values()) {
            replica.close();
        }
        Seeds.delete(directory);
    }

    @Test
    @Order(1)
    void changes_keys_without_a_token_that_anybody_cannot_verify() {
        // What relying parties know that ask one replica or the other, round by round.
        List<List<PublishedKeys>> known = new ArrayList<>(List.of(everybodysKeys()));
        Tokens first = logIn();
        List<Tokens> all = new ArrayList<>(List.of(first));
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> {
                            known.add(everybodysKeys());
                            all.add(refreshed(all.getLast()));
                            return !PublishedKeys.kid(all.getLast().id())
                                    .equals(PublishedKeys.kid(first.id()));
                        });

        for (int round = 1; round < all.size(); round++) {
            Tokens tokens = all.get(round);
            assertThat(known.get(round))
                    .allMatch(keys -> keys.verifies(tokens.id()) && keys.verifies(tokens.access()));
        }
        String changed = all.getLast().id();
        assertThat(known.get(known.size() - 2))
                .as("published before it signed")
                .allMatch(keys -> keys.verifies(changed));
        assertThat(everybodysKeys())
                .allMatch(keys -> keys.verifies(first.id()) && keys.verifies(changed));
        for (Tokens tokens : List.of(first, all.getLast(), first, all.getLast())) {
            assertThat(userinfo(tokens).get("email").asString()).isEqualTo("admin@example.com");
        }
    }

    @Test
    @Order(2)
    void logs_a_person_in_with_each_step_at_another_replica() {
        for (int round = 0; round < 3; round++) {
            assertThat(userinfo(logIn()).get("email").asString()).isEqualTo("admin@example.com");
            BALANCER.skip();
        }
    }

    @Test
    @Order(3)
    void gives_tokens_once_for_a_code_that_both_get_at_the_same_time() throws Exception {
        String code = code("admin@example.com");
        List<Visitor.Page> answers = atOnce(codeForm(code));
        assertThat(answers).extracting(Visitor.Page::status).containsExactlyInAnyOrder(200, 400);
    }

    @Test
    @Order(4)
    void refreshes_at_the_replicas_in_turn_and_refuses_tokens_of_before() {
        List<Tokens> chain = new ArrayList<>(List.of(logIn()));
        for (int round = 0; round < 3; round++) {
            chain.add(rotated(chain.getLast()));
        }
        assertThat(chain).extracting(Tokens::refresh).doesNotHaveDuplicates();
        for (int attempt = 0; attempt < 2; attempt++) {
            Visitor.Page late = token(refreshForm(chain.getFirst().refresh()));
            assertThat(late.status()).as(late.text()).isEqualTo(400);
        }
        assertThat(userinfo(refreshed(chain.getLast())).get("email").asString())
                .isEqualTo("admin@example.com");
    }

    @Test
    @Order(5)
    void gives_the_same_next_token_when_both_get_a_refresh_at_the_same_time() throws Exception {
        Tokens tokens = logIn();
        // Once this later token is old enough to be replaced, so is the earlier one.
        rotated(exchanged(code("user@example.com")));
        List<Visitor.Page> answers = atOnce(refreshForm(tokens.refresh()));
        assertThat(answers).extracting(Visitor.Page::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> Tokens.of(answer).refresh())
                .doesNotContain(tokens.refresh())
                .containsOnly(Tokens.of(answers.getFirst()).refresh());
    }

    @Test
    @Order(6)
    void logs_a_device_in_with_each_step_at_another_replica() {
        JsonNode device =
                visitor.post(
                                issuer + "/device/code",
                                Map.of(
                                        "client_id",
                                        "device",
                                        "scope",
                                        "openid email offline_access"))
                        .json();
        Map<String, String> poll =
                Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code", device.get("device_code").asString(),
                        "client_id", "device");
        assertThat(token(poll).json().get("error").asString()).isEqualTo("authorization_pending");

        Visitor.Page entry = visitor.open(device.get("verification_uri_complete").asString());
        Visitor.Page form =
                visitor.follow(
                        visitor.submit(
                                entry, Map.of("user_code", device.get("user_code").asString())));
        assertThat(visitor.logIn(form, "admin@example.com", "password").status()).isEqualTo(200);

        List<Visitor.Page> answers = new ArrayList<>();
        Duration interval = Duration.ofSeconds(device.get("interval").asLong() + 1);
        await().atMost(Duration.ofSeconds(40))
                .pollDelay(interval)
                .pollInterval(interval)
                .until(
                        () -> {
                            answers.add(token(poll));
                            return answers.getLast().status() == 200;
                        });
        assertThat(userinfo(Tokens.of(answers.getLast())).get("email").asString())
                .isEqualTo("admin@example.com");
        assertThat(token(poll).status()).isEqualTo(400);
    }

    @Test
    @Order(7)
    void finishes_a_login_at_the_replica_that_is_left_after_a_kill() throws Exception {
        Tokens earlier = logIn();
        Visitor.Page form = visitor.open(authorization());
        Visitor.Page submitted =
                visitor.submit(form, Map.of("login", "admin@example.com", "password", "password"));
        int victim = BALANCER.last();
        Program killed = Objects.requireNonNull(REPLICAS.get(victim));
        killed.kill();
        BALANCER.remove(victim);

        // The person's next login will end this chain.
        Tokens next = refreshed(refreshed(earlier));
        assertThat(userinfo(next).get("email").asString()).isEqualTo("admin@example.com");
        Tokens tokens = exchanged(visitor.follow(submitted).answer().text("code"));
        assertThat(userinfo(tokens).get("email").asString()).isEqualTo("admin@example.com");

        killed.close();
        REPLICAS.put(victim, replica(victim));
        awaitReplica(victim);
        for (Tokens latest : List.of(rotated(tokens), next, tokens)) {
            assertThat(userinfo(latest).get("email").asString()).isEqualTo("admin@example.com");
        }
    }

    private static Program replica(int port) throws IOException {
        Path file = directory.resolve("dex-" + port + ".yaml");
        Files.writeString(
                file,
                CONFIG.replace("${issuer}", issuer)
                        .replace("${port}", Integer.toString(port))
                        .replace("${hash}", Seeds.HASH));
        return Program.start(
                Map.of(
                        "POSTGRES_URI",
                        database.whole().reveal(),
                        "MASTER_KEY",
                        "the same for both replicas"),
                "dex",
                "serve",
                file.toString());
    }

    private static void awaitReplica(int port) throws IOException {
        Objects.requireNonNull(REPLICAS.get(port))
                .awaitAnswer("http://127.0.0.1:" + port + "/dex/healthz");
        BALANCER.add(port);
    }

    private record Tokens(String access, String id, String refresh) {
        static Tokens of(Visitor.Page answer) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            JsonNode json = answer.json();
            return new Tokens(
                    json.get("access_token").asString(),
                    json.get("id_token").asString(),
                    json.get("refresh_token").asString());
        }
    }

    private Tokens logIn() {
        return exchanged(code("admin@example.com"));
    }

    private String code(String email) {
        Visitor.Page end = visitor.logIn(visitor.open(authorization()), email, "password");
        assertThat(end.next()).as(end.text()).isPresent();
        assertThat(end.answer().text("state")).isEqualTo("a-state");
        return end.answer().text("code");
    }

    private static String authorization() {
        return issuer
                + "/auth?client_id=app&response_type=code&scope=openid+email+offline_access&state=a-state"
                + "&code_challenge_method=S256&code_challenge="
                + challenge()
                + "&redirect_uri="
                + REDIRECT;
    }

    private static String challenge() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private Tokens exchanged(String code) {
        return Tokens.of(token(codeForm(code)));
    }

    private Tokens refreshed(Tokens tokens) {
        return Tokens.of(token(refreshForm(tokens.refresh())));
    }

    /// Refreshes at the replicas in turn until the time for using a token again is over.
    private Tokens rotated(Tokens tokens) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> refreshed(tokens), next -> !next.refresh().equals(tokens.refresh()));
    }

    private Visitor.Page token(Map<String, String> form) {
        return visitor.post(issuer + "/token", form);
    }

    private JsonNode userinfo(Tokens tokens) {
        Visitor.Page page =
                visitor.post(
                        issuer + "/userinfo",
                        Map.of(),
                        "Authorization",
                        "Bearer " + tokens.access());
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.json();
    }

    private static Map<String, String> codeForm(String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                REDIRECT,
                "code_verifier",
                VERIFIER,
                "client_id",
                "app",
                "client_secret",
                "app-secret");
    }

    private static Map<String, String> refreshForm(String refresh) {
        return Map.of(
                "grant_type", "refresh_token",
                "refresh_token", refresh,
                "client_id", "app",
                "client_secret", "app-secret");
    }

    private static List<PublishedKeys> everybodysKeys() {
        return ports.stream()
                .map(port -> new Visitor().open("http://127.0.0.1:" + port + "/dex/keys"))
                .map(page -> PublishedKeys.read(page.json()))
                .toList();
    }

    /// The same request to both at once.
    private static List<Visitor.Page> atOnce(Map<String, String> form) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Visitor.Page>> running = new ArrayList<>();
            for (int port : ports) {
                String address = "http://127.0.0.1:" + port + "/dex/token";
                running.add(threads.submit(() -> new Visitor().post(address, form)));
            }
            List<Visitor.Page> answers = new ArrayList<>();
            for (Future<Visitor.Page> future : running) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
