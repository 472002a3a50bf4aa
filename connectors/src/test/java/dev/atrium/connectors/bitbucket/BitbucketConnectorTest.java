package dev.atrium.connectors.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BitbucketConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated bitbucket = new Simulated(clock);

    @BeforeEach
    void somebody_has_an_account() {
        bitbucket
                .on(
                        "POST /site/oauth2/access_token",
                        "{'access_token':'T','refresh_token':'R','expires_in':7200}")
                .on("GET /2.0/user", "{'uuid':'{u-1}','username':'jane','display_name':'Jane'}")
                .on(
                        "GET /2.0/user/emails",
                        """
                        {'values':[{'email':'a@x.io','is_primary':true,'is_confirmed':false},
                                   {'email':'b@x.io','is_primary':false,'is_confirmed':true}],
                         'next':'BASE/2.0/user/more'}
                        """
                                .replace("BASE", bitbucket.base().toString()))
                .on(
                        "GET /2.0/user/more",
                        "{'values':[{'email':'c@x.io','is_primary':true,'is_confirmed':true}]}")
                .on(
                        "GET /2.0/user/workspaces",
                        """
                        {'values':[{'administrator':true,'workspace':{'slug':'acme'}},
                                   {'administrator':false,'workspace':{'slug':'other'}}]}
                        """)
                .on("GET /2.0/user/workspaces/acme/permission", "{'permission':'owner'}")
                .on("GET /2.0/user/workspaces/other/permission", "{'permission':'member'}");
    }

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    private BitbucketConnector connector(boolean permissions, String... workspaces) {
        return new BitbucketConnector(
                new BitbucketSettings(
                        Registration.of("client", Secret.of("secret")),
                        bitbucket.base(),
                        java.net.URI.create(bitbucket.base() + "/2.0"),
                        List.of(workspaces),
                        permissions),
                Simulated.http(),
                clock);
    }

    @Test
    void the_uuid_with_its_braces_is_who_it_is() throws Exception {
        assertThat(bitbucket.logIn(connector(false), PLAIN).identity())
                .isEqualTo(
                        new Identity(
                                "{u-1}",
                                "jane",
                                Optional.empty(),
                                Optional.of("c@x.io"),
                                true,
                                List.of()));
    }

    @Test
    void is_sent_back_to_where_the_client_is_registered() throws Exception {
        for (Asked asked : List.of(PLAIN, GROUPS)) {
            assertThat(connector(true, "acme").depart(asked, "c", "s").location())
                    .isEqualTo(
                            bitbucket.base()
                                    + "/site/oauth2/authorize?client_id=client&response_type=code"
                                    + "&scope=account+email&state=s");
        }
        bitbucket.logIn(connector(false), PLAIN);
        assertThat(bitbucket.seen("/site/oauth2/access_token").getLast().form().asMap())
                .containsOnlyKeys("grant_type", "code");
    }

    @Test
    void workspaces_are_groups_and_so_is_what_one_may_do_there() throws Exception {
        assertThat(bitbucket.logIn(connector(false), GROUPS).identity().groups())
                .containsExactly("acme", "other");
        assertThat(bitbucket.logIn(connector(true), GROUPS).identity().groups())
                .containsExactly("acme", "other", "acme:owner", "other:member");
        assertThat(bitbucket.seen("/2.0/user/permissions/workspaces"))
                .as("which Bitbucket has removed")
                .isEmpty();
    }

    @Test
    void what_one_may_do_is_left_out_where_bitbucket_does_not_tell() throws Exception {
        bitbucket
                .on(
                        "GET /2.0/user/workspaces/acme/permission",
                        _ -> Simulated.json(403, "{'type':'error'}"))
                .on("GET /2.0/user/workspaces/other/permission", "{}");

        assertThat(bitbucket.logIn(connector(true), GROUPS).identity().groups())
                .containsExactly("acme", "other");
    }

    @Test
    void a_workspace_may_be_required_with_or_without_what_one_may_do() throws Exception {
        assertThat(bitbucket.logIn(connector(true, "acme"), GROUPS).identity().groups())
                .containsExactly("acme");
        assertThat(bitbucket.seen("/2.0/user/workspaces/acme/permission"))
                .as("nobody needs it")
                .isEmpty();
        assertThat(
                        bitbucket
                                .logIn(connector(true, "other:member", "acme"), GROUPS)
                                .identity()
                                .groups())
                .containsExactly("acme", "other:member");
        assertThatThrownBy(() -> bitbucket.logIn(connector(true, "other:owner"), GROUPS))
                .hasMessage("bitbucket: user \"jane\" is not in any of the required teams");
    }

    @Test
    void required_workspaces_hold_whether_or_not_groups_are_asked_for() throws Exception {
        for (Asked asked : List.of(PLAIN, GROUPS)) {
            assertThatThrownBy(() -> bitbucket.logIn(connector(true, "none"), asked))
                    .hasMessage("bitbucket: user \"jane\" is not in any of the required teams");
        }
    }

    @Test
    void a_refresh_takes_the_refresh_token_once_the_other_has_expired() throws Exception {
        BitbucketConnector connector = connector(false);
        Login login = bitbucket.logIn(connector, GROUPS);
        clock.advance(Duration.ofHours(3));
        assertThat(connector.refresh(GROUPS, login.identity(), login.upstreamState()).identity())
                .isEqualTo(login.identity());
        assertThat(bitbucket.seen("/site/oauth2/access_token").getLast().form().text("grant_type"))
                .isEqualTo("refresh_token");
    }
}
