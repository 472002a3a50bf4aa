package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.event.Endpoints;
import dev.atrium.membership.event.Events;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.embedded.FreePort;
import dev.atrium.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Events on their way to NATS JetStream: Debian's nats-server, started by each test.
@ExtendWith(TestDatabase.class)
// Closing a connection may be interrupted, which ends the test as it should.
@SuppressWarnings("try")
final class NatsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @SuppressWarnings("NullAway.Init")
    private Events events;

    private int port;
    private Optional<Process> broker = Optional.empty();

    @BeforeEach
    void an_organization(Database database) throws IOException {
        server = new TestServer(database);
        Acme.settle(server);
        port = FreePort.choose();
        SecureRandom random = new SecureRandom();
        events =
                new Events(
                        new MembershipSettings.Events(
                                Optional.of(
                                        new MembershipSettings.Nats(
                                                url(),
                                                "membership",
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                "membership",
                                                1,
                                                true,
                                                -1,
                                                Duration.ofMillis(100),
                                                Duration.ofSeconds(5))),
                                false,
                                3),
                        database,
                        new Endpoints(
                                database,
                                MasterKey.of(Secret.of("a test's master key"), random),
                                new LogStore(),
                                server.clock,
                                new RandomIds(random, server.clock),
                                false),
                        new OutgoingHttp(
                                HttpClient.newBuilder()
                                        .followRedirects(HttpClient.Redirect.NEVER)
                                        .build(),
                                AddressPolicy.TENANT,
                                Limits.STANDARD),
                        server.clock,
                        new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        events.close();
        broker.ifPresent(Process::destroyForcibly);
        server.close();
    }

    private String url() {
        return "nats://127.0.0.1:" + port;
    }

    private void start() throws IOException {
        broker =
                Optional.of(
                        new ProcessBuilder(
                                        "nats-server",
                                        "-js",
                                        "-a",
                                        "127.0.0.1",
                                        "-p",
                                        Integer.toString(port),
                                        "-sd",
                                        directory.toString())
                                .redirectErrorStream(true)
                                .redirectOutput(directory.resolve("log").toFile())
                                .start());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(
                        () -> {
                            Nats.connect(url()).close();
                            return true;
                        });
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

    private int count(String sql) {
        return server.database.read(tx -> tx.sql().createQuery(sql).mapTo(Integer.class).one());
    }

    private void sent() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> count("select count(*) from membership.event_deliveries") == 0);
    }

    @Test
    void events_reach_the_stream_in_their_order() throws Exception {
        start();
        rename("first");
        rename("second");
        pass();
        sent();
        try (Connection connection = Nats.connect(url())) {
            MessageInfo first = connection.jetStreamManagement().getMessage("membership", 1);
            MessageInfo second = connection.jetStreamManagement().getMessage("membership", 2);
            assertThat(first.getSubject()).isEqualTo("membership");
            JsonNode event = Json.mapper().readTree(first.getData());
            assertThat(event.get("type").asString()).isEqualTo("organizations.updated");
            assertThat(event.at("/payload/data/name").asString()).isEqualTo("first");
            assertThat(Objects.requireNonNull(first.getHeaders()).getFirst("Nats-Msg-Id"))
                    .isEqualTo(event.get("idempotency_key").asString());
            assertThat(Json.mapper().readTree(second.getData()).at("/payload/data/name").asString())
                    .isEqualTo("second");
        }
    }

    @Test
    void an_event_that_is_sent_twice_is_in_the_stream_once() throws Exception {
        start();
        rename("once");
        server.database.write(events::pass);
        server.sql(
                "create table membership.kept as select * from membership.event_deliveries",
                "update membership.event_lanes set leased_until = '-infinity'");
        pass();
        sent();
        server.sql(
                "insert into membership.event_deliveries select * from membership.kept",
                "update membership.event_lanes set due_at = now() - interval '10 years', leased_until = '-infinity'");
        pass();
        sent();
        try (Connection connection = Nats.connect(url())) {
            assertThat(
                            connection
                                    .jetStreamManagement()
                                    .getStreamInfo("membership")
                                    .getStreamState()
                                    .getMsgCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void events_wait_for_a_broker_that_is_away() throws Exception {
        rename("patient");
        pass();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> count("select max(attempts) from membership.event_lanes") == 1);
        start();
        server.clock.advance(Duration.ofMinutes(1));
        pass();
        sent();
    }
}
