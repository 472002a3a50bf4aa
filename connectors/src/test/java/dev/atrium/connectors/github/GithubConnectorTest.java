package dev.atrium.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.Credential;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.http.Parameters;
import dev.atrium.http.Response;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GithubConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated github = new Simulated(clock);

    @BeforeEach
    void somebody_has_an_account() {
        github.on("POST /login/oauth/access_token", "{'access_token':'T','token_type':'bearer'}")
                .on(
                        "GET /user",
                        "{'id':12345678,'login':'jane','name':'Jane Doe','email':'j@x.io'}")
                .on("GET /user/orgs", "[{'login':'acme'},{'login':'other'}]")
                .on(
                        "GET /user/teams",
                        """
                        [{'name':'Core Team','slug':'core-team','organization':{'login':'acme'}},
                         {'name':'Else','slug':'else','organization':{'login':'other'}}]
                        """)
                .on("GET /orgs/acme/members/jane", _ -> Response.empty(204));
    }

    @AfterEach
    void stop() {
        github.close();
    }

    private GithubSettings settings(GithubSettings.Org... orgs) {
        return new GithubSettings(
                new Registration(
                        "client",
                        Credential.secret(Secret.of("secret")),
                        Optional.of(github.callback())),
                new GithubSettings.Place(github.base(), github.base(), false),
                Arrays.asList(orgs),
                Optional.empty(),
                GithubSettings.TeamName.NAME,
                false,
                false,
                Optional.empty());
    }

    private static GithubSettings.Org org(String name, String... teams) {
        return new GithubSettings.Org(name, List.of(teams));
    }

    private Login logIn(GithubSettings settings, Asked asked) throws UpstreamException {
        return github.logIn(new GithubConnector(settings, Simulated.http(), clock), asked);
    }

    private static GithubSettings with(
            GithubSettings base, Optional<String> org, boolean all, Optional<String> domain) {
        return new GithubSettings(
                base.registration(),
                base.place(),
                base.orgs(),
                org,
                GithubSettings.TeamName.BOTH,
                all,
                domain.isPresent(),
                domain);
    }

    @Test
    void asks_for_the_address_and_for_organizations_only_where_they_count() throws Exception {
        GithubConnector plain = new GithubConnector(settings(), Simulated.http(), clock);
        GithubConnector orgs = new GithubConnector(settings(org("acme")), Simulated.http(), clock);

        assertThat(query(plain, PLAIN).text("scope")).isEqualTo("user:email");
        assertThat(query(plain, GROUPS).text("scope")).isEqualTo("user:email read:org");
        assertThat(query(orgs, PLAIN).text("scope")).isEqualTo("user:email read:org");
        assertThat(query(plain, PLAIN).text("redirect_uri")).isEqualTo(github.callback());
        assertThatThrownBy(() -> plain.depart(PLAIN, "https://other/callback", "s"))
                .hasMessageContaining("did not match the URL in the config");
    }

    private Parameters query(GithubConnector connector, Asked asked) throws UpstreamException {
        return Parameters.parse(
                URI.create(connector.depart(asked, github.callback(), "s").location())
                        .getRawQuery());
    }

    @Test
    void the_number_is_who_it_is_and_the_login_how_it_is_called() throws Exception {
        Identity jane = logIn(settings(), PLAIN).identity();

        assertThat(jane.userId()).isEqualTo("12345678");
        assertThat(jane.username()).isEqualTo("Jane Doe");
        assertThat(jane.preferredUsername()).contains("jane");
        assertThat(jane.email()).contains("j@x.io");
        assertThat(jane.emailVerified()).isTrue();
        assertThat(jane.groups()).isEmpty();
        assertThat(github.seen("/user").getFirst().header("Authorization")).isEqualTo("Bearer T");
        assertThat(github.seen("/user").getFirst().header("X-GitHub-Api-Version"))
                .isEqualTo("2022-11-28");
    }

    @Test
    void takes_the_primary_verified_address_where_none_is_public() throws Exception {
        github.on("GET /user", "{'id':1,'login':'jane','name':null,'email':null}");
        github.on(
                "GET /user/emails",
                """
                [{'email':'a@x.io','primary':true,'verified':false},
                 {'email':'b@x.io','primary':false,'verified':true}]
                """);
        assertThatThrownBy(() -> logIn(settings(), PLAIN))
                .hasMessageContaining("no verified, primary email");

        github.on("GET /user/emails", "[{'email':'c@x.io','primary':true,'verified':true}]");
        Identity jane = logIn(settings(), PLAIN).identity();
        assertThat(jane.email()).contains("c@x.io");
        assertThat(jane.username()).isEqualTo("jane");
    }

    @Test
    void prefers_an_address_of_a_domain() throws Exception {
        github.on(
                "GET /user/emails",
                """
                [{'email':'a@x.io','primary':true,'verified':true},
                 {'email':'b@eu.acme.com','primary':false,'verified':true}]
                """);
        GithubSettings domain =
                with(settings(), Optional.empty(), false, Optional.of("*.ACME.com"));

        assertThat(logIn(domain, PLAIN).identity().email()).contains("b@eu.acme.com");
        assertThat(logIn(domain, PLAIN).identity().userId()).isEqualTo("jane");
        assertThat(GithubApi.isIn("b@acme.com", "*.acme.com")).isFalse();
    }

    @Test
    void required_organizations_hold_whether_or_not_groups_are_asked_for() throws Exception {
        assertThat(logIn(settings(org("acme")), PLAIN).identity().groups())
                .containsExactly("acme:Core Team");
        for (Asked asked : List.of(PLAIN, GROUPS)) {
            assertThatThrownBy(() -> logIn(settings(org("other")), asked))
                    .as("GitHub lists a team, and says that jane is no member")
                    .hasMessage("github: user \"jane\" not in required orgs or teams");
            assertThatThrownBy(() -> logIn(settings(org("acme", "Admins")), asked))
                    .hasMessageContaining("not in required orgs or teams");
        }
        assertThat(
                        logIn(settings(org("acme", "Core Team"), org("other")), GROUPS)
                                .identity()
                                .groups())
                .containsExactly("acme:Core Team");
    }

    @Test
    void reads_every_page_of_teams_and_follows_none_elsewhere() throws Exception {
        github.on(
                "GET /user/teams",
                request ->
                        request.query().text("page").equals("2")
                                ? Simulated.json(
                                        200,
                                        "[{'name':'Two','slug':'two','organization':{'login':'acme'}}]")
                                : Simulated.json(
                                                200,
                                                "[{'name':'One','slug':'one','organization':{'login':'acme'}}]")
                                        .header(
                                                "Link",
                                                "<"
                                                        + github.base()
                                                        + "/user/teams?page=1>; rel=\"prev\", <"
                                                        + github.base()
                                                        + "/user/teams?page=2>; rel=\"next\""));
        assertThat(logIn(settings(org("acme")), GROUPS).identity().groups())
                .containsExactly("acme:One", "acme:Two");

        github.on(
                "GET /user/teams",
                _ ->
                        Simulated.json(200, "[]")
                                .header("Link", "<https://evil.example.com/teams>; rel=\"next\""));
        assertThatThrownBy(() -> logIn(settings(org("acme")), GROUPS))
                .hasMessage("github: what follows /user/teams is elsewhere");
    }

    @Test
    void one_organization_of_old_gives_bare_team_names_and_binds_nobody() throws Exception {
        GithubSettings legacy = with(settings(), Optional.of("acme"), false, Optional.empty());

        assertThat(logIn(legacy, GROUPS).identity().groups())
                .containsExactly("Core Team", "core-team");
        assertThat(logIn(legacy, PLAIN).identity().groups()).isEmpty();
    }

    @Test
    void every_organization_and_team_becomes_a_group_where_that_is_wanted() throws Exception {
        GithubSettings all = with(settings(), Optional.empty(), true, Optional.empty());

        assertThat(logIn(all, GROUPS).identity().groups())
                .containsExactly(
                        "acme",
                        "acme:Core Team",
                        "acme:core-team",
                        "other",
                        "other:Else",
                        "other:else");
    }

    @Test
    void a_refresh_asks_again_and_keeps_the_user_id() throws Exception {
        github.on(
                "POST /login/oauth/access_token",
                "{'access_token':'T','refresh_token':'R','expires_in':28800}");
        GithubConnector connector =
                new GithubConnector(settings(org("acme")), Simulated.http(), clock);
        Login login = github.logIn(connector, GROUPS);
        Login again = connector.refresh(GROUPS, login.identity(), login.upstreamState());
        assertThat(again.identity()).isEqualTo(login.identity());
        assertThat(github.seen("/login/oauth/access_token")).hasSize(1);

        clock.advance(Duration.ofHours(9));
        github.on("POST /login/oauth/access_token", "{'access_token':'T2','refresh_token':'R2'}")
                .on("GET /orgs/acme/members/jane", _ -> Response.empty(404));
        assertThatThrownBy(() -> connector.refresh(GROUPS, login.identity(), login.upstreamState()))
                .hasMessageContaining("not in required orgs");
        assertThat(github.seen("/login/oauth/access_token").getLast().form().text("refresh_token"))
                .isEqualTo("R");
    }

    @Test
    void refreshes_with_what_dex_kept() throws Exception {
        byte[] kept =
                "{\"accessToken\":\"old\",\"refreshToken\":\"\",\"expiry\":\"0001-01-01T00:00:00Z\"}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        GithubConnector connector = new GithubConnector(settings(), Simulated.http(), clock);
        Identity known = logIn(settings(), PLAIN).identity();

        assertThat(connector.refresh(PLAIN, known, kept).identity()).isEqualTo(known);
        assertThat(github.seen("/user").getLast().header("Authorization")).isEqualTo("Bearer old");
    }

    @Test
    void says_what_github_said() {
        github.on(
                "POST /login/oauth/access_token",
                "{'error':'bad_verification_code','error_description':'expired'}");
        assertThatThrownBy(() -> logIn(settings(), PLAIN))
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("bad_verification_code expired");
        github.on("POST /login/oauth/access_token", "{'access_token':'T'}")
                .on("GET /user", _ -> Response.text(503, "later"));
        assertThatThrownBy(() -> logIn(settings(), PLAIN))
                .hasMessage("github: /user answered 503")
                .extracting(thrown -> ((UpstreamException) thrown).kind())
                .isEqualTo(UpstreamException.Kind.UNAVAILABLE);
    }
}
