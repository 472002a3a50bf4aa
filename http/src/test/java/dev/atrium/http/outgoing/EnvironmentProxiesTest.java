package dev.atrium.http.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {
    private static Proxy proxy(Map<String, String> environment, String target) {
        return new EnvironmentProxies(environment).select(URI.create(target)).getFirst();
    }

    @Test
    void each_scheme_has_its_proxy() {
        Map<String, String> environment =
                Map.of("http_proxy", "one:3128", "HTTPS_PROXY", "http://user:pw@two.example.com");

        assertThat(proxy(environment, "http://x.io").address())
                .hasToString("one/<unresolved>:3128");
        assertThat(proxy(environment, "https://x.io").address())
                .hasToString("two.example.com/<unresolved>:80");
        assertThat(proxy(Map.of(), "https://x.io")).isEqualTo(Proxy.NO_PROXY);
        assertThat(new EnvironmentProxies(environment).credentials()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "x.io, https://x.io, true",
        "x.io, https://a.x.io, true",
        "x.io, https://ax.io, false",
        ".x.io, https://x.io, false",
        ".x.io, https://a.X.io, true",
        "*.x.io, https://a.x.io, true",
        "*, https://anything.org, true",
        "10.0.0.0/8, https://10.1.2.3, true",
        "10.0.0.0/8, https://11.1.2.3, false",
        "x.io:8443, https://x.io, false",
        "x.io:8443, https://x.io:8443, true",
        "x.io, https://localhost:1, true",
        "x.io, https://127.9.9.9, true",
        "x.io, 'https://[::1]:9', true"
    })
    void some_servers_are_reached_directly(String entry, String target, boolean direct) {
        Map<String, String> environment =
                Map.of("https_proxy", "http://proxy:1", "no_proxy", "a.b, " + entry);

        assertThat(proxy(environment, target).equals(Proxy.NO_PROXY)).isEqualTo(direct);
    }

    @Test
    void what_cannot_be_read_is_refused_without_telling_the_password() {
        assertThatThrownBy(
                        () -> new EnvironmentProxies(Map.of("HTTP_PROXY", "socks5://u:secret@x:1")))
                .hasMessageContaining("HTTP_PROXY")
                .hasMessageNotContaining("secret");
    }

    @Test
    void requests_go_through_the_proxy() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer proxy =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext(
                "/",
                exchange -> {
                    seen.add(exchange.getRequestURI().toString());
                    byte[] body = "from the proxy".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        proxy.start();
        try {
            EnvironmentProxies proxies =
                    new EnvironmentProxies(
                            Map.of("HTTP_PROXY", "127.0.0.1:" + proxy.getAddress().getPort()));
            OutgoingHttp http =
                    new OutgoingHttp(
                            HttpClient.newBuilder().proxy(proxies).build(),
                            AddressPolicy.OPERATOR,
                            Limits.STANDARD);

            OutgoingHttp.Answer answer = http.get(URI.create("http://upstream.invalid/token"));
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo("from the proxy");
            assertThat(seen).containsExactly("http://upstream.invalid/token");
        } finally {
            proxy.stop(0);
        }
    }
}
