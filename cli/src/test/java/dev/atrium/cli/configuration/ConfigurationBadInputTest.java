package dev.atrium.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.Membership;
import dev.atrium.storage.Database;
import dev.atrium.storage.Migrations;
import dev.atrium.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
final class ConfigurationBadInputTest {
    /// Command lines, and what is said about them.
    private static final List<String> UNREADABLE =
            List.of(
                    "user create --emial a@b.c | unknown flag --emial, did you mean --email?",
                    "user creat --email a@b.c | unknown command creat, did you mean create?",
                    "rgion list | unknown command rgion, did you mean region?",
                    "user list surplus | unexpected argument surplus",
                    "user show | <id|email>",
                    "user create --email | --email",
                    "user create | --email: is required",
                    "user create --email nonsense | --email: \"nonsense\" is not an e-mail address",
                    "user create --email a@b.c --role ADMIN | --role: needs --organization-id",
                    "user create --email a@b.c --role OWNER --organization-id o | --role: \"OWNER\""
                            + " is not a role (expected ADMIN or GUEST)",
                    "user create --email a@b.c --system-role GUEST | --system-role: \"GUEST\" is"
                            + " not a role (expected ADMIN or USER)",
                    "region create --name x --base-url x.example.com | --base-url:"
                            + " \"x.example.com\" is not a base URL",
                    "region create --name x --base-url https://x --production=perhaps |"
                            + " --production: \"perhaps\" is not a switch",
                    "organization create --name x | --owner-id: is required, or --owner-email",
                    "organization create --name x --owner-id a --owner-email a@b.c | --owner-email:"
                            + " says who the owner is",
                    "organization create --name x --owner-email a@b.c --domain nonsense | --domain:"
                            + " \"nonsense\" is not a domain",
                    "organization create --name x --owner-email a@b.c --default-policy-id ten |"
                            + " --default-policy-id: \"ten\" is not a whole number",
                    "organization create --name x --owner-email a@b.c --id m/y | --id: \"m/y\" is"
                            + " not an id",
                    "stack create --name x --organization-id o | --region-id: is required",
                    "init --base-url https://x --email a@b.c --role GUEST | --role: whoever owns an"
                            + " organization is its ADMIN");

    /// Command lines, and what is said about them.
    private static final List<String> MISSING =
            List.of(
                    "organization create --name x --owner-id nobody | --owner-id: user nobody does"
                            + " not exist",
                    "user create --email a@b.c --organization-id nobody | --organization-id:"
                            + " organization nobody does not exist",
                    "region create --name x --base-url https://x --organization-id nobody |"
                            + " --organization-id: organization nobody does not exist",
                    "stack create --name x --organization-id nobody --region-id r |"
                            + " --organization-id: organization nobody does not exist");

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private CommandRun commands;

    @BeforeEach
    void migrate(Database given) {
        database = given;
        Membership.migrations(database).forEach(Migrations::up);
        commands = new CommandRun(database);
    }

    private String everything() {
        return database.read(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        select (select count(*) from membership.users) || ' '
                                            || (select count(*) from membership.organizations) || ' '
                                            || (select count(*) from membership.regions) || ' '
                                            || (select count(*) from membership.stacks) || ' '
                                            || (select count(*) from membership.logs)\
                                        """)
                                .mapTo(String.class)
                                .one());
    }

    @Test
    void that_cannot_be_read_ends_with_2_and_says_why() {
        for (String row : UNREADABLE) {
            String line = row.split(" \\| ", 2)[0];
            String reason = row.split(" \\| ", 2)[1];
            CommandRun.Result plain = commands.run(line);
            assertThat(plain.code()).as(plain.errors()).isEqualTo(2);
            assertThat(plain.errors()).as(line).contains(reason);
            assertThat(plain.output()).isEmpty();
            CommandRun.Result json = commands.run(withJson(line));
            assertThat(json.code()).as(line).isEqualTo(2);
            assertThat(json.json().path("errorCode").asString()).isEqualTo("VALIDATION");
            assertThat(everything()).isEqualTo("0 0 0 0 0");
        }
    }

    private static String withJson(String line) {
        return line.startsWith("init ")
                ? line.replaceFirst("init", "init --json")
                : line.replaceFirst("^(\\S+ \\S+)", "$1 --json");
    }

    @Test
    void that_refers_to_nothing_ends_with_1() {
        for (String row : MISSING) {
            String line = row.split(" \\| ", 2)[0];
            String reason = row.split(" \\| ", 2)[1];
            CommandRun.Result result = commands.run(line + " --json");
            assertThat(result.code()).as(line).isEqualTo(1);
            assertThat(result.json().path("errorCode").asString()).isEqualTo("NOT_FOUND");
            assertThat(result.errors()).contains(reason);
            assertThat(everything()).isEqualTo("0 0 0 0 0");
        }
    }

    @Test
    void two_objects_of_one_name_have_to_be_told_apart_by_id() {
        for (String id : new String[] {"one", "two"}) {
            commands.json("organization create --name Acme --owner-email ada@acme.com --id " + id);
        }
        CommandRun.Result result =
                commands.run("organization create --name Acme --owner-email ada@acme.com");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errors())
                .contains("several organizations named Acme")
                .contains("one, two");
    }

    @Test
    void variables_of_the_surroundings_describe_no_object() {
        commands.with("NAME", "host").with("VERSION", "12").with("ID", "debian").with("EMAIL", "x");
        commands.with("SERVICE_URL", "://broken/api").with("CONFIG", "/nowhere");
        JsonNode made =
                commands.json("init --base-url https://x.example.com --email admin@example.com");
        assertThat(made.at("/organization/name").asString()).isEqualTo("default");
        assertThat(made.at("/stack/version").asString()).isEmpty();
    }
}
