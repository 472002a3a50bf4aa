package dev.atrium.connectors.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.Tickets;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.opening.ConnectorProblem;
import dev.atrium.testkit.directory.Slapd;
import dev.atrium.testkit.kerberos.Realm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tickets of MIT's key distribution center for people of OpenLDAP.
class KerberosTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final String SEARCH =
            "bindDN: '%s', bindPW: admin, userSearch: {baseDN: 'ou=People,dc=example,dc=org', username: uid,"
                    + " idAttr: DN, emailAttr: mail, nameAttr: cn}, groupSearch: {baseDN: 'ou=Groups,dc=example,dc=org',"
                    + " filter: '(objectClass=groupOfNames)', userMatchers: [{userAttr: DN, groupAttr: member}], nameAttr: cn}";

    private static Slapd slapd;
    private static Realm realm;

    @BeforeAll
    static void start() {
        slapd = Slapd.start();
        realm = Realm.start("jdoe", "nobody");
    }

    @AfterAll
    static void stop() {
        realm.close();
        slapd.close();
    }

    private static LdapConnector open(String kerberos) throws ConnectorProblem {
        return LdapConnectorTest.open(
                "host: '%s', insecureNoSSL: true, %s, kerberos: {enabled: true, %s}"
                        .formatted(slapd.plain(), SEARCH.formatted(Slapd.ADMIN), kerberos));
    }

    private static String keytab() {
        return "keytabPath: '" + realm.keytab() + "'";
    }

    private static Tickets.Answer answer(String kerberos, String token) throws Exception {
        return open(kerberos)
                .tickets()
                .orElseThrow()
                .login(PLAIN, Base64.getDecoder().decode(token));
    }

    private static String refusal(String kerberos, String token) throws Exception {
        return ((Tickets.Answer.Refused) answer(kerberos, token)).reason();
    }

    @Test
    void knows_somebody_by_a_ticket_with_groups_and_refreshes_as_ever() throws Exception {
        LdapConnector connector = open(keytab());
        byte[] token = Base64.getDecoder().decode(realm.token("jdoe"));
        Tickets.Answer.Accepted accepted =
                (Tickets.Answer.Accepted)
                        connector.tickets().orElseThrow().login(new Asked(true, true), token);

        Login login = accepted.login();
        assertThat(login.identity().userId()).isEqualTo("cn=jane,ou=People,dc=example,dc=org");
        assertThat(login.identity().email()).contains("janedoe@example.org");
        assertThat(login.identity().groups()).isNotEmpty();
        assertThat(accepted.reply()).isNotEmpty();
        assertThat(
                        connector
                                .refresh(
                                        new Asked(true, true),
                                        login.identity(),
                                        login.upstreamState())
                                .identity())
                .isEqualTo(login.identity());
        assertThat(connector.login(PLAIN, "jdoe", "foo")).isPresent();
    }

    @Test
    void a_token_opens_once() throws Exception {
        LdapConnector connector = open(keytab());
        byte[] token = Base64.getDecoder().decode(realm.token("jdoe"));
        Tickets tickets = connector.tickets().orElseThrow();

        assertThat(tickets.login(PLAIN, token)).isInstanceOf(Tickets.Answer.Accepted.class);
        assertThat(((Tickets.Answer.Refused) tickets.login(PLAIN, token)).reason())
                .contains("replay");
        assertThat(refusal(keytab(), Base64.getEncoder().encodeToString(token)))
                .as("by another connector neither")
                .contains("replay");
    }

    @Test
    void an_old_token_is_refused() throws Exception {
        assertThat(refusal(keytab(), realm.oldToken("jdoe"))).contains("Clock skew too great");
    }

    @Test
    void what_is_no_token_is_refused() throws Exception {
        for (byte[] garbage :
                new byte[][] {
                    {},
                    {0x60},
                    "NTLMSSP\0\1\0\0\0\7\202\10\242".getBytes(StandardCharsets.ISO_8859_1),
                    "a password".getBytes(StandardCharsets.US_ASCII),
                    new byte[24_000]
                }) {
            assertThat(refusal(keytab(), Base64.getEncoder().encodeToString(garbage)))
                    .contains("not accepted");
        }
        byte[] changed = Base64.getDecoder().decode(realm.token("jdoe"));
        for (int position : new int[] {changed.length / 2, changed.length - 1}) {
            byte[] broken = changed.clone();
            broken[position] ^= 0x55;
            assertThat(answer(keytab(), Base64.getEncoder().encodeToString(broken)))
                    .as("byte " + position)
                    .isInstanceOf(Tickets.Answer.Refused.class);
        }
    }

    @Test
    void a_ticket_for_another_service_is_refused() throws Exception {
        String other = "keytabPath: '" + realm.otherKeytab() + "'";
        assertThat(refusal(other, realm.token("jdoe"))).contains("not accepted");
    }

    @Test
    void somebody_who_is_in_no_directory_is_refused() throws Exception {
        assertThat(refusal(keytab(), realm.token("nobody")))
                .isEqualTo("the directory has nobody named \"nobody\"");
    }

    @Test
    void the_realm_is_compared_in_any_case() throws Exception {
        assertThat(answer(keytab() + ", expectedRealm: example.org", realm.token("jdoe")))
                .isInstanceOf(Tickets.Answer.Accepted.class);
        assertThat(refusal(keytab() + ", expectedRealm: CORP.EXAMPLE.ORG", realm.token("jdoe")))
                .isEqualTo("jdoe@EXAMPLE.ORG is not of realm CORP.EXAMPLE.ORG");
    }

    @Test
    void a_trusted_realms_people_are_ours_only_where_that_is_said() throws Exception {
        String theirs = "jdoe@" + Realm.TRUSTED;
        assertThat(refusal(keytab(), realm.token(theirs)))
                .isEqualTo("jdoe@PARTNER.ORG is not of realm EXAMPLE.ORG");
        assertThat(answer(keytab() + ", expectedRealm: partner.org", realm.token(theirs)))
                .isInstanceOf(Tickets.Answer.Accepted.class);
        assertThat(
                        refusal(
                                keytab() + ", usernameFromPrincipal: userPrincipalName",
                                realm.token(theirs)))
                .isEqualTo("the directory has nobody named \"jdoe@PARTNER.ORG\"");
    }

    @Test
    void the_keys_name_may_be_given_with_and_without_the_realm() throws Exception {
        for (String name :
                new String[] {
                    "spn: HTTP/localhost",
                    "spn: HTTP/localhost@EXAMPLE.ORG",
                    "spn: HTTP/shown-to-browsers, keytabPrincipal: HTTP/localhost"
                }) {
            assertThat(answer(keytab() + ", " + name, realm.token("jdoe")))
                    .as(name)
                    .isInstanceOf(Tickets.Answer.Accepted.class);
        }
    }

    @Test
    void what_cannot_work_is_said_at_the_start(@TempDir Path directory) throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "no keytab");
        Path cut = directory.resolve("cut");
        byte[] whole = Files.readAllBytes(realm.keytab());
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 5));
        assertProblem("spn: x", "missing required field \"kerberos.keytabPath\"");
        assertProblem(
                "keytabPath: /nowhere/http.keytab",
                "cannot read keytab file \"/nowhere/http.keytab\"");
        assertProblem("keytabPath: '" + text + "'", "\"" + text + "\" is not a keytab");
        assertProblem("keytabPath: '" + cut + "'", "\"" + cut + "\" is not a keytab");
        assertProblem(
                keytab() + ", spn: HTTP/dex",
                "has no key for HTTP/dex (it has keys for HTTP/localhost@EXAMPLE.ORG)");
        assertProblem(
                keytab() + ", usernameFromPrincipal: sAMAccountName",
                "kerberos.usernameFromPrincipal unknown value \"sAMAccountName\"");
    }

    private static void assertProblem(String kerberos, String message) {
        assertThatThrownBy(() -> open(kerberos))
                .isInstanceOf(ConnectorProblem.class)
                .hasMessageContaining(message);
    }

    @Test
    void whoever_does_not_switch_it_on_is_asked_for_a_password() throws Exception {
        assertThat(open(keytab()).tickets().orElseThrow().fallsBack()).isFalse();
        assertThat(
                        open(keytab() + ", fallbackToPassword: true")
                                .tickets()
                                .orElseThrow()
                                .fallsBack())
                .isTrue();
        assertThat(
                        LdapConnectorTest.open(
                                        "host: '%s', insecureNoSSL: true, %s, kerberos: {%s}"
                                                .formatted(
                                                        slapd.plain(),
                                                        SEARCH.formatted(Slapd.ADMIN),
                                                        keytab()))
                                .tickets())
                .isEmpty();
    }

    @Test
    void a_directory_that_is_away_is_no_refusal() throws Exception {
        LdapConnector connector =
                LdapConnectorTest.open(
                        "host: '127.0.0.1:1', insecureNoSSL: true, %s, kerberos: {enabled: true, %s}"
                                .formatted(SEARCH.formatted(Slapd.ADMIN), keytab()));
        byte[] token = Base64.getDecoder().decode(realm.token("jdoe"));
        assertThatThrownBy(() -> connector.tickets().orElseThrow().login(PLAIN, token))
                .isInstanceOf(UpstreamException.class);
    }
}
