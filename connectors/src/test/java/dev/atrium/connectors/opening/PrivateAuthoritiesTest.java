package dev.atrium.connectors.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.atrium.connectors.Connector;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Authorities;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.config.YamlFile;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.directory.Slapd;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Upstreams whose certificates no public authority vouches for.
class PrivateAuthoritiesTest {
    private final FakeClock clock = FakeClock.atNoon();
    private Path pem;
    private HttpsServer server;

    @BeforeEach
    void start(@TempDir Path dir) throws Exception {
        Slapd.certificate(dir, "upstream", "IP:127.0.0.1");
        pem = dir.resolve("upstream.pem");
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry(
                "own",
                PrivateKeys.read(Files.readString(dir.resolve("upstream.key"))),
                new char[0],
                new X509Certificate[] {Authorities.of(environment()).certificates().getFirst()});
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(
                "/",
                exchange -> {
                    byte[] body =
                            "{\"authorization_endpoint\":\"https://x/a\",\"token_endpoint\":\"https://x/t\"}"
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Map<String, String> environment() {
        return Map.of("SSL_CERT_FILE", pem.toString());
    }

    private Connector open(String more, Authorities installed) throws ConnectorProblem {
        return new ConnectorKinds(
                        trust -> http(installed.applied(trust)),
                        installed::applied,
                        Optional.empty(),
                        new RandomIds(new SecureRandom(), clock),
                        clock)
                .open(
                        new ConnectorId("o"),
                        "openshift",
                        YamlFile.parse(
                                "dex.yaml",
                                "{issuer: 'https://127.0.0.1:%d'%s}"
                                        .formatted(server.getAddress().getPort(), more)));
    }

    private static OutgoingHttp http(Trust trust) {
        try {
            return new OutgoingHttp(
                    HttpClient.newBuilder().sslContext(trust.context()).build(),
                    AddressPolicy.OPERATOR,
                    Limits.STANDARD);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    @Test
    void are_believed_where_the_connector_names_their_authority() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(pem));
        for (String more :
                List.of(", rootCA: '" + pem + "'", ", rootCA: " + base64, ", insecureCA: true")) {
            open(more, Authorities.OF_JAVA).check();
        }
        assertThatThrownBy(() -> open("", Authorities.OF_JAVA).check())
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("TLS failed");
    }

    @Test
    void are_believed_where_the_environment_names_their_authority(@TempDir Path dir)
            throws Exception {
        open("", Authorities.of(environment())).check();
        Files.copy(pem, dir.resolve("ours.pem"));
        Files.writeString(dir.resolve("README"), "not a certificate");
        open("", Authorities.of(Map.of("SSL_CERT_DIR", dir.toString()))).check();

        Slapd.certificate(dir, "other", "IP:127.0.0.1");
        Authorities other =
                Authorities.of(Map.of("SSL_CERT_FILE", dir.resolve("other.pem").toString()));
        assertThatThrownBy(() -> open("", other).check()).isInstanceOf(UpstreamException.class);
        open(", rootCA: '" + pem + "'", other).check();
        assertThat(Authorities.of(Map.of())).isEqualTo(Authorities.OF_JAVA);
        assertThatThrownBy(() -> Authorities.of(Map.of("SSL_CERT_FILE", "/none.pem")))
                .hasMessage("SSL_CERT_FILE names \"/none.pem\", which holds no certificate");
    }
}
