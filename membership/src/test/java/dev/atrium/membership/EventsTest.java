package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.event.Endpoints;
import dev.atrium.membership.event.Events;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Events on their way to an endpoint, which is a real HTTP server here.
@ExtendWith(TestDatabase.class)
final class EventsTest {
    private static final int ATTEMPTS = 3;

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @SuppressWarnings("NullAway.Init")
    private HttpServer receiver;

    @SuppressWarnings("NullAway.Init")
    private Events events;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(204);

    private record Received(Map<String, List<String>> headers, byte[] body) {
        JsonNode json() {
            return Json.mapper().readTree(body);
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    @BeforeEach
    void an_endpoint(Database database) throws IOException {
        server = new TestServer(database);
        Acme.settle(server);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/hook",
                exchange -> {
                    received.add(
                            new Received(
                                    Map.copyOf(exchange.getRequestHeaders()),
                                    exchange.getRequestBody().readAllBytes()));
                    exchange.sendResponseHeaders(answer.get(), -1);
                    exchange.close();
                });
        receiver.start();
        events = events(database, AddressPolicy.OPERATOR);
    }

    @AfterEach
    void stop() {
        events.close();
        receiver.stop(0);
        server.close();
    }

    private Events events(Database database, AddressPolicy policy) {
        SecureRandom random = new SecureRandom();
        return new Events(
                new MembershipSettings.Events(Optional.empty(), true, ATTEMPTS),
                database,
                new Endpoints(
                        database,
                        MasterKey.of(Secret.of("a test's master key"), random),
                        new LogStore(),
                        server.clock,
                        new RandomIds(random, server.clock),
                        true),
                new OutgoingHttp(
                        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build(),
                        policy,
                        Limits.STANDARD),
                server.clock,
                new SimpleMeterRegistry());
    }

    private JsonNode endpoint(String more) {
        TestServer.Answer made =
                server.send(
                        "POST",
                        "/api/event-endpoints",
                        server.root("ada"),
                        "{\"url\": \"http://127.0.0.1:%d/hook\"%s}"
                                .formatted(receiver.getAddress().getPort(), more));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        pass();
        waitFor(() -> open() == 0);
        received.clear();
        return made.json().get("data");
    }

    private void rename(String name) {
        server.send(
                "PUT",
                "/api/organizations/acme",
                server.root("bob"),
                "{\"name\": \"" + name + "\", \"defaultPolicyID\": null}");
    }

    private void pass() {
        server.database.write(events::pass).run();
    }

    private static void waitFor(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }

    private int count(String sql) {
        return server.database.read(tx -> tx.sql().createQuery(sql).mapTo(Integer.class).one());
    }

    private int open() {
        return count("select count(*) from membership.event_deliveries where dead_at is null");
    }

    private int leased() {
        return count(
                "select count(*) from membership.event_lanes where leased_until <> '-infinity'");
    }

    private void settled() {
        waitFor(() -> leased() == 0);
    }

    @Test
    void a_change_that_is_taken_back_has_no_event() {
        int before = count("select count(*) from membership.outbox");
        assertThatThrownBy(
                        () ->
                                server.database.writing(
                                        tx -> {
                                            new LogStore()
                                                    .append(
                                                            tx,
                                                            new Entry(
                                                                    Action.USERS_CREATED,
                                                                    Optional.empty(),
                                                                    Optional.empty(),
                                                                    Optional.empty(),
                                                                    server.clock.instant(),
                                                                    Map.of()));
                                            throw new IllegalStateException("taken back");
                                        }))
                .hasMessage("taken back");
        assertThat(count("select count(*) from membership.outbox")).isEqualTo(before);
    }

    @Test
    void an_event_is_signed_and_in_the_envelope_that_programs_know() throws Exception {
        String secret = endpoint("").at("/secret/clear").asString();
        rename("Renamed");
        pass();
        waitFor(() -> received.size() == 1);
        Received event = received.getFirst();
        JsonNode body = event.json();
        assertThat(body.get("type").asString()).isEqualTo("organizations.updated");
        assertThat(body.get("app").asString()).isEqualTo("membership");
        assertThat(body.get("date").asString()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(body.at("/payload/organizationId").asString()).isEqualTo("acme");
        assertThat(body.at("/payload/userId").asString()).isEqualTo("bob");
        assertThat(body.at("/payload/data/name").asString()).isEqualTo("Renamed");
        assertThat(event.header("webhook-id")).isEqualTo(body.get("idempotency_key").asString());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())),
                        "HmacSHA256"));
        mac.update(
                (event.header("webhook-id") + "." + event.header("webhook-timestamp") + ".")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(event.header("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(event.body())));
    }

    @Test
    void the_events_of_an_organization_keep_their_order_when_one_is_refused() {
        endpoint("");
        answer.set(500);
        rename("first");
        pass();
        waitFor(() -> received.size() == 1);
        settled();
        rename("second");
        pass();
        assertThat(leased()).isZero();
        answer.set(200);
        server.clock.advance(Duration.ofSeconds(5));
        pass();
        waitFor(() -> open() == 0);
        assertThat(received.stream().map(event -> event.json().at("/payload/data/name").asString()))
                .containsExactly("first", "first", "second");
        assertThat(received.get(0).header("webhook-id"))
                .isEqualTo(received.get(1).header("webhook-id"));
    }

    @Test
    void an_event_that_is_never_taken_is_put_aside_and_can_be_sent_again() {
        String id = endpoint("").get("id").asString();
        answer.set(500);
        rename("poison");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            pass();
            int seen = attempt;
            waitFor(() -> received.size() == seen);
            settled();
            server.clock.advance(Duration.ofMinutes(10));
        }
        assertThat(open()).isZero();
        String path = "/api/event-endpoints/" + id + "/undelivered";
        JsonNode aside = server.get(path, server.root("ada")).json().get("data");
        assertThat(aside).hasSize(1);
        assertThat(aside.get(0).get("reason").asString()).isEqualTo("the endpoint answered 500");
        answer.set(200);
        assertThat(server.send("POST", path + "/retry", server.root("ada")).status())
                .isEqualTo(202);
        pass();
        waitFor(() -> received.size() == ATTEMPTS + 1);
        settled();
        assertThat(server.get(path, server.root("ada")).json().get("data")).isEmpty();
    }

    @Test
    void an_endpoint_hears_of_its_organization_and_its_actions_only() {
        endpoint(", \"organizationId\": \"globex\"");
        rename("not theirs");
        pass();
        settled();
        assertThat(received).isEmpty();
        endpoint(", \"actions\": [\"organizations.updated\"]");
        server.send("POST", "/api/organizations", server.root("fay"), "{\"name\": \"x\"}");
        rename("theirs");
        pass();
        waitFor(() -> open() == 0);
        settled();
        assertThat(received.stream().map(event -> event.json().get("type").asString()))
                .containsExactly("organizations.updated");
    }

    @Test
    void an_address_that_is_not_public_is_not_told_unless_the_operator_allows_it() {
        endpoint("");
        try (Events careful = events(server.database, AddressPolicy.TENANT)) {
            rename("secret");
            server.database.write(careful::pass).run();
            settled();
            waitFor(
                    () ->
                            count("select coalesce(max(attempts), 0) from membership.event_lanes")
                                    == 1);
        }
        assertThat(received).isEmpty();
    }

    @Test
    void the_secret_is_shown_once_and_sealed_at_rest() {
        JsonNode made = endpoint("");
        String clear = made.at("/secret/clear").asString();
        String path = "/api/event-endpoints/" + made.get("id").asString();
        JsonNode shown = server.get(path, server.root("ada")).json().get("data");
        assertThat(shown.at("/secret").has("clear")).isFalse();
        assertThat(shown.at("/secret/lastDigits").asString())
                .isEqualTo(clear.substring(clear.length() - 4));
        byte[] stored =
                server.database.read(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "select secret_sealed from membership.event_endpoints")
                                        .mapTo(byte[].class)
                                        .one());
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(
                        new String(
                                Base64.getDecoder().decode(clear.substring("whsec_".length())),
                                StandardCharsets.ISO_8859_1));
    }

    @Test
    void endpoints_are_platform_administrators_business() {
        String path = "/api/event-endpoints";
        assertThat(server.get(path, server.root("bob")).status()).isEqualTo(403);
        String ada = server.root("ada");
        for (String bad :
                List.of(
                        "{}",
                        "{\"url\": \"ftp://example.com\"}",
                        "{\"url\": \"https://a:b@example.com\"}",
                        "{\"url\": \"https://example.com\", \"actions\": [\"fly\"]}")) {
            assertThat(server.send("POST", path, ada, bad).status()).as(bad).isEqualTo(400);
        }
        String nobodys = "{\"url\": \"https://example.com\", \"organizationId\": \"nobody\"}";
        assertThat(server.send("POST", path, ada, nobodys).status()).isEqualTo(404);
        String id = endpoint("").get("id").asString();
        assertThat(
                        server.send(
                                        "PUT",
                                        path + "/" + id,
                                        ada,
                                        "{\"url\": \"https://example.com/x\", \"enabled\": false}")
                                .json()
                                .at("/data/enabled")
                                .asBoolean())
                .isFalse();
        assertThat(server.send("DELETE", path + "/" + id, ada).status()).isEqualTo(204);
        assertThat(server.send("DELETE", path + "/" + id, ada).status()).isEqualTo(404);
        assertThat(server.log(""))
                .containsExactly(
                        "event-endpoints.created by ada",
                        "event-endpoints.updated by ada",
                        "event-endpoints.deleted by ada");
    }
}
