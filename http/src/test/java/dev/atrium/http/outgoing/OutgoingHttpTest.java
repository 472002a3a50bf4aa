package dev.atrium.http.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutgoingHttpTest {
    private final OutgoingHttp http = patient(Duration.ofSeconds(30));
    private final CountDownLatch done = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/small", exchange -> answer(exchange, 200, 1000));
        server.createContext("/large", exchange -> answer(exchange, 200, 1001));
        server.createContext(
                "/away",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/small");
                    answer(exchange, 302, 1);
                });
        server.createContext(
                "/slow",
                exchange -> {
                    exchange.sendResponseHeaders(200, 5);
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    try {
                        done.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        done.countDown();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, int length) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, length);
            exchange.getResponseBody().write(new byte[length]);
        }
    }

    private static OutgoingHttp patient(Duration patience) {
        return new OutgoingHttp(
                HttpClient.newHttpClient(), AddressPolicy.OPERATOR, new Limits(patience, 1000));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void gives_the_whole_answer() throws OutgoingException {
        assertThat(http.get(at("/small")).body()).hasSize(1000);
    }

    @Test
    void a_shared_client_is_made_once_by_the_first_request() throws OutgoingException {
        AtomicInteger made = new AtomicInteger();
        SharedClient shared =
                new SharedClient(
                        () -> {
                            made.incrementAndGet();
                            return HttpClient.newHttpClient();
                        });
        OutgoingHttp sharing = new OutgoingHttp(shared, AddressPolicy.OPERATOR, Limits.STANDARD);
        assertThat(made).hasValue(0);

        sharing.get(at("/small"));
        sharing.under(AddressPolicy.OPERATOR).get(at("/small"));

        assertThat(made).hasValue(1);
    }

    @Test
    void a_shared_client_that_follows_redirects_sends_nothing() {
        OutgoingHttp following =
                new OutgoingHttp(
                        () ->
                                HttpClient.newBuilder()
                                        .followRedirects(HttpClient.Redirect.NORMAL)
                                        .build(),
                        AddressPolicy.OPERATOR,
                        Limits.STANDARD);

        assertThatThrownBy(() -> following.get(at("/small")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stops_reading_an_answer_that_is_too_large() {
        assertThatThrownBy(() -> http.get(at("/large"))).isInstanceOf(OutgoingException.class);
    }

    @Test
    void does_not_follow_redirects() throws OutgoingException {
        assertThat(http.get(at("/away")).status()).isEqualTo(302);
    }

    @Test
    void gives_up_on_a_body_that_does_not_end() {
        assertThatThrownBy(() -> patient(Duration.ofSeconds(1)).get(at("/slow")))
                .isInstanceOf(OutgoingException.class)
                .hasMessageContaining("did not answer within 1 s");
    }

    @Test
    void says_that_nobody_listens() {
        assertThatThrownBy(() -> http.get(URI.create("http://127.0.0.1:1/")))
                .isInstanceOf(OutgoingException.class)
                .hasMessageContaining("127.0.0.1:1", "refused");
    }
}
