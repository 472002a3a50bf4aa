package dev.atrium.connectors.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.http.Response;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.config.YamlFile;
import dev.atrium.testkit.FakeClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OauthConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated server = new Simulated(clock);

    @BeforeEach
    void somebody_has_an_account() {
        server.on("POST /token", "{'access_token':'opaque'}")
                .on(
                        "GET /me",
                        """
                        {'id':'u-1','user_name':'Jane','preferred_username':'jd','email':'j@x.io',
                         'email_verified':true,'groups':['b',{'name':'a'},7]}
                        """);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OauthConnector open(String more) throws Exception {
        String config =
                "{clientID: c, clientSecret: s, redirectURI: 'B/callback', tokenURL: 'B/token',"
                        + " authorizationURL: 'B/auth?x=1', userInfoURL: 'B/me', scopes: [one, two]MORE}";
        return (OauthConnector)
                new ConnectorKinds(
                                _ -> Simulated.http(),
                                new RandomIds(new SecureRandom(), clock),
                                clock)
                        .open(
                                new ConnectorId("o"),
                                "oauth",
                                YamlFile.parse(
                                        "dex.yaml",
                                        config.replace("MORE", more)
                                                .replace("B/", server.base() + "/")));
    }

    private Identity logIn(String more, Asked asked) throws Exception {
        return server.logIn(open(more), asked).identity();
    }

    @Test
    void reads_who_it_is_from_the_userinfo() throws Exception {
        assertThat(open("").depart(PLAIN, server.callback(), "s").location())
                .startsWith(server.base() + "/auth?x=1&client_id=c&")
                .contains("scope=one+two");
        Login login = server.logIn(open(""), GROUPS);

        assertThat(login.identity())
                .isEqualTo(
                        new Identity(
                                "u-1",
                                "Jane",
                                Optional.of("jd"),
                                Optional.of("j@x.io"),
                                true,
                                List.of("a", "b")));
        assertThat(new String(login.upstreamState(), StandardCharsets.UTF_8))
                .isEqualTo("{\"AccessToken\":\"opaque\"}");
        assertThat(open("").refreshes()).isFalse();
        assertThat(logIn("", PLAIN).groups()).isEmpty();
        assertThat(server.seen("/me").getFirst().header("Authorization"))
                .isEqualTo("Bearer opaque");
    }

    @Test
    void a_refused_code_does_not_change_how_the_client_names_itself() throws Exception {
        OauthConnector connector = open("");
        server.on("POST /token", "{'error':'invalid_grant'}");
        assertThatThrownBy(() -> server.logIn(connector, PLAIN))
                .isInstanceOf(UpstreamException.class);
        server.on("POST /token", "{'access_token':'opaque'}");

        server.logIn(connector, PLAIN);

        assertThat(server.seen("/token").getLast().header("Authorization")).isEqualTo("Basic Yzpz");
    }

    @Test
    void members_may_have_other_names() throws Exception {
        server.on(
                "GET /me",
                "{'uid':42,'n':'N','p':'P','m':'m@x.io','v':'true','g':['x'],'email_verified':true}");
        Identity found =
                logIn(
                        ", userIDKey: uid, claimMapping: {userNameKey: n, preferredUsernameKey: p,"
                                + " emailKey: m, emailVerifiedKey: v, groupsKey: g}",
                        GROUPS);

        assertThat(found.userId()).isEqualTo("42");
        assertThat(found.username()).isEqualTo("N");
        assertThat(found.preferredUsername()).contains("P");
        assertThat(found.email()).contains("m@x.io");
        assertThat(found.emailVerified()).as("a text is not a switch").isFalse();
        assertThat(found.groups()).containsExactly("x");
    }

    @Test
    void groups_also_come_from_a_token_that_is_a_jwt() throws Exception {
        String payload =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                "{\"groups\":[\"z\",\"a\"]}".getBytes(StandardCharsets.UTF_8));
        server.on("POST /token", "{'access_token':'e30." + payload + ".c2ln'}");

        assertThat(logIn("", GROUPS).groups()).containsExactly("a", "b", "z");
    }

    @Test
    void an_answer_that_names_nobody_is_refused() {
        server.on("GET /me", "{'id':{'x':1}}");
        assertThatThrownBy(() -> logIn("", PLAIN))
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("has no \"id\" that is a text or a number");
        server.on("GET /me", "[]");
        assertThatThrownBy(() -> logIn("", PLAIN)).hasMessageContaining("not an object");
        server.on("GET /me", _ -> Response.text(401, "no"));
        assertThatThrownBy(() -> logIn("", PLAIN)).hasMessage("oauth: /me answered 401");
    }

    @Test
    void refuses_what_the_upstream_refused() throws Exception {
        OauthConnector connector = open("");
        assertThatThrownBy(
                        () ->
                                server.arrive(
                                        connector,
                                        PLAIN,
                                        new byte[0],
                                        "/callback?error=access_denied&error_description=no"))
                .hasMessage("access_denied: no");
    }

    @ParameterizedTest
    @CsvSource({
        "42, 42",
        "999999, 999999",
        "1000000, 1e+06",
        "1234567, 1.234567e+06",
        "12345678, 1.2345678e+07",
        "123456789, 1.23456789e+08",
        "0, 0",
        "-7, -7",
        "0.5, 0.5",
        "0.00001, 1e-05",
        "9007199254740993, 9.007199254740992e+15",
        "1e100, 1e+100"
    })
    void numbers_are_printed_as_existing_subjects_have_them(String number, String printed) {
        assertThat(GoNumber.print(Double.parseDouble(number))).isEqualTo(printed);
    }
}
