package dev.atrium.connectors.codeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.linkedin.LinkedinConnector;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CodeFlowTest {
    private static final Asked PLAIN = new Asked(false, false);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated upstream = new Simulated(clock);
    private final LinkedinConnector connector =
            new LinkedinConnector(
                    Registration.of("client", Secret.of("secret")),
                    new LinkedinConnector.Place(upstream.base(), upstream.base()),
                    Simulated.http(),
                    clock);

    @BeforeEach
    void somebody_has_an_account() {
        upstream.on("POST /oauth/v2/accessToken", "{'access_token':'T'}")
                .on("GET /v2/me", "{'id':'li-1'}")
                .on("GET /v2/emailAddress", "{'elements':[{'handle~':{'emailAddress':'j@x.io'}}]}");
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void an_error_without_a_name_is_none() throws Exception {
        assertThat(arrive("/callback?error=&code=C&state=s")).isEqualTo("li-1");
        assertThatThrownBy(() -> arrive("/callback?error=access_denied&code=C&state=s"))
                .hasMessageStartingWith("access_denied");
    }

    private String arrive(String path) throws UpstreamException {
        return upstream.arrive(connector, PLAIN, new byte[0], path).identity().userId();
    }

    @Test
    void an_answer_that_is_json_but_no_object_holds_no_token() {
        for (String answer : List.of("null", "[]", "7")) {
            upstream.on("POST /oauth/v2/accessToken", answer);
            assertThatThrownBy(() -> arrive("/callback?code=C&state=s"))
                    .as(answer)
                    .isInstanceOf(UpstreamException.class)
                    .hasMessageContaining("failed to get token");
        }
    }

    @Test
    void what_was_kept_may_be_nothing() {
        assertThat(HeldTokens.read("null".getBytes(StandardCharsets.UTF_8)).accessToken())
                .isEmpty();
    }
}
