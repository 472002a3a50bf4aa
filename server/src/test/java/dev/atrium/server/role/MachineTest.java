package dev.atrium.server.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.atrium.http.outgoing.OutgoingException;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.http.outgoing.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/// Servers elsewhere are reached the way that the environment says.
class MachineTest {
    private static final InetSocketAddress LOOPBACK =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void asks_the_proxy_that_the_environment_names() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = answering(HttpServer.create(LOOPBACK, 0), asked);
        try {
            OutgoingHttp http =
                    outgoing(
                            Map.of(
                                    "HTTP_PROXY",
                                    "http://127.0.0.1:" + proxy.getAddress().getPort(),
                                    "NO_PROXY",
                                    "direct.invalid"));

            assertThat(body(http, "http://upstream.invalid/keys")).isEqualTo("answer");
            assertThat(asked).containsExactly("http://upstream.invalid/keys");
            assertThatThrownBy(() -> body(http, "http://direct.invalid/keys"))
                    .isInstanceOf(OutgoingException.class);
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void reaches_its_own_machine_without_a_proxy() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer here = answering(HttpServer.create(LOOPBACK, 0), asked);
        try {
            OutgoingHttp http = outgoing(Map.of("HTTP_PROXY", "http://127.0.0.1:1"));

            assertThat(body(http, "http://127.0.0.1:" + here.getAddress().getPort() + "/x"))
                    .isEqualTo("answer");
            assertThat(asked).containsExactly("/x");
        } finally {
            here.stop(0);
        }
    }

    @Test
    void believes_the_authorities_that_the_environment_names() throws Exception {
        HttpsServer server = HttpsServer.create(LOOPBACK, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certified()));
        answering(server, new CopyOnWriteArrayList<>());
        String url = "https://localhost:" + server.getAddress().getPort() + "/";
        try {
            assertThat(body(outgoing(Map.of("SSL_CERT_FILE", file("server.crt"))), url))
                    .isEqualTo("answer");
            assertThatThrownBy(() -> body(outgoing(Map.of()), url))
                    .isInstanceOf(OutgoingException.class)
                    .hasMessageContaining("TLS failed");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void refuses_to_start_with_authorities_that_are_none() {
        assertThatThrownBy(() -> outgoing(Map.of("SSL_CERT_FILE", file("server.key"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SSL_CERT_FILE names")
                .hasMessageContaining("which holds no certificate");
    }

    private static OutgoingHttp outgoing(Map<String, String> environment) {
        return Machine.of(Clock.systemUTC(), "test", environment).outgoing(new Trust.Standard());
    }

    private static String body(OutgoingHttp http, String url) throws OutgoingException {
        return new String(http.get(URI.create(url)).body(), StandardCharsets.UTF_8);
    }

    private static <S extends HttpServer> S answering(S server, List<String> asked) {
        server.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().toString());
                    byte[] answer = "answer".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static String file(String name) {
        return Path.of("src/test/resources/tls", name).toAbsolutePath().toString();
    }

    private static SSLContext certified() throws Exception {
        Certificate certificate;
        try (InputStream in = resource("server.crt")) {
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        String key;
        try (InputStream in = resource("server.key")) {
            key = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
        byte[] encoded =
                Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", "").strip());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded)),
                new char[0],
                new Certificate[] {certificate});
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = MachineTest.class.getResourceAsStream("/tls/" + name);
        if (in == null) {
            throw new IOException("no " + name);
        }
        return in;
    }
}
