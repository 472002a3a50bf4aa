package dev.atrium.connectors.gitea;

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

class GiteaConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated gitea = new Simulated(clock);

    @BeforeEach
    void somebody_has_an_account() {
        gitea.on(
                        "POST /login/oauth/access_token",
                        "{'access_token':'T','refresh_token':'R','expires_in':3600}")
                .on("GET /api/v1/user", "{'id':3,'login':'jane','full_name':'','email':'j@x.io'}")
                .on(
                        "GET /api/v1/user/teams",
                        request ->
                                request.query().text("page").equals("2")
                                        ? Simulated.json(
                                                200,
                                                "[{'name':'ops','organization':{'username':'acme'}}]")
                                        : Simulated.json(
                                                        200,
                                                        "[{'name':'dev','organization':{'username':'acme'}},{'name':'x','organization':{'name':'other'}}]")
                                                .header(
                                                        "Link",
                                                        "</api/v1/user/teams?page=2>; rel=\"next\""));
    }

    @AfterEach
    void stop() {
        gitea.close();
    }

    private GiteaConnector connector(boolean all, GiteaSettings.Org... orgs) {
        return new GiteaConnector(
                new GiteaSettings(
                        Registration.of("client", Secret.of("secret")),
                        gitea.base(),
                        List.of(orgs),
                        all,
                        false),
                Simulated.http(),
                clock);
    }

    private static GiteaSettings.Org org(String name, String... teams) {
        return new GiteaSettings.Org(name, List.of(teams));
    }

    private List<String> groups(GiteaConnector connector, Asked asked) throws UpstreamException {
        return gitea.logIn(connector, asked).identity().groups();
    }

    @Test
    void the_number_is_who_it_is() throws Exception {
        assertThat(gitea.logIn(connector(false), GROUPS).identity())
                .isEqualTo(
                        new Identity(
                                "3",
                                "j@x.io",
                                Optional.of("jane"),
                                Optional.of("j@x.io"),
                                true,
                                List.of()));
    }

    @Test
    void every_page_of_teams_counts() throws Exception {
        assertThat(groups(connector(true), GROUPS))
                .containsExactly("acme", "acme:dev", "other", "other:x", "acme:ops");
        assertThat(groups(connector(true), PLAIN)).isEmpty();
    }

    @Test
    void required_organizations_hold_whether_or_not_groups_are_asked_for() throws Exception {
        for (Asked asked : List.of(PLAIN, GROUPS)) {
            assertThat(groups(connector(false, org("acme"), org("none")), asked))
                    .containsExactly("acme");
            assertThat(groups(connector(false, org("acme", "ops", "x")), asked))
                    .containsExactly("acme", "acme:ops");
            assertThatThrownBy(() -> groups(connector(true, org("acme", "x")), asked))
                    .hasMessage("gitea: user \"jane\" not in required orgs or teams");
        }
    }

    @Test
    void a_refresh_is_about_the_same_person() throws Exception {
        GiteaConnector connector = connector(false, org("acme"));
        Login login = gitea.logIn(connector, GROUPS);
        assertThat(connector.refresh(GROUPS, login.identity(), login.upstreamState()).identity())
                .isEqualTo(login.identity());
        gitea.on("GET /api/v1/user", "{'id':4,'login':'eve'}");
        assertThatThrownBy(() -> connector.refresh(GROUPS, login.identity(), login.upstreamState()))
                .hasMessage("gitea: the tokens are somebody else's");
    }
}
