package dev.atrium.connectors.openshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenshiftConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated openshift = new Simulated(clock);

    @BeforeEach
    void somebody_has_an_account() {
        openshift
                .on(
                        "GET /.well-known/oauth-authorization-server",
                        "{'authorization_endpoint':'B/oauth/authorize','token_endpoint':'B/oauth/token'}"
                                .replace("B", openshift.base().toString()))
                .on("POST /oauth/token", "{'access_token':'T','expires_in':86400}")
                .on(
                        "GET /apis/user.openshift.io/v1/users/~",
                        "{'metadata':{'name':'jane','uid':'uid-1'},'groups':['devs']}");
    }

    @AfterEach
    void stop() {
        openshift.close();
    }

    private OpenshiftConnector connector(String... groups) {
        return new OpenshiftConnector(
                new OpenshiftSettings(
                        Registration.of("client", Secret.of("secret")),
                        openshift.base(),
                        List.of(groups)),
                Simulated.http(),
                clock);
    }

    @Test
    void the_uid_is_who_it_is_and_the_name_everything_else() throws Exception {
        OpenshiftConnector connector = connector();
        connector.check();
        assertThat(connector.depart(PLAIN, "c", "s").location())
                .startsWith(openshift.base() + "/oauth/authorize?")
                .contains("scope=user%3Ainfo");
        Login login = openshift.logIn(connector, PLAIN);

        assertThat(login.identity())
                .isEqualTo(
                        new Identity(
                                "uid-1",
                                "jane",
                                Optional.of("jane"),
                                Optional.of("jane"),
                                false,
                                List.of("devs")));
        assertThat(connector.refresh(PLAIN, login.identity(), login.upstreamState()).identity())
                .isEqualTo(login.identity());
        assertThat(openshift.seen("/.well-known/oauth-authorization-server")).hasSize(1);
    }

    @Test
    void required_groups_hold() throws Exception {
        assertThat(openshift.logIn(connector("devs", "x"), PLAIN)).isNotNull();
        assertThatThrownBy(() -> openshift.logIn(connector("x"), PLAIN))
                .hasMessage("openshift: user \"jane\" is not in any of the required groups");
    }

    @Test
    void a_server_without_discovery_is_unavailable_until_it_has_one() throws Exception {
        OpenshiftConnector connector = connector();
        openshift.on("GET /.well-known/oauth-authorization-server", "{}");
        assertThatThrownBy(connector::check)
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("no usable authorization_endpoint");
        somebody_has_an_account();
        connector.check();
    }
}
