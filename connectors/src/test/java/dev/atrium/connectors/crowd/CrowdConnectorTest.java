package dev.atrium.connectors.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.http.Response;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrowdConnectorTest {
    private static final String API = "/rest/usermanagement/1";
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);

    private final Simulated crowd = new Simulated(FakeClock.atNoon());

    @BeforeEach
    void somebody_has_an_account() {
        crowd.on(
                        "POST " + API + "/session",
                        request ->
                                request.text().contains("wrong")
                                        ? Simulated.json(
                                                400, "{'reason':'INVALID_USER_AUTHENTICATION'}")
                                        : Simulated.json(201, "{'token':'t'}"))
                .on(
                        "GET " + API + "/user",
                        "{'key':'c:1','name':'jane','email':'j@x.io','active':true}")
                .on(
                        "GET " + API + "/user/group/nested",
                        request ->
                                request.query().text("start-index").equals("0")
                                        ? Simulated.json(200, "{'groups':[" + names(500) + "]}")
                                        : Simulated.json(200, "{'groups':[{'name':'last'}]}"));
    }

    private static String names(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "{'name':'g" + number + "'}")
                .collect(Collectors.joining(","));
    }

    @AfterEach
    void stop() {
        crowd.close();
    }

    private CrowdConnector connector(String... groups) {
        return new CrowdConnector(
                new CrowdSettings(
                        crowd.base(),
                        "dex",
                        Secret.of("s"),
                        List.of(groups),
                        CrowdSettings.PreferredUsername.EMAIL,
                        "Crowd name"),
                Simulated.http());
    }

    @Test
    void the_key_is_who_it_is() throws Exception {
        assertThat(connector().login(PLAIN, "jane", "pw").orElseThrow().identity())
                .isEqualTo(
                        new Identity(
                                "c:1",
                                "jane",
                                Optional.of("j@x.io"),
                                Optional.of("j@x.io"),
                                true,
                                List.of()));
        assertThat(connector().prompt()).isEqualTo("Crowd name");
        assertThat(crowd.seen(API + "/session").getFirst().header("Authorization"))
                .isEqualTo("Basic ZGV4OnM=");
        assertThat(connector().login(PLAIN, "jane", "wrong")).isEmpty();
        assertThat(connector().login(PLAIN, "jane", "")).isEmpty();
    }

    @Test
    void an_application_that_crowd_does_not_know_is_an_error() {
        crowd.on("POST " + API + "/session", _ -> Response.text(403, "no"));
        assertThatThrownBy(() -> connector().login(PLAIN, "jane", "pw"))
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("/session answered 403");
    }

    @Test
    void what_is_typed_adds_no_parameters() throws Exception {
        connector().login(PLAIN, "ab&expand=x", "pw");

        assertThat(crowd.seen(API + "/user").getFirst().query().text("username"))
                .isEqualTo("ab&expand=x");
    }

    @Test
    void every_page_of_groups_counts() throws Exception {
        assertThat(connector().login(GROUPS, "jane", "pw").orElseThrow().identity().groups())
                .hasSize(501)
                .endsWith("last");
    }

    @Test
    void required_groups_hold_whether_or_not_groups_are_asked_for() throws Exception {
        for (Asked asked : List.of(PLAIN, GROUPS)) {
            assertThat(
                            connector("last", "x")
                                    .login(asked, "jane", "pw")
                                    .orElseThrow()
                                    .identity()
                                    .groups())
                    .containsExactly("last");
            assertThatThrownBy(() -> connector("x").login(asked, "jane", "pw"))
                    .hasMessage("crowd: user \"jane\" is not in any of the required groups");
        }
    }

    @Test
    void a_refresh_reads_the_account_again() throws Exception {
        Login login = connector().login(GROUPS, "jane", "pw").orElseThrow();
        assertThat(
                        connector()
                                .refresh(PLAIN, login.identity(), login.upstreamState())
                                .identity()
                                .userId())
                .isEqualTo("c:1");
        crowd.on("GET " + API + "/user", "{'key':'c:2','name':'jane'}");
        assertThatThrownBy(
                        () -> connector().refresh(PLAIN, login.identity(), login.upstreamState()))
                .hasMessage("crowd: \"jane\" is somebody else now");
    }
}
