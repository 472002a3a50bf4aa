package dev.atrium.connectors.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.TokenConnector.TokenKind;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.http.Response;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GitlabConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated gitlab = new Simulated(clock);

    @BeforeEach
    void somebody_has_an_account() {
        gitlab.on("POST /oauth/token", "{'access_token':'T','refresh_token':'R'}")
                .on("GET /api/v4/user", "{'id':7,'username':'jane','name':'Jane','email':'j@x.io'}")
                .on(
                        "GET /oauth/userinfo",
                        """
                        {'groups':['acme','acme/core','other'],
                         'https://gitlab.org/claims/groups/owner':['acme'],
                         'https://gitlab.org/claims/groups/developer':['other']}
                        """)
                .on(
                        "GET /api/v4/groups",
                        request ->
                                switch (request.query().text("min_access_level")
                                        + request.query().text("page")) {
                                    case "" ->
                                            Simulated.json(200, "[{'full_path':'acme'}]")
                                                    .header(
                                                            "Link",
                                                            "</api/v4/groups?all_available=false&page=2>; rel=\"next\"");
                                    case "2" -> Simulated.json(200, "[{'full_path':'acme/core'}]");
                                    case "10", "20", "30" ->
                                            Simulated.json(200, "[{'full_path':'acme'}]");
                                    case "15", "25" -> Response.text(400, "no such level");
                                    default -> Simulated.json(200, "[]");
                                });
    }

    @AfterEach
    void stop() {
        gitlab.close();
    }

    private GitlabConnector connector(boolean permissions, boolean inherited, String... groups) {
        return new GitlabConnector(
                new GitlabSettings(
                        Registration.of("client", Secret.of("secret")),
                        gitlab.base(),
                        List.of(groups),
                        false,
                        permissions,
                        inherited),
                Simulated.http(),
                clock);
    }

    private List<String> groups(GitlabConnector connector, Asked asked) throws UpstreamException {
        return gitlab.logIn(connector, asked).identity().groups();
    }

    @Test
    void the_number_is_who_it_is() throws Exception {
        assertThat(gitlab.logIn(connector(false, false), PLAIN).identity())
                .isEqualTo(
                        new Identity(
                                "7",
                                "Jane",
                                Optional.of("jane"),
                                Optional.of("j@x.io"),
                                true,
                                List.of()));
        assertThat(connector(false, false).depart(PLAIN, "c", "s").location())
                .contains("scope=read_user&");
        assertThat(connector(false, true, "acme").depart(PLAIN, "c", "s").location())
                .contains("scope=read_user+openid+read_api&");
    }

    @Test
    void groups_are_paths_and_may_carry_a_role() throws Exception {
        assertThat(groups(connector(false, false), GROUPS))
                .containsExactly("acme", "acme/core", "other");
        assertThat(groups(connector(true, false), GROUPS))
                .containsExactly(
                        "acme",
                        "acme/core",
                        "other",
                        "acme:owner",
                        "acme/core:owner",
                        "other:developer");
    }

    @Test
    void inherited_groups_come_from_every_page_with_the_role_that_counts() throws Exception {
        assertThat(groups(connector(false, true), GROUPS)).containsExactly("acme", "acme/core");
        assertThat(groups(connector(true, true), GROUPS))
                .containsExactly("acme", "acme/core", "acme:developer", "acme/core:minimal_access");
    }

    @Test
    void required_groups_hold_whether_or_not_groups_are_asked_for() throws Exception {
        for (Asked asked : List.of(PLAIN, GROUPS)) {
            assertThat(groups(connector(false, false, "acme", "x"), asked)).containsExactly("acme");
            assertThatThrownBy(() -> groups(connector(false, false, "acm"), asked))
                    .hasMessage("gitlab: user \"jane\" is not in any of the required groups");
        }
    }

    @Test
    void a_refresh_takes_the_refresh_token_and_keeps_the_new_one() throws Exception {
        GitlabConnector connector = connector(false, false, "acme");
        Login login = gitlab.logIn(connector, GROUPS);
        gitlab.on("POST /oauth/token", "{'access_token':'T2','refresh_token':'R2'}");

        Login again = connector.refresh(GROUPS, login.identity(), login.upstreamState());
        assertThat(gitlab.seen("/oauth/token").getLast().form().text("refresh_token"))
                .isEqualTo("R");
        connector.refresh(GROUPS, login.identity(), again.upstreamState());
        assertThat(gitlab.seen("/oauth/token").getLast().form().text("refresh_token"))
                .isEqualTo("R2");

        gitlab.on("GET /oauth/userinfo", "{'groups':[]}");
        assertThatThrownBy(() -> connector.refresh(PLAIN, login.identity(), again.upstreamState()))
                .hasMessageContaining("not in any of the required groups");
    }

    @Test
    void recognises_a_token_of_its_own() throws Exception {
        GitlabConnector connector = connector(false, false);

        assertThat(
                        connector
                                .recognise(GROUPS, TokenKind.ACCESS_TOKEN, "theirs")
                                .identity()
                                .userId())
                .isEqualTo("7");
        assertThat(gitlab.seen("/api/v4/user").getLast().header("Authorization"))
                .isEqualTo("Bearer theirs");
        gitlab.on("GET /api/v4/user", _ -> Response.text(401, "no"));
        assertThatThrownBy(() -> connector.recognise(GROUPS, TokenKind.ACCESS_TOKEN, "x"))
                .isInstanceOf(UpstreamException.class);
        assertThatThrownBy(() -> connector.recognise(GROUPS, TokenKind.ID_TOKEN, "x"))
                .hasMessageContaining("only access tokens");
    }
}
