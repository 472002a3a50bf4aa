package dev.atrium.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.Credential;
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

class GithubMembershipTest {
    private static final Asked GROUPS = new Asked(true, true);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated github = new Simulated(clock);

    @BeforeEach
    void jane_is_in_two_teams() {
        github.on("POST /login/oauth/access_token", "{'access_token':'T'}")
                .on("GET /user", "{'id':1,'login':'jane','email':'j@x.io'}")
                .on(
                        "GET /user/teams",
                        """
                        [{'name':'Core Team','slug':'core-team','organization':{'login':'acme'}},
                         {'name':'Ops','slug':'ops','organization':{'login':'acme'}}]
                        """)
                .on("GET /orgs/acme/members/jane", _ -> Response.empty(204));
    }

    @AfterEach
    void stop() {
        github.close();
    }

    private List<String> groups(GithubSettings.TeamName name, String... teams)
            throws UpstreamException {
        GithubSettings settings =
                new GithubSettings(
                        new Registration(
                                "client",
                                Credential.secret(Secret.of("secret")),
                                Optional.of(github.callback())),
                        new GithubSettings.Place(github.base(), github.base(), false),
                        List.of(new GithubSettings.Org("acme", List.of(teams))),
                        Optional.empty(),
                        name,
                        false,
                        false,
                        Optional.empty());
        return github.logIn(new GithubConnector(settings, Simulated.http(), clock), GROUPS)
                .identity()
                .groups();
    }

    @Test
    void a_required_team_is_given_by_the_name_that_requires_it() throws Exception {
        assertThat(groups(GithubSettings.TeamName.BOTH, "core-team"))
                .containsExactly("acme:core-team");
        assertThat(groups(GithubSettings.TeamName.BOTH, "Core Team"))
                .containsExactly("acme:Core Team");
        assertThat(groups(GithubSettings.TeamName.BOTH, "Core Team", "ops", "core-team"))
                .containsExactly("acme:Core Team", "acme:core-team", "acme:ops");
        assertThat(groups(GithubSettings.TeamName.BOTH))
                .containsExactly("acme:Core Team", "acme:core-team", "acme:Ops", "acme:ops");
        assertThatThrownBy(() -> groups(GithubSettings.TeamName.SLUG, "Core Team"))
                .hasMessageContaining("not in required orgs or teams");
    }

    @Test
    void whom_an_organization_shows_openly_is_a_member() throws Exception {
        github.on("GET /orgs/acme/members/jane", _ -> elsewhere(github.base() + "/open"))
                .on("GET /open", _ -> Response.empty(204));
        assertThat(groups(GithubSettings.TeamName.NAME))
                .as("GitHub answers so to applications that the organization has not let in")
                .containsExactly("acme:Core Team", "acme:Ops");

        github.on("GET /open", _ -> Response.empty(404));
        assertThatThrownBy(() -> groups(GithubSettings.TeamName.NAME))
                .hasMessageContaining("not in required orgs or teams");

        github.on("GET /open", _ -> elsewhere(github.base() + "/open"));
        assertThatThrownBy(() -> groups(GithubSettings.TeamName.NAME))
                .hasMessageContaining("not in required orgs or teams");
    }

    @Test
    void an_answer_without_content_is_no_empty_list() {
        github.on("GET /user/teams", _ -> Response.empty(204));
        assertThatThrownBy(() -> groups(GithubSettings.TeamName.NAME))
                .hasMessage("github: /user/teams did not answer with JSON");
    }

    @Test
    void no_other_server_says_who_is_a_member() {
        github.on("GET /orgs/acme/members/jane", _ -> elsewhere("https://evil.example.com/yes"));
        assertThatThrownBy(() -> groups(GithubSettings.TeamName.NAME))
                .hasMessageContaining("/orgs/acme/members/jane is elsewhere");
    }

    private static Response elsewhere(String location) {
        return Response.empty(302).header("Location", location);
    }
}
