package dev.atrium.connectors.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.Credential;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.connectors.microsoft.MicrosoftSettings.Format;
import dev.atrium.connectors.microsoft.MicrosoftSettings.Groups;
import dev.atrium.connectors.microsoft.MicrosoftSettings.PreferredUsername;
import dev.atrium.http.Parameters;
import dev.atrium.http.Response;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicrosoftConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated microsoft = new Simulated(clock);
    private Registration registration = Registration.of("client", Secret.of("secret"));

    @BeforeEach
    void somebody_has_an_account() {
        for (String tenant : List.of("contoso", "common")) {
            microsoft.on(
                    "POST /" + tenant + "/oauth2/v2.0/token",
                    "{'access_token':'T','refresh_token':'R','expires_in':3600}");
        }
        microsoft
                .on(
                        "GET /v1.0/me",
                        """
                        {'id':'oid-1','displayName':'Jane','userPrincipalName':'Jane@Contoso.com',
                         'mailNickname':'jd','onPremisesSamAccountName':null}
                        """)
                .on("POST /v1.0/me/getMemberGroups", "{'value':['g1','g2']}")
                .on(
                        "POST /v1.0/directoryObjects/getByIds",
                        "{'value':[{'id':'g1','displayName':'Admins'},{'id':'g2','displayName':'All'}]}");
    }

    @AfterEach
    void stop() {
        microsoft.close();
    }

    private MicrosoftConnector connector(String tenant, Groups groups) {
        return new MicrosoftConnector(
                new MicrosoftSettings(
                        registration,
                        new MicrosoftSettings.Place(microsoft.base(), microsoft.base(), tenant),
                        List.of("user.read"),
                        groups,
                        true,
                        PreferredUsername.MAIL_NICKNAME,
                        Optional.of("select_account"),
                        Optional.of("contoso.com")),
                Simulated.http(),
                clock);
    }

    private static Groups required(Format format, boolean only, String... groups) {
        return new Groups(List.of(groups), only, false, format);
    }

    private Identity logIn(String tenant, Groups groups, Asked asked) throws UpstreamException {
        return microsoft.logIn(connector(tenant, groups), asked).identity();
    }

    @Test
    void asks_for_what_it_needs() throws Exception {
        String location =
                connector("contoso", Groups.UNRESTRICTED)
                        .depart(GROUPS, microsoft.callback(), "s")
                        .location();
        Parameters query = Parameters.parse(URI.create(location).getRawQuery());

        assertThat(location).startsWith(microsoft.base() + "/contoso/oauth2/v2.0/authorize?");
        assertThat(query.text("scope")).isEqualTo("user.read directory.read.all offline_access");
        assertThat(query.text("prompt")).isEqualTo("select_account");
        assertThat(query.text("domain_hint")).isEqualTo("contoso.com");
    }

    @Test
    void the_object_id_is_who_it_is() throws Exception {
        Identity jane = logIn("contoso", Groups.UNRESTRICTED, PLAIN);

        assertThat(jane.userId()).isEqualTo("oid-1");
        assertThat(jane.username()).isEqualTo("Jane");
        assertThat(jane.preferredUsername()).contains("jd");
        assertThat(jane.email()).contains("jane@contoso.com");
        assertThat(jane.emailVerified()).isTrue();
        assertThat(microsoft.seen("/v1.0/me/getMemberGroups")).isEmpty();
    }

    @Test
    void groups_are_names_or_ids_of_one_tenant() throws Exception {
        assertThat(logIn("contoso", Groups.UNRESTRICTED, GROUPS).groups())
                .containsExactly("Admins", "All");
        assertThat(logIn("contoso", required(Format.ID, false), GROUPS).groups())
                .containsExactly("g1", "g2");
        assertThat(logIn("common", Groups.UNRESTRICTED, GROUPS).groups()).isEmpty();
    }

    @Test
    void a_required_group_holds_for_every_tenant_and_every_scope() throws Exception {
        for (String tenant : List.of("contoso", "common")) {
            for (Asked asked : List.of(PLAIN, GROUPS)) {
                assertThat(logIn(tenant, required(Format.NAME, false, "Admins"), asked).groups())
                        .containsExactly("Admins", "All");
                assertThat(logIn(tenant, required(Format.NAME, true, "Admins"), asked).groups())
                        .containsExactly("Admins");
                assertThatThrownBy(
                                () -> logIn(tenant, required(Format.NAME, true, "admins"), asked))
                        .extracting(thrown -> ((UpstreamException) thrown).kind())
                        .isEqualTo(UpstreamException.Kind.NOT_IN_REQUIRED_GROUP);
            }
        }
        microsoft.on("POST /v1.0/me/getMemberGroups", _ -> Response.text(403, "not here"));
        assertThatThrownBy(() -> logIn("common", required(Format.ID, false, "g1"), PLAIN))
                .hasMessage("microsoft: /v1.0/me/getMemberGroups answered 403");
    }

    @Test
    void names_of_more_than_a_thousand_groups_take_two_calls() throws Exception {
        microsoft
                .on(
                        "POST /v1.0/me/getMemberGroups",
                        "{'value':["
                                + numbers(0, 900)
                                + "],'@odata.nextLink':'"
                                + microsoft.base()
                                + "/v1.0/more'}")
                .on("POST /v1.0/more", "{'value':[" + numbers(900, 1300) + "]}");
        logIn("contoso", Groups.UNRESTRICTED, GROUPS);

        assertThat(microsoft.seen("/v1.0/directoryObjects/getByIds")).hasSize(2);
        assertThat(microsoft.seen("/v1.0/directoryObjects/getByIds").getLast().body())
                .contains("\"1299\"")
                .doesNotContain("\"999\"");
    }

    private static String numbers(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> "'" + number + "'")
                .collect(Collectors.joining(","));
    }

    @Test
    void a_refresh_is_about_the_same_person_in_the_same_spelling() throws Exception {
        MicrosoftConnector connector = connector("contoso", Groups.UNRESTRICTED);
        Login login = microsoft.logIn(connector, GROUPS);
        clock.advance(Duration.ofHours(2));

        Login again = connector.refresh(GROUPS, login.identity(), login.upstreamState());
        assertThat(again.identity()).isEqualTo(login.identity());
        assertThat(microsoft.seen("/contoso/oauth2/v2.0/token").getLast().form().text("grant_type"))
                .isEqualTo("refresh_token");

        microsoft.on("GET /v1.0/me", "{'id':'oid-2','userPrincipalName':'x@contoso.com'}");
        assertThatThrownBy(() -> connector.refresh(GROUPS, login.identity(), login.upstreamState()))
                .hasMessage("microsoft: the tokens are somebody else's");
    }

    @Test
    void a_signed_assertion_stands_for_the_secret_and_is_read_each_time(@TempDir Path dir)
            throws Exception {
        Path file = Files.writeString(dir.resolve("token"), "first\n");
        registration = new Registration("client", new Credential.Assertion(file), Optional.empty());
        logIn("contoso", Groups.UNRESTRICTED, PLAIN);
        Files.writeString(file, "second\n");
        logIn("contoso", Groups.UNRESTRICTED, PLAIN);

        assertThat(microsoft.seen("/contoso/oauth2/v2.0/token"))
                .extracting(seen -> seen.form().text("client_assertion"))
                .containsExactly("first", "second");
        assertThat(microsoft.seen("/contoso/oauth2/v2.0/token").getFirst().form().text("client_id"))
                .isEqualTo("client");
    }
}
