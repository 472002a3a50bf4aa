package dev.atrium.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.RandomIds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsListenerTest {
    @TempDir Path folder;

    @Test
    void serves_over_tls() throws Exception {
        put("first", 1);
        try (HttpServer server = start(tls("1.2", Optional.empty()))) {
            HttpResponse<String> answer = get(server.port(), "TLSv1.3");

            assertThat(answer.body()).isEqualTo("hello");
            assertThat(subject(answer)).isEqualTo("CN=first");
        }
    }

    @Test
    void refuses_a_version_below_the_configured_one() throws Exception {
        put("first", 1);
        try (HttpServer server = start(tls("1.3", Optional.empty()))) {
            assertThatThrownBy(() -> get(server.port(), "TLSv1.2"))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(get(server.port(), "TLSv1.3").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takes_up_a_renewed_certificate_and_keeps_it_when_the_next_is_broken() throws Exception {
        put("first", 1);
        Server server = new Server();
        try (TlsListener listener = new TlsListener(tls("1.2", Optional.empty()))) {
            ServerConnector connector =
                    listener.connector(server, new HttpConfiguration(), "127.0.0.1", 0);
            server.addConnector(connector);
            server.start();
            int port = connector.getLocalPort();
            String before = subject(get(port, "TLSv1.3"));
            put("second", 2);
            listener.look();
            String renewed = subject(get(port, "TLSv1.3"));
            Files.writeString(folder.resolve("server.crt"), "nonsense");
            touch(3);
            listener.look();

            assertThat(List.of(before, renewed, subject(get(port, "TLSv1.3"))))
                    .containsExactly("CN=first", "CN=second", "CN=second");
        } finally {
            server.stop();
        }
    }

    @Test
    void keeps_the_pair_while_only_one_half_of_the_next_is_there() throws Exception {
        put("first", 1);
        Server server = new Server();
        try (TlsListener listener = new TlsListener(tls("1.2", Optional.empty()))) {
            ServerConnector connector =
                    listener.connector(server, new HttpConfiguration(), "127.0.0.1", 0);
            server.addConnector(connector);
            server.start();
            int port = connector.getLocalPort();
            put("second", "crt");
            touch(2);
            listener.look();
            String between = subject(get(port, "TLSv1.3"));
            put("second", "key");
            touch(3);
            listener.look();

            assertThat(List.of(between, subject(get(port, "TLSv1.3"))))
                    .containsExactly("CN=first", "CN=second");
        } finally {
            server.stop();
        }
    }

    @Test
    void refuses_a_key_of_another_certificate() throws Exception {
        put("first", "crt");
        put("second", "key");

        assertThatThrownBy(() -> new TlsListener(tls("1.2", Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the private key is not that of the certificate");
    }

    @Test
    void names_the_files_that_cannot_be_used() throws Exception {
        put("first", 1);
        Files.writeString(folder.resolve("server.key"), "nonsense");

        assertThatThrownBy(() -> new TlsListener(tls("1.2", Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("server.crt")
                .hasMessageContaining("it has no unencrypted private key");
    }

    private static HttpServer start(Tls tls) {
        return HttpServer.start(
                ServerSettings.of("test", "127.0.0.1", 0).with(tls),
                List.of(Route.open(Verb.GET, "/", "hello", _ -> Response.text(200, "hello"))),
                new PlainEdge(),
                new RandomIds(new SecureRandom(), Clock.systemUTC()),
                new SimpleMeterRegistry());
    }

    private Tls tls(String minimum, Optional<String> maximum) {
        return new Tls(
                folder.resolve("server.crt"), folder.resolve("server.key"), minimum, maximum);
    }

    private void put(String name, int second) throws Exception {
        put(name, "crt");
        put(name, "key");
        touch(second);
    }

    private void put(String name, String kind) throws Exception {
        try (InputStream in =
                TlsListenerTest.class.getResourceAsStream("/tls/" + name + "." + kind)) {
            Files.copy(
                    Objects.requireNonNull(in),
                    folder.resolve("server." + kind),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void touch(int second) throws Exception {
        for (String kind : List.of("crt", "key")) {
            Files.setLastModifiedTime(
                    folder.resolve("server." + kind),
                    FileTime.from(Instant.ofEpochSecond(1_000_000 + second)));
        }
    }

    private static HttpResponse<String> get(int port, String version) throws Exception {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {version});
        try (HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(new Trust.Anybody().context())
                        .sslParameters(parameters)
                        .build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/")).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String subject(HttpResponse<String> answer) throws Exception {
        return ((X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private record PlainEdge() implements ErrorEdge {
        @Override
        public Response render(Throwable error, Request request) {
            return Response.text(500, String.valueOf(error));
        }

        @Override
        public Response refuse(int status, String reason) {
            return Response.text(status, reason);
        }

        @Override
        public boolean expects(Throwable error) {
            return false;
        }
    }
}
