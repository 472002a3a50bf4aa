package dev.atrium.cli.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.cli.configuration.CommandRun;
import dev.atrium.membership.Membership;
import dev.atrium.storage.Database;
import dev.atrium.storage.Migrations;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `membership admin user link`, on a database where Ada has logged in by connector `ldap` and got
/// an account of her own beside the declared administrator's.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class UserLinkTest {
    private static final String DEX = "https://dex.example.com";
    private static final String LINK = "admin user link ";

    @TempDir Path directory;
    private Database database;
    private CommandRun commands;

    @BeforeEach
    void people(Database given) {
        database = given;
        Membership.migrations(database).forEach(Migrations::up);
        sql(
                "insert into membership.users (id, email, role) values ('chief', 'chief@example.com', 'ADMIN'), ('ada', 'ada@example.com', 'USER'), ('twin-1', 'twin@example.com', 'USER'), ('twin-2', 'twin@example.com', 'USER')");
        sql(
                "insert into membership.identities (issuer, connector_id, subject, user_id, email, email_verified, created_at, last_login_at) values ('https://dex.example.com', 'ldap', 'ada-id', 'ada', '', false, now(), now())");
        commands = new CommandRun(database).with("RP_ISSUER", DEX);
    }

    private void sql(String statement) {
        database.writing(tx -> tx.sql().execute(statement));
    }

    private List<String> identities() {
        return database.read(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "select issuer || ' ' || connector_id || ' ' || subject || ' ' || user_id from membership.identities order by 1")
                                .mapTo(String.class)
                                .list());
    }

    private List<String> audited() {
        return database.read(
                tx ->
                        tx.sql()
                                .createQuery("select action from membership.logs order by seq")
                                .mapTo(String.class)
                                .list());
    }

    private void refused(String line, int code, String error) {
        List<String> before = identities();
        CommandRun.Result result = commands.membership(LINK + line);
        assertThat(result.code()).as(result.errors()).isEqualTo(code);
        assertThat(result.errors()).contains(error);
        assertThat(result.output()).isEmpty();
        assertThat(identities()).isEqualTo(before);
        assertThat(audited()).isEmpty();
    }

    @Test
    void gives_an_account_to_whom_a_provider_names() {
        CommandRun.Result result =
                commands.membership(LINK + "chief@example.com --connector ldap --subject ada-id");
        assertThat(result.code()).as(result.errors()).isZero();
        assertThat(result.output())
                .isEqualTo(
                        "User chief is now ada-id at https://dex.example.com, who was user ada.\n");
        assertThat(identities()).containsExactly(DEX + " ldap ada-id chief");
        assertThat(audited()).containsExactly("users.linked");
    }

    @Test
    void answers_programs_with_one_document_and_repeats_without_a_change() {
        String line = LINK + "chief --connector ldap --subject ada-id --json";
        JsonNode first = commands.membership(line).json();
        assertThat(first.path("userId").asString()).isEqualTo("chief");
        assertThat(first.path("issuer").asString()).isEqualTo(DEX);
        assertThat(first.path("connector").asString()).isEqualTo("ldap");
        assertThat(first.path("subject").asString()).isEqualTo("ada-id");
        assertThat(first.path("previousUserId").asString()).isEqualTo("ada");
        assertThat(first.path("linked").asBoolean(false)).isTrue();

        CommandRun.Result second = commands.membership(line);
        assertThat(second.code()).isZero();
        assertThat(second.json().path("linked").asBoolean(true)).isFalse();
        assertThat(commands.membership(LINK + "chief --connector ldap --subject ada-id").output())
                .isEqualTo("User chief is ada-id at https://dex.example.com already.\n");
        assertThat(audited()).containsExactly("users.linked");
    }

    @Test
    void refuses_an_account_that_is_not_there_or_not_told_apart() {
        refused("nobody@example.com --subject x", 1, "user nobody@example.com not found");
        refused(
                "twin@example.com --connector ldap --subject x",
                1,
                "several users of twin@example.com, with the ids twin-1, twin-2");
    }

    @Test
    void refuses_a_connector_that_nobody_used_unless_told_to_take_it() {
        refused(
                "chief --connector ldpa --subject x",
                1,
                "nobody has logged in at https://dex.example.com by connector ldpa, did you mean"
                        + " ldap? (seen: by connector ldap); --unseen-connector links all the same");
        refused("chief --subject x", 1, "without a connector");
        assertThat(
                        commands.membership(
                                        LINK
                                                + "chief --connector saml --subject x"
                                                + " --unseen-connector")
                                .code())
                .isZero();
        assertThat(identities()).contains(DEX + " saml x chief");
    }

    @Test
    void takes_any_connector_of_a_provider_that_nobody_came_from_yet() {
        assertThat(
                        commands.membership(
                                        LINK
                                                + "chief --issuer https://other.example.com"
                                                + " --connector local --subject x")
                                .code())
                .isZero();
        assertThat(identities()).contains("https://other.example.com local x chief");
    }

    @Test
    void knows_the_connectors_of_the_configuration_file() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("config.yaml"),
                        """
                        connectors:
                          - id: corporate
                            type: oidc
                            config: {issuer: "https://corporate.example.com"}
                        """);
        commands.with("CONFIG", file.toString());
        assertThat(commands.membership(LINK + "chief --connector corporate --subject x").code())
                .isZero();
        assertThat(identities()).contains("https://corporate.example.com  x chief");
    }

    @Test
    void refuses_an_account_for_which_an_organizations_provider_vouches() {
        sql(
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'chief')");
        sql("update membership.users set home_organization_id = 'acme' where id = 'ada'");
        refused(
                "ada --connector ldap --subject x",
                1,
                "user ada belongs to an organization's own provider and cannot be linked");
    }

    @Test
    void cannot_read_a_line_that_leaves_out_what_it_needs() {
        refused("chief", 2, "--subject");
        refused("--subject x", 2, "<id|email>: is required");
        refused("chief --subjct x", 2, "--subject");
        commands.with("RP_ISSUER", "");
        refused("chief --connector nowhere --subject x", 2, "--issuer: is required");
    }

    @Test
    void tells_programs_why_it_failed() {
        CommandRun.Result result = commands.membership(LINK + "nobody --subject x --json");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.json().path("errorCode").asString()).isEqualTo("NOT_FOUND");
        assertThat(result.json().path("errorMessage").asString())
                .isEqualTo("user nobody not found");
    }

    @Test
    void is_shown_by_help_with_its_flags() {
        assertThat(commands.membership("admin --help").output())
                .contains("user")
                .contains("wizard");
        assertThat(commands.membership("admin user --help").output()).contains("link");
        assertThat(commands.membership("admin user link --help").output())
                .contains("<id|email>")
                .contains("--connector")
                .contains("--subject")
                .contains("--issuer")
                .contains("--unseen-connector")
                .contains("--json")
                .contains("RP_ISSUER");
    }
}
