package dev.atrium.connectors.authproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.connectors.opening.ConnectorProblem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.config.YamlFile;
import dev.atrium.testkit.FakeClock;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthproxyConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated proxy = new Simulated(clock);

    @AfterEach
    void stop() {
        proxy.close();
    }

    private AuthproxyConnector open(String config) throws ConnectorProblem {
        return (AuthproxyConnector)
                new ConnectorKinds(
                                _ -> Simulated.http(),
                                new RandomIds(new SecureRandom(), clock),
                                clock)
                        .open(
                                new ConnectorId("my proxy"),
                                "authproxy",
                                YamlFile.parse("dex.yaml", config));
    }

    private Identity arrive(String config, String path) throws Exception {
        return proxy.arrive(open(config), PLAIN, new byte[0], path).identity();
    }

    @Test
    void sends_the_browser_to_a_callback_of_its_own() throws Exception {
        assertThat(open("{}").depart(PLAIN, "https://dex/callback", "s").location())
                .isEqualTo("https://dex/callback/my%20proxy?state=s");
        assertThat(open("{}").refreshes()).isFalse();
    }

    @Test
    void believes_the_headers_there() throws Exception {
        proxy.browserSends("X-Remote-User", "jane")
                .browserSends("X-Remote-User-Id", "u-1")
                .browserSends("X-Remote-User-Name", "Jane Doe")
                .browserSends("X-Remote-User-Email", "j@x.io")
                .browserSends("X-Remote-Group", "a, b,c");

        assertThat(arrive("{staticGroups: [all]}", "/callback/my%20proxy?state=s"))
                .isEqualTo(
                        new Identity(
                                "u-1",
                                "jane",
                                Optional.of("Jane Doe"),
                                Optional.of("j@x.io"),
                                true,
                                List.of("a", "b", "c", "all")));
    }

    @Test
    void one_header_is_enough_and_may_have_another_name() throws Exception {
        proxy.browserSends("X-Login", "jane").browserSends("X-Teams", "a;b");

        assertThat(
                        arrive(
                                "{userHeader: X-Login, groupHeader: X-Teams, groupHeaderSeparator: ;}",
                                "/callback/p"))
                .isEqualTo(
                        new Identity(
                                "jane",
                                "jane",
                                Optional.of("jane"),
                                Optional.of("jane"),
                                true,
                                List.of("a", "b")));
        assertThatThrownBy(() -> arrive("{}", "/callback/p"))
                .isInstanceOf(UpstreamException.class)
                .hasMessage("authproxy: required HTTP header X-Remote-User is not set");
    }

    @Test
    void no_header_is_believed_at_the_bare_callback_whatever_its_name() {
        proxy.browserSends("X-Login", "jane").browserSends("X-Remote-User", "jane");
        for (String config : List.of("{}", "{userHeader: X-Login}")) {
            assertThatThrownBy(() -> arrive(config, "/callback?state=s"))
                    .hasMessage("authproxy: no header is believed at /callback");
        }
    }

    @Test
    void only_trusted_proxies_are_believed_where_they_are_named() throws Exception {
        proxy.browserSends("X-Remote-User", "jane");

        assertThat(arrive("{trustedProxies: [10.0.0.0/8, 127.0.0.0/30]}", "/callback/p").userId())
                .isEqualTo("jane");
        for (String networks : List.of("[10.0.0.0/8]", "['127.0.0.128/25']", "['::1/128']")) {
            assertThatThrownBy(() -> arrive("{trustedProxies: " + networks + "}", "/callback/p"))
                    .hasMessageContaining("127.0.0.1 is no trusted proxy");
        }
        assertThatThrownBy(() -> open("{trustedProxies: [example.com]}"))
                .isInstanceOf(ConnectorProblem.class);
        assertThatThrownBy(() -> open("{trustedProxies: [10.0.0.0/33]}"))
                .isInstanceOf(ConnectorProblem.class)
                .hasMessageContaining("too many bits");
    }
}
