package dev.atrium.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.Membership;
import dev.atrium.storage.Database;
import dev.atrium.storage.Migrations;
import dev.atrium.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
final class ConfigurationCommandsTest {
    private static final String INIT =
            "init --base-url https://stacks.example.com --email admin@example.com";

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

    private String one(String sql) {
        return database.<String>read(
                tx -> tx.sql().createQuery(sql).mapTo(String.class).findOne().orElse("nothing"));
    }

    private String everything() {
        return one(
                """
                select (select count(*) from membership.users) || ' '
                    || (select count(*) from membership.organizations) || ' '
                    || (select count(*) from membership.regions) || ' '
                    || (select count(*) from membership.stacks) || ' '
                    || (select count(*) from membership.logs)\
                """);
    }

    @Nested
    class Check {
        @Test
        void says_that_the_database_answers() {
            for (String line : List.of("check", "check-db", "ping", "database check")) {
                CommandRun.Result result = commands.run(line);
                assertThat(result.code()).as(result.errors()).isZero();
                assertThat(result.output()).startsWith("Database connection OK\nPostgreSQL ");
                JsonNode json = commands.json(line);
                assertThat(json.path("status").asString()).isEqualTo("ok");
                assertThat(json.path("version").asString()).matches("\\d+\\.\\d+.*");
                assertThat(json.path("migrated").asBoolean()).isTrue();
            }
        }

        @Test
        void before_the_migrations_it_says_that_they_are_pending() {
            database.writing(tx -> tx.sql().execute("drop schema membership cascade"));
            assertThat(commands.run("check").output())
                    .contains("run membership storage migrations");
            assertThat(commands.json("check").path("migrated").asBoolean()).isFalse();
        }

        @Test
        void names_what_is_wrong_with_the_connection_and_not_the_password() {
            commands.with("POSTGRES_URI", "postgresql://nobody:hidden@127.0.0.1:1/atrium");
            CommandRun.Result result = commands.run("check --json");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.json().path("errorCode").asString()).isEqualTo("UNAVAILABLE");
            assertThat(result.json().path("errorMessage").asString())
                    .contains("127.0.0.1:1")
                    .contains("refused");
            assertThat(result.output() + result.errors()).doesNotContain("hidden");
        }

        @Test
        void without_a_database_it_names_the_setting() {
            CommandRun.Result result = commands.with("POSTGRES_URI", "").run("check --json");
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.json().path("errorMessage").asString()).contains("POSTGRES_URI");
        }
    }

    @Nested
    class Init {
        @Test
        void makes_all_four_and_the_stack_is_ready() {
            JsonNode made = commands.json(INIT);
            assertThat(made.propertyNames())
                    .containsExactly("region", "organization", "user", "stack");
            String organization = made.at("/organization/id").asString();
            assertThat(organization).matches("[a-z]{12}");
            assertThat(made.at("/organization/ownerId")).isEqualTo(made.at("/user/id"));
            assertThat(made.at("/region/organizationId").asString()).isEqualTo(organization);
            assertThat(made.at("/region/baseUrl").asString())
                    .isEqualTo("https://stacks.example.com");
            assertThat(made.at("/stack/id").asString()).matches("[a-z]{4}");
            assertThat(made.at("/stack/status").asString()).isEqualTo("READY");
            assertThat(made.at("/stack/clientId").asString())
                    .isEqualTo("stack_" + organization + "_" + made.at("/stack/id").asString());
            assertThat(made.at("/stack/clientSecret").asString()).isNotEmpty();
            assertThat(one("select policy_id::text from membership.organization_users"))
                    .isEqualTo("10");
        }

        @Test
        void again_finds_what_is_there_and_shows_no_secret() {
            JsonNode first = commands.json(INIT);
            String after = everything();
            JsonNode second = commands.json(INIT);
            assertThat(everything()).isEqualTo(after);
            for (String part : new String[] {"region", "organization", "user", "stack"}) {
                assertThat(second.at("/" + part + "/id")).isEqualTo(first.at("/" + part + "/id"));
                assertThat(first.at("/" + part + "/created").asBoolean()).isTrue();
                assertThat(second.at("/" + part + "/created").asBoolean()).isFalse();
            }
            assertThat(second.toString()).doesNotContain("clientSecret");
        }

        @Test
        void takes_every_flag_of_its_grammar() {
            JsonNode made =
                    commands.json(
                            "init --region-name eu --region-url https://eu.example.com/"
                                    + " --organization-name Acme --organization-domain acme.com"
                                    + " --email admin@acme.com --user-id admin-uuid --role ADMIN"
                                    + " --stack-name production --stack-id main --version v3.1"
                                    + " --module Wallets --module=Webhooks,Search"
                                    + " --client-secret mine --yes");
            assertThat(made.at("/user/id").asString()).isEqualTo("admin-uuid");
            assertThat(made.at("/organization/domain").asString()).isEqualTo("acme.com");
            assertThat(made.at("/stack/id").asString()).isEqualTo("main");
            assertThat(made.at("/stack/version").asString()).isEqualTo("v3.1");
            assertThat(made.at("/stack/modules").toString())
                    .isEqualTo(
                            "[\"auth\",\"gateway\",\"ledger\",\"search\",\"wallets\",\"webhooks\"]");
            assertThat(made.at("/stack/clientSecret").asString()).isEqualTo("mine");
        }

        @Test
        void that_does_not_fit_changes_nothing() {
            commands.json("user create --email admin@example.com --id one");
            String before = everything();
            CommandRun.Result result = commands.run(INIT + " --user-id two --json");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.json().path("errorCode").asString()).isEqualTo("CONFLICT");
            assertThat(result.json().at("/mismatches/0").toString())
                    .isEqualTo(
                            "{\"object\":\"user"
                                    + " two\",\"field\":\"id\",\"expected\":\"two\",\"actual\":\"one\"}");
            CommandRun.Result bad = commands.run(INIT + " --organization-domain nonsense");
            assertThat(bad.code()).isEqualTo(2);
            assertThat(bad.errors())
                    .contains("--organization-domain: \"nonsense\" is not a domain");
            assertThat(everything()).isEqualTo(before);
        }

        @Test
        void asks_on_a_terminal_for_what_is_missing() {
            CommandRun.Result result =
                    commands.typed(
                            "init",
                            "https://x.example.com",
                            "ada@example.com",
                            "ada",
                            "",
                            "",
                            "Acme",
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            "y");
            assertThat(result.code()).as(result.errors()).isZero();
            assertThat(result.output())
                    .contains("E-mail of the user: ")
                    .contains("Created user ada.")
                    .containsOnlyOnce("shown only this once");
            assertThat(one("select name from membership.organizations")).isEqualTo("Acme");
            assertThat(commands.typed("init --yes").code()).isEqualTo(2);
            assertThat(commands.run("init").errors()).contains("--base-url");
        }
    }

    @Nested
    class InTheManualsOrder {
        @Test
        void region_organization_user_and_stack_are_made_one_by_one() {
            JsonNode region =
                    commands.json("region create --name default --base-url https://x.example.com");
            assertThat(region.path("production").asBoolean()).isTrue();
            assertThat(region.has("organizationId")).isFalse();
            assertThat(region.has("clientSecret")).isFalse();
            JsonNode organization =
                    commands.json("organization create --name Acme --owner-email ada@acme.com");
            String id = organization.path("id").asString();
            JsonNode owner =
                    commands.json(
                            "user create --email ADA@acme.com --role ADMIN --organization-id "
                                    + id);
            assertThat(owner.path("created").asBoolean()).isFalse();
            assertThat(owner.path("id")).isEqualTo(organization.path("ownerId"));
            JsonNode guest =
                    commands.json(
                            "user create --email bob@acme.com --role GUEST --organization-id "
                                    + id);
            assertThat(guest.at("/organizations/0").toString())
                    .isEqualTo("{\"id\":\"" + id + "\",\"role\":\"GUEST\",\"policyId\":5}");
            JsonNode stack =
                    commands.json(
                            "stack create --name default --organization-id "
                                    + id
                                    + " --region-id "
                                    + region.path("id").asString());
            assertThat(stack.path("status").asString()).isEqualTo("READY");
            assertThat(stack.path("clientSecret").asString()).isNotEmpty();
            String after = everything();
            assertThat(
                            commands.json(
                                            "stack create --name default --organization-id "
                                                    + id
                                                    + " --region-id "
                                                    + region.path("id").asString())
                                    .path("created")
                                    .asBoolean())
                    .isFalse();
            assertThat(everything()).isEqualTo(after);
        }

        @Test
        void a_private_region_shows_its_secret_once() {
            commands.json(INIT);
            String organization = one("select id from membership.organizations");
            String line =
                    "region create --name cellar --base-url https://c.example.com --id cellar"
                            + " --organization-id "
                            + organization;
            CommandRun.Result first = commands.run(line);
            assertThat(first.output())
                    .contains("Created region cellar.")
                    .contains("region_cellar")
                    .containsOnlyOnce("shown only this once");
            CommandRun.Result second = commands.run(line);
            assertThat(second.code()).isZero();
            assertThat(second.output())
                    .isEqualTo("There is region cellar already, as it was described.\n");
        }
    }

    @Nested
    class Objects {
        @BeforeEach
        void fill() {
            commands.json(
                    "init --base-url https://x.example.com --email ada@acme.com --user-id ada"
                            + " --organization-name Acme --stack-id main --region-name eu");
        }

        @Test
        void are_listed_with_either_word_first() {
            for (String row :
                    List.of(
                            "region list, eu",
                            "regions list, eu",
                            "list regions, eu",
                            "list region, eu",
                            "organization list, Acme",
                            "org list, Acme",
                            "list orgs, Acme",
                            "user list, ada@acme.com",
                            "list users, ada@acme.com",
                            "stack list, main",
                            "list stack, main")) {
                String line = row.split(", ", 2)[0];
                String expected = row.split(", ", 2)[1];
                assertThat(commands.run(line).output()).startsWith("id").contains(expected);
                JsonNode list = commands.json(line);
                assertThat(list.isArray()).isTrue();
                assertThat(list.get(0).toString()).contains(expected);
            }
        }

        @Test
        void are_shown_by_their_ids() {
            for (String line :
                    List.of(
                            "user show ada",
                            "user show ADA@acme.com",
                            "show user ada",
                            "stack show main")) {
                assertThat(commands.run(line).output()).startsWith("id: ");
                assertThat(commands.json(line).has("id")).isTrue();
            }
        }

        @Test
        void that_do_not_exist_are_told() {
            for (String line :
                    List.of(
                            "region show nowhere",
                            "organization show nobody",
                            "user show nobody@acme.com",
                            "stack show none",
                            "stack list --organization-id nobody",
                            "stack delete none",
                            "region delete nowhere",
                            "user delete nobody",
                            "org delete nobody")) {
                CommandRun.Result result = commands.run(line + " --json");
                assertThat(result.code()).isEqualTo(1);
                assertThat(result.json().path("errorCode").asString()).isEqualTo("NOT_FOUND");
            }
        }

        @Test
        void that_differ_are_told_with_object_field_expected_and_actual() {
            CommandRun.Result result =
                    commands.run("user create --email ada@acme.com --id ada --system-role ADMIN");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.output()).isEmpty();
            assertThat(result.errors())
                    .isEqualTo(
                            "membership: --system-role: user ada: role is declared as \"ADMIN\" and"
                                    + " exists as \"USER\"\n");
        }

        @Test
        void are_deleted_from_the_leaves_on() {
            String region = one("select id from membership.regions");
            String organization = one("select id from membership.organizations");
            assertThat(commands.run("region delete " + region).errors()).contains("stacks");
            assertThat(commands.run("org delete " + organization).errors()).contains("main");
            assertThat(commands.run("user delete ada").errors())
                    .contains("owns organization " + organization);
            assertThat(commands.json("stack delete main").path("deleted").asBoolean()).isTrue();
            assertThat(commands.json("stack delete main").path("deleted").asBoolean()).isFalse();
            assertThat(commands.run("region delete " + region).code()).isEqualTo(1);
            assertThat(commands.json("stack delete main --force").path("deleted").asBoolean())
                    .isTrue();
            assertThat(commands.run("delete region " + region).output())
                    .isEqualTo("Deleted region " + region + ".\n");
            assertThat(commands.run("org delete " + organization).code()).isZero();
            assertThat(commands.run("user delete ada@acme.com").output())
                    .isEqualTo("Deleted user ada.\n");
            assertThat(everything()).startsWith("0 0 0 0 ");
            assertThat(
                            one(
                                    "select string_agg(action, ' ' order by seq) from"
                                            + " membership.logs where action like '%deleted'"))
                    .isEqualTo(
                            "stacks.deleted stacks.deleted regions.deleted organizations.deleted"
                                    + " users.deleted");
        }

        @Test
        void are_deleted_on_a_terminal_only_after_a_yes() {
            assertThat(commands.typed("stack delete main", "").code()).isEqualTo(1);
            assertThat(one("select state from membership.stacks")).isEqualTo("ACTIVE");
            assertThat(commands.typed("stack delete main", "y").code()).isZero();
            assertThat(one("select state from membership.stacks")).isEqualTo("DELETED");
        }
    }
}
