package dev.atrium.membership.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.settings.SettingsBinder;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestDatabase.class)
final class WizardTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @BeforeEach
    void migrate(Database given) {
        database = given;
    }

    private record Result(int code, String output, String errors) {}

    private Result run(String yaml, boolean explicit) {
        try {
            Path file = Files.writeString(directory.resolve("wizard.yaml"), yaml);
            return run(Map.of("CONFIG", file.toString()), explicit, false, "");
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private Result run(
            Map<String, String> environment, boolean explicit, boolean terminal, String typed) {
        Map<String, String> flags = new HashMap<>();
        if (explicit) {
            flags.put("config", String.valueOf(environment.get("CONFIG")));
        }
        MembershipSettings settings = new SettingsBinder(environment).bind(Flags.wizard(), flags);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        FakeClock clock = FakeClock.atNoon();
        int code =
                new Wizard(
                                database,
                                settings,
                                MasterKey.of(Secret.of("test"), new SecureRandom()),
                                clock,
                                new RandomIds(new SecureRandom(), clock))
                        .run(
                                new Terminal(
                                        new BufferedReader(Reader.of(typed)),
                                        new PrintStream(output, true, StandardCharsets.UTF_8),
                                        new PrintStream(errors, true, StandardCharsets.UTF_8),
                                        terminal));
        return new Result(
                code,
                output.toString(StandardCharsets.UTF_8),
                errors.toString(StandardCharsets.UTF_8).replace(directory + "/", ""));
    }

    private static String seed(String name) {
        try (var stream = WizardTest.class.getResourceAsStream("/seeds/" + name)) {
            assertThat(stream).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
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
                    || (select count(*) from membership.stack_modules) || ' '
                    || (select count(*) from membership.logs)""");
    }

    @Nested
    class FromAFile {
        @ParameterizedTest
        @ValueSource(strings = {"wizard.yaml", "setup.yaml", "demo.yaml"})
        void every_documented_file_works_and_works_again(String name) {
            Result first = run(seed(name), true);
            assertThat(first.code()).as(first.errors()).isZero();
            assertThat(first.output()).startsWith("Created ");
            String after = everything();
            Result second = run(seed(name), true);
            assertThat(second.code()).as(second.errors()).isZero();
            assertThat(second.output()).isEqualTo("Everything declared is already there.\n");
            assertThat(everything()).isEqualTo(after);
        }

        @Test
        void a_stack_of_a_managed_region_is_ready_with_its_modules_in_lower_case() {
            assertThat(run(seed("wizard.yaml"), false).code()).isZero();
            assertThat(
                            one(
                                    "select state || ' ' || status || ' ' || expected_status from membership.stacks"))
                    .isEqualTo("ACTIVE READY READY");
            assertThat(
                            one(
                                    "select string_agg(name, ' ' order by name) from membership.stack_modules"))
                    .isEqualTo("auth gateway ledger");
            assertThat(one("select policy_id::text from membership.organization_users"))
                    .isEqualTo("10");
            assertThat(one("select active::text from membership.regions")).isEqualTo("true");
        }

        @Test
        void a_client_secret_is_sealed_and_compared_without_being_shown() {
            assertThat(run(seed("demo.yaml"), false).code()).isZero();
            assertThat(one("select client_secret from membership.stacks")).isEqualTo("nothing");
            Result other =
                    run(seed("demo.yaml").replace("\"changeMe\"", "\"another-secret\""), false);
            assertThat(other.code()).isEqualTo(1);
            assertThat(other.errors())
                    .contains("stack demo/dev: clientSecret")
                    .doesNotContain("changeMe")
                    .doesNotContain("another-secret");
        }

        @Test
        void a_difference_is_told_with_object_field_expected_and_actual_and_changes_nothing() {
            assertThat(run(seed("wizard.yaml"), false).code()).isZero();
            String after = everything();
            Result changed =
                    run(
                            seed("wizard.yaml")
                                    .replace("My Company", "Other Company")
                                    .replace(
                                            "users:\n",
                                            "users:\n    - {id: new, email: new@x.com}\n"),
                            false);
            assertThat(changed.code()).isEqualTo(1);
            assertThat(changed.errors())
                    .contains(
                            "wizard.yaml:11: wizard.organizations[0].name: organization my-org: name is declared as \"Other Company\" and exists as \"My Company\"");
            assertThat(everything()).isEqualTo(after);
        }

        @Test
        void only_what_is_declared_is_compared() {
            assertThat(run(seed("demo.yaml"), false).code()).isZero();
            Result less =
                    run(
                            seed("demo.yaml")
                                    .replace("      domain: \"example.com\"\n", "")
                                    .replace("      defaultPolicyId: 1\n", "")
                                    .replace("support@", "SUPPORT@"),
                            false);
            assertThat(less.code()).as(less.errors()).isZero();
        }

        @Test
        void versions_features_and_modules_that_are_missing_are_added() {
            assertThat(run(seed("demo.yaml"), false).code()).isZero();
            Result more =
                    run(
                            seed("demo.yaml")
                                    .replace("name: \"v3.2\"", "name: \"v3.3\"")
                                    .replace(
                                            "        - EnablePrivateRegionsCreation",
                                            "        - Another")
                                    .replace("\"stargate\"]", "\"Wallets\"]"),
                            false);
            assertThat(more.code()).as(more.errors()).isZero();
            assertThat(
                            one(
                                    "select string_agg(name, ' ' order by name) from membership.region_versions"))
                    .isEqualTo("default v3.1 v3.2 v3.3");
            assertThat(one("select count(*)::text from membership.organization_features"))
                    .isEqualTo("2");
            assertThat(
                            one(
                                    "select string_agg(name, ' ' order by name) from membership.stack_modules"))
                    .isEqualTo("auth gateway ledger stargate wallets");
        }

        @Test
        void somebody_with_the_same_address_and_another_id_is_a_difference() {
            assertThat(run(seed("wizard.yaml"), false).code()).isZero();
            Result other = run("wizard: {users: [{id: x, email: Admin@your-company.com}]}", false);
            assertThat(other.code()).isEqualTo(1);
            assertThat(other.errors())
                    .contains("user x: id is declared as \"x\" and exists as \"admin-uuid\"");
        }

        @Test
        void empty_lists_do_nothing() {
            Result empty =
                    run("wizard: {users: [], organizations: [], regions: [], stacks: []}", false);
            assertThat(empty.code()).isZero();
            assertThat(run("wizard:\n", false).code()).isZero();
        }

        @Test
        void every_fault_of_a_document_is_told_with_its_line_before_anything_is_applied() {
            Result bad =
                    run(
                            """
                            wizard:
                              users:
                                - id: a
                                  email: nonsense
                                - id: b
                                  email: b@example.com
                                  role: OWNER
                                - id: b
                                  email: c@example.com
                              organizations:
                                - id: "my org"
                                  ownerId: b
                                  name: x
                              regions:
                                - id: r
                                  name: x
                                  organizationId: o
                                  baseUrl: formance.example.com
                              stacks: 7
                            """,
                            false);
            assertThat(bad.code()).isEqualTo(1);
            assertThat(bad.errors().lines())
                    .containsExactlyInAnyOrder(
                            "wizard.yaml:4: wizard.users[0].email: \"nonsense\" is not an e-mail address",
                            "wizard.yaml:7: wizard.users[1].role: \"OWNER\" is not a role (expected ADMIN or USER)",
                            "wizard.yaml:11: wizard.organizations[0].id: \"my org\" is not an id (expected letters, digits, - . _ ~)",
                            "wizard.yaml:18: wizard.regions[0].baseUrl: \"formance.example.com\" is not a base URL (expected https://host or http://host)",
                            "wizard.yaml:19: wizard.stacks: expected a list, found a number");
            assertThat(everything()).isEqualTo("0 0 0 0 0 0");
        }

        @Test
        void what_refers_to_nothing_is_refused() {
            Result bad =
                    run(
                            "wizard: {organizations: [{id: o, ownerId: nobody, name: O}], stacks: [{id: s, name: s, organizationId: none, regionId: r}]}",
                            false);
            assertThat(bad.code()).isEqualTo(1);
            assertThat(bad.errors())
                    .contains("user nobody does not exist")
                    .contains("organization none does not exist");
        }

        @Test
        void unknown_keys_and_hyphens_are_warnings() {
            Result warned = run(seed("wizard.yaml").replace("ownerId", "ownerID"), false);
            assertThat(warned.code()).isEqualTo(1);
            assertThat(warned.errors()).contains("did you mean \"ownerId\"?");
            assertThat(run(seed("wizard.yaml"), false).errors())
                    .contains("warning: ")
                    .contains("\"my-org\" has a hyphen");
        }

        @Test
        void two_stacks_whose_hosts_would_be_the_same_are_refused() {
            String base =
                    """
                    wizard:
                      users: [{id: u, email: u@example.com}]
                      organizations: [{id: a, ownerId: u, name: A}, {id: a-b, ownerId: u, name: B}]
                      regions: [{id: r1, name: r, organizationId: a, baseUrl: "https://x.org"}, {id: r2, name: r, organizationId: a-b, baseUrl: "https://x.org"}]
                      stacks:
                        - {id: b-c, name: s, organizationId: a, regionId: r1}
                    """;
            assertThat(
                            run(
                                            base
                                                    + "    - {id: c, name: s, organizationId: a-b, regionId: r2}\n",
                                            false)
                                    .errors())
                    .contains("\"a-b-c\" is declared twice");
            assertThat(run(base, false).code()).isZero();
            Result second =
                    run(
                            "wizard: {stacks: [{id: c, name: s, organizationId: a-b, regionId: r2}]}",
                            false);
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.errors()).contains("already called a-b-c");
        }

        @Test
        void a_pasted_snippet_needs_the_flag() {
            assertThat(run(seed("setup.yaml"), false).code()).isEqualTo(1);
            assertThat(run(seed("setup.yaml"), true).code()).isZero();
        }
    }

    @Nested
    class WithoutAFile {
        @Test
        void and_without_a_terminal_it_says_what_to_do() {
            Result nothing = run(Map.of(), false, false, "");
            assertThat(nothing.code()).isEqualTo(1);
            assertThat(nothing.errors()).contains("--config").hasLineCount(1);
        }

        @Test
        void a_server_configuration_does_not_stop_the_menu() throws IOException {
            Path file =
                    Files.writeString(
                            directory.resolve("config.yaml"),
                            "staticClients: [{id: fctl, public: true}]");
            Result menu = run(Map.of("CONFIG", file.toString()), false, true, "0\n");
            assertThat(menu.code()).isZero();
            assertThat(menu.output())
                    .contains("1) Create user")
                    .contains("2) Manage organizations")
                    .contains("3) Manage private regions")
                    .contains("4) Manage stacks");
        }

        @Test
        void the_menu_creates_all_four_and_shows_the_regions_secret_once() {
            Result menu =
                    run(
                            Map.of(),
                            false,
                            true,
                            String.join(
                                    "\n",
                                    List.of(
                                            "1",
                                            "ada@example.com",
                                            "ADMIN",
                                            "ada",
                                            "2",
                                            "2",
                                            "Acme",
                                            "ada",
                                            "acme.com",
                                            "10",
                                            "acme",
                                            "3",
                                            "2",
                                            "acme",
                                            "eu",
                                            "https://eu.example.com",
                                            "y",
                                            "region",
                                            "4",
                                            "2",
                                            "acme",
                                            "region",
                                            "Production",
                                            "v3.1",
                                            "Ledger, Wallets",
                                            "prod",
                                            "2",
                                            "1",
                                            "0",
                                            "")));
            assertThat(menu.code()).as(menu.errors()).isZero();
            assertThat(menu.output())
                    .contains("Created user ada.")
                    .contains("Created organization acme.")
                    .contains("Created region region.")
                    .containsOnlyOnce("shown only this once")
                    .contains("Created stack prod of organization acme.")
                    .contains("acme  Acme  (owner ada)");
            assertThat(one("select status from membership.stacks")).isEqualTo("PROGRESSING");
            assertThat(
                            one(
                                    "select string_agg(name, ' ' order by name) from membership.stack_modules"))
                    .isEqualTo("auth gateway ledger wallets");
        }

        @Test
        void the_menu_survives_what_cannot_be_done() {
            Result menu =
                    run(Map.of(), false, true, "1\nnonsense\n\n\n9\n2\n2\nAcme\nnobody\n\n\n\n");
            assertThat(menu.code()).isZero();
            assertThat(menu.output())
                    .contains("is not an e-mail address")
                    .contains("\"9\" is none of the choices")
                    .contains("user nobody does not exist");
        }
    }

    @Test
    void before_the_migrations_it_says_to_run_them() {
        database.writing(tx -> tx.sql().execute("drop schema membership cascade"));
        Result early = run(seed("wizard.yaml"), false);
        assertThat(early.code()).isEqualTo(1);
        assertThat(early.errors()).contains("run migrations first");
    }
}
