package dev.atrium.connectors.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.connectors.opening.ConnectorProblem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.config.YamlFile;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.directory.Slapd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against OpenLDAP.
class LdapConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);
    private static final String USERS =
            "userSearch: {baseDN: 'ou=People,dc=example,dc=org', username: mail, idAttr: DN,"
                    + " emailAttr: mail, nameAttr: cn%s}";
    private static final String NESTED =
            ", groupSearch: {baseDN: 'ou=Groups,dc=example,dc=org', filter: '(objectClass=groupOfNames)',"
                    + " userMatchers: [{userAttr: DN, groupAttr: member%s}], nameAttr: cn}";

    private static Slapd slapd;

    @BeforeAll
    static void start() {
        slapd = Slapd.start();
    }

    @AfterAll
    static void stop() {
        slapd.close();
    }

    static LdapConnector open(String config) throws ConnectorProblem {
        return (LdapConnector)
                new ConnectorKinds(
                                _ -> {
                                    throw new IllegalStateException("LDAP is not HTTP");
                                },
                                new RandomIds(new SecureRandom(), FakeClock.atNoon()),
                                FakeClock.atNoon())
                        .open(
                                new ConnectorId("ldap"),
                                "ldap",
                                YamlFile.parse("dex.yaml", "{" + config + "}"));
    }

    private static LdapConnector plain(String rest) throws ConnectorProblem {
        return open(
                "host: '%s', insecureNoSSL: true, bindDN: '%s', bindPW: admin, %s"
                        .formatted(slapd.plain(), Slapd.ADMIN, rest));
    }

    private static LdapConnector people() throws ConnectorProblem {
        return plain(USERS.formatted(""));
    }

    private static Identity jane(LdapConnector connector, Asked asked) throws UpstreamException {
        return connector.login(asked, "janedoe@example.org", "foo").orElseThrow().identity();
    }

    @Test
    void knows_somebody_by_the_password_of_the_entry() throws Exception {
        assertThat(jane(people(), PLAIN))
                .isEqualTo(
                        new Identity(
                                "cn=jane,ou=People,dc=example,dc=org",
                                "jane",
                                Optional.empty(),
                                Optional.of("janedoe@example.org"),
                                true,
                                java.util.List.of()));
        assertThat(people().login(PLAIN, "janedoe@example.org", "bar")).isEmpty();
        assertThat(people().login(PLAIN, "nobody@example.org", "foo")).isEmpty();
        assertThat(people().login(PLAIN, "", "foo")).isEmpty();
    }

    @Test
    void an_empty_password_is_no_password() throws Exception {
        assertThat(people().login(PLAIN, "janedoe@example.org", "")).isEmpty();
    }

    @Test
    void what_is_typed_is_never_read_as_a_filter() throws Exception {
        LdapConnector byUid = plain(USERS.formatted("").replace("username: mail", "username: uid"));

        assertThat(byUid.login(PLAIN, "*", "foo")).isEmpty();
        assertThat(byUid.login(PLAIN, "jdoe)(uid=*", "foo")).isEmpty();
        assertThat(byUid.login(PLAIN, "pa(ren)*", "odd")).isPresent();
        assertThat(byUid.login(PLAIN, "zoë", "zoe")).isPresent();
    }

    @Test
    void one_of_several_attributes_may_be_typed() throws Exception {
        LdapConnector either =
                plain(USERS.formatted("").replace("username: mail", "username: [uid, mail]"));

        assertThat(either.login(PLAIN, "jdoe", "foo")).isPresent();
        assertThat(either.login(PLAIN, "janedoe@example.org", "foo")).isPresent();
    }

    @Test
    void two_entries_for_one_name_are_nobody() throws Exception {
        assertThatThrownBy(() -> people().login(PLAIN, "twin@example.org", "one"))
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("returned multiple results");
    }

    @Test
    void the_filter_and_the_scope_bind_the_search() throws Exception {
        assertThat(
                        plain(USERS.formatted(", filter: '(cn=john)'"))
                                .login(PLAIN, "janedoe@example.org", "foo"))
                .isEmpty();
        String above = USERS.formatted(", scope: %s").replace("ou=People,", "");
        assertThat(plain(above.formatted("one")).login(PLAIN, "janedoe@example.org", "foo"))
                .isEmpty();
        assertThat(plain(above.formatted("sub")).login(PLAIN, "janedoe@example.org", "foo"))
                .isPresent();
    }

    @Test
    void attributes_are_named_in_any_case_and_have_to_be_there() throws Exception {
        LdapConnector upper =
                plain(
                        USERS.formatted(", preferredUsernameAttr: UID")
                                .replace("emailAttr: mail", "emailAttr: MAIL"));
        assertThat(jane(upper, PLAIN).preferredUsername()).contains("jdoe");

        assertThatThrownBy(() -> upper.login(PLAIN, "johndoe@example.org", "bar"))
                .hasMessage(
                        "ldap: entry \"cn=john,ou=People,dc=example,dc=org\" missing following"
                                + " required attribute(s): [\"UID\"]");
    }

    @Test
    void an_address_can_be_made_of_the_name() throws Exception {
        assertThat(jane(plain(USERS.formatted(", emailSuffix: acme.com")), PLAIN).email())
                .contains("jane@acme.com");
    }

    @Test
    void groups_are_those_that_name_the_entry() throws Exception {
        LdapConnector connector = plain(USERS.formatted("") + NESTED.formatted(""));

        assertThat(jane(connector, GROUPS).groups())
                .containsExactlyInAnyOrder("admins", "developers");
        assertThat(jane(connector, PLAIN).groups()).isEmpty();
    }

    @Test
    void groups_of_groups_are_followed_and_circles_end() throws Exception {
        LdapConnector connector =
                plain(USERS.formatted("") + NESTED.formatted(", recursionGroupAttr: member"));

        assertThat(jane(connector, GROUPS).groups())
                .containsExactlyInAnyOrder("admins", "developers", "everybody", "engineering");
    }

    @Test
    void every_value_of_every_matcher_counts() throws Exception {
        LdapConnector departments =
                plain(
                        USERS.formatted("")
                                + ", groupSearch: {baseDN: 'dc=example,dc=org', nameAttr: cn, userMatchers: ["
                                + "{userAttr: departmentNumber, groupAttr: l},"
                                + "{userAttr: dn, groupAttr: member}]}");
        LdapConnector old =
                plain(
                        USERS.formatted("")
                                + ", groupSearch: {baseDN: 'dc=example,dc=org', nameAttr: cn,"
                                + " userAttr: departmentNumber, groupAttr: l}");

        assertThat(jane(departments, GROUPS).groups())
                .containsExactlyInAnyOrder("sales", "support", "admins", "developers");
        assertThat(jane(old, GROUPS).groups()).containsExactly("sales", "support");
    }

    @Test
    void more_groups_than_the_server_gives_at_once_come_in_pages() throws Exception {
        slapd.modify(
                IntStream.range(0, 700)
                        .mapToObj(
                                number ->
                                        "dn: cn=g%d,ou=Groups,dc=example,dc=org\nchangetype: add\nobjectClass: groupOfNames\ncn: g%d\nmember: cn=zoë,ou=People,dc=example,dc=org\n"
                                                .formatted(number, number))
                        .collect(Collectors.joining("\n")));
        LdapConnector connector = plain(USERS.formatted("") + NESTED.formatted(""));

        assertThat(
                        connector
                                .login(GROUPS, "zoe@example.org", "zoe")
                                .orElseThrow()
                                .identity()
                                .groups())
                .hasSize(700);
    }

    @Test
    void no_such_base_is_no_group_and_a_group_needs_a_name() throws Exception {
        String groups =
                ", groupSearch: {baseDN: '%s', userAttr: DN, groupAttr: member, nameAttr: %s}";
        assertThat(
                        jane(
                                        plain(
                                                USERS.formatted("")
                                                        + groups.formatted(
                                                                "ou=None,dc=example,dc=org", "cn")),
                                        GROUPS)
                                .groups())
                .isEmpty();
        assertThatThrownBy(
                        () ->
                                jane(
                                        plain(
                                                USERS.formatted("")
                                                        + groups.formatted(
                                                                "ou=Groups,dc=example,dc=org",
                                                                "description")),
                                        GROUPS))
                .hasMessageContaining("missing required attribute \"description\"");
    }

    @Test
    void speaks_tls_with_who_is_vouched_for() throws Exception {
        String data = Base64.getEncoder().encodeToString(Files.readAllBytes(slapd.authority()));
        for (String tls :
                new String[] {
                    "host: '" + slapd.tls() + "', rootCA: '" + slapd.authority() + "'",
                    "host: '" + slapd.tls() + "', rootCAData: " + data,
                    "host: '" + slapd.tls() + "', insecureSkipVerify: true",
                    "host: '"
                            + slapd.plain()
                            + "', startTLS: true, rootCA: '"
                            + slapd.authority()
                            + "'"
                }) {
            LdapConnector connector =
                    open(
                            tls
                                    + ", bindDN: '"
                                    + Slapd.ADMIN
                                    + "', bindPW: admin, "
                                    + USERS.formatted(""));
            assertThat(jane(connector, PLAIN).username()).as(tls).isEqualTo("jane");
        }
        for (String tls :
                new String[] {
                    "host: '" + slapd.tls() + "'", "host: '" + slapd.plain() + "', startTLS: true"
                }) {
            LdapConnector connector = open(tls + ", " + USERS.formatted(""));
            assertThatThrownBy(() -> jane(connector, PLAIN))
                    .as(tls)
                    .extracting(thrown -> ((UpstreamException) thrown).kind())
                    .isEqualTo(UpstreamException.Kind.UNAVAILABLE);
        }
    }

    @Test
    void anothers_authority_vouches_for_nobody(@TempDir Path dir) throws Exception {
        Slapd.certificate(dir, "other", "IP:127.0.0.1");
        LdapConnector connector =
                open(
                        "host: '%s', rootCA: '%s', %s"
                                .formatted(
                                        slapd.tls(),
                                        dir.resolve("other.pem"),
                                        USERS.formatted("")));

        assertThatThrownBy(() -> jane(connector, PLAIN)).isInstanceOf(UpstreamException.class);
    }

    @Test
    void a_wrong_service_password_is_an_error_and_no_wrong_login() throws Exception {
        LdapConnector connector =
                open(
                        "host: '%s', insecureNoSSL: true, bindDN: '%s', bindPW: wrong, %s"
                                .formatted(slapd.plain(), Slapd.ADMIN, USERS.formatted("")));

        assertThatThrownBy(() -> jane(connector, PLAIN))
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("invalid credentials")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void a_refresh_reads_the_same_entry_again() throws Exception {
        LdapConnector connector = plain(USERS.formatted("") + NESTED.formatted(""));
        Login john = connector.login(GROUPS, "johndoe@example.org", "bar").orElseThrow();
        assertThat(new String(john.upstreamState(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"username\":\"johndoe@example.org\",\"entry\":{\"DN\":\"cn=john,ou=People,dc=example,dc=org\"}}");
        slapd.modify(
                "dn: cn=developers,ou=Groups,dc=example,dc=org\nchangetype: modify\nadd: member\nmember: cn=john,ou=People,dc=example,dc=org\n");

        Identity again =
                connector.refresh(GROUPS, john.identity(), john.upstreamState()).identity();
        assertThat(again.groups()).containsExactlyInAnyOrder("admins", "developers");

        slapd.modify(
                "dn: cn=john,ou=People,dc=example,dc=org\nchangetype: modify\nreplace: mail\nmail: new@example.org\n");
        assertThatThrownBy(() -> connector.refresh(GROUPS, john.identity(), john.upstreamState()))
                .hasMessage("ldap: user not found");
        slapd.modify(
                """
                dn: cn=john,ou=People,dc=example,dc=org
                changetype: modify
                replace: mail
                mail: johndoe@example.org

                dn: cn=developers,ou=Groups,dc=example,dc=org
                changetype: modify
                delete: member
                member: cn=john,ou=People,dc=example,dc=org
                """);
    }
}
