package dev.atrium.cli.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.cli.configuration.Answer;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.issuer.person.Linking;
import dev.atrium.membership.wizard.Inventory;
import dev.atrium.membership.wizard.Terminal;
import dev.atrium.storage.Migrations;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MembershipCommandTest {
    private static final String URI = "postgresql://u:hidden@localhost/atrium";

    private final List<MembershipSettings> served = new ArrayList<>();
    private String output = "";
    private String errors = "";

    private final class Recorder implements MembershipProgram {
        @Override
        public int serve(MembershipSettings settings) {
            served.add(settings);
            return 0;
        }

        @Override
        public int wizard(MembershipSettings settings, Terminal terminal) {
            served.add(settings);
            return 1;
        }

        @Override
        public int migrate(MembershipSettings settings) {
            served.add(settings);
            return 3;
        }

        @Override
        public int collectTokens(MembershipSettings settings) {
            return 3;
        }

        @Override
        public int collectInvitations(MembershipSettings settings) {
            return 2;
        }

        @Override
        public List<Migrations.Migration> migrations(MembershipSettings settings) {
            return List.of(
                    new Migrations.Migration("1", "first", true),
                    new Migrations.Migration("2", "second", false));
        }

        @Override
        public Health check(MembershipSettings settings) {
            throw new UnsupportedOperationException("no configuration here");
        }

        @Override
        public Answer link(
                MembershipSettings settings, BiFunction<Inventory, Linking, Answer> work) {
            throw new UnsupportedOperationException("no accounts here");
        }

        @Override
        public Answer configure(MembershipSettings settings, Function<Installation, Answer> work) {
            throw new UnsupportedOperationException("no configuration here");
        }
    }

    private int run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                new MembershipCommand(
                                Recorder::new,
                                new Build("v1.2.3", "2026-11-22", "abcdef"),
                                environment,
                                () ->
                                        new Terminal(
                                                new BufferedReader(Reader.of("")),
                                                System.out,
                                                System.err,
                                                false),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8))
                        .run(arguments);
        output = out.toString(StandardCharsets.UTF_8);
        errors = err.toString(StandardCharsets.UTF_8);
        return code;
    }

    private MembershipSettings serve(Map<String, String> environment, String... flags) {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(flags));
        assertThat(run(environment, arguments.toArray(String[]::new))).as(errors).isZero();
        return served.getLast();
    }

    @Nested
    class Commands {
        @Test
        void version_prints_three_lines() {
            assertThat(run(Map.of(), "version")).isZero();
            assertThat(output).isEqualTo("Version: v1.2.3\nDate: 2026-11-22\nCommit: abcdef\n");
        }

        @Test
        void alone_and_with_help_it_shows_its_commands() {
            for (String[] arguments :
                    List.of(new String[] {}, new String[] {"--help"}, new String[] {"-h"})) {
                assertThat(run(Map.of(), arguments)).isZero();
                assertThat(output)
                        .contains("serve")
                        .contains("version")
                        .contains("storage")
                        .contains("admin")
                        .doesNotContain("stargate ");
            }
        }

        @Test
        void collectors_say_how_much_they_removed_and_need_a_database() {
            Map<String, String> environment = Map.of("POSTGRES_URI", "postgresql://localhost/x");
            assertThat(run(environment, "gc", "auth-token")).isZero();
            assertThat(output).isEqualTo("Removed 3 expired rows.\n");
            assertThat(run(environment, "gc")).isZero();
            assertThat(output).isEqualTo("Removed 3 expired rows.\n");
            assertThat(run(environment, "gc", "invitation-expired")).isZero();
            assertThat(output).isEqualTo("Cancelled 2 expired invitations.\n");
            assertThat(run(Map.of(), "gc", "auth-token")).isEqualTo(2);
        }

        @Test
        void migrations_are_applied_and_listed() {
            Map<String, String> environment = Map.of("POSTGRES_URI", URI);
            assertThat(run(environment, "storage", "migrations", "up")).isZero();
            assertThat(output).isEqualTo("Applied 3 migrations.\n");
            assertThat(run(environment, "storage", "migrations", "status")).isZero();
            assertThat(output).isEqualTo("applied  1  first\npending  2  second\n");
            assertThat(run(environment, "storage", "migrations", "version")).isZero();
            assertThat(output).isEqualTo("1\n");
        }

        @Test
        void the_wizards_exit_code_is_the_commands() {
            assertThat(run(Map.of("POSTGRES_URI", URI), "admin", "wizard")).isEqualTo(1);
        }

        @Test
        void without_a_database_it_says_which_setting_is_missing() {
            assertThat(run(Map.of(), "admin", "wizard")).isEqualTo(2);
            assertThat(errors).contains("POSTGRES_URI").contains("--postgres-uri");
        }

        @ParameterizedTest
        @CsvSource({
            "serve --servce-url=x, --service-url",
            "admin wizrd, wizard",
            "sreve, serve",
            "storage migrations upp, up"
        })
        void what_is_unknown_ends_with_2_and_the_nearest_name(String line, String nearest) {
            assertThat(run(Map.of(), line.split(" "))).isEqualTo(2);
            assertThat(errors).contains("did you mean " + nearest + "?");
        }
    }

    @Nested
    class Settings {
        @Test
        void have_defaults() {
            MembershipSettings settings = serve(Map.of());
            assertThat(settings.web().http()).hasToString(":8080");
            assertThat(settings.web().grpc()).hasToString(":8082");
            assertThat(settings.login().validity().access()).isEqualTo(Duration.ofMinutes(5));
            assertThat(settings.login().validity().refresh()).isEqualTo(Duration.ofDays(3));
            assertThat(settings.stacks().minimalModules())
                    .containsExactly("auth", "ledger", "gateway");
            assertThat(settings.stacks().managed()).isTrue();
        }

        @Test
        void a_flag_wins_over_the_environment_and_empty_means_unset() {
            Map<String, String> environment =
                    Map.of("TOKENS_VALIDITY_ACCESS", " 10m ", "SERVICE_URL", "  ");
            assertThat(serve(environment).login().validity().access())
                    .isEqualTo(Duration.ofMinutes(10));
            assertThat(serve(environment).web().serviceUrl()).isEmpty();
            assertThat(
                            serve(environment, "--tokens-validity-access", "1m")
                                    .login()
                                    .validity()
                                    .access())
                    .isEqualTo(Duration.ofMinutes(1));
        }

        @Test
        void lists_are_separated_by_spaces_or_commas() {
            assertThat(
                            serve(Map.of("STACK_MINIMAL_MODULES", "Auth, Ledger  Wallets"))
                                    .stacks()
                                    .minimalModules())
                    .containsExactly("auth", "ledger", "wallets");
        }

        @Test
        void a_duration_without_a_unit_counts_nanoseconds() {
            assertThat(serve(Map.of("STACK_WARN_DELAY", "5000000000")).stacks().lifeCycle().warn())
                    .isEqualTo(Duration.ofSeconds(5));
        }

        @ParameterizedTest
        @CsvSource({
            "--managed-stacks=false, false",
            "--managed-stacks, true",
            "--managed-stacks=T, true",
            "--managed-stacks=0, false"
        })
        void switches_take_their_usual_spellings(String flag, boolean expected) {
            assertThat(serve(Map.of("MANAGED_STACKS", "true"), flag).stacks().managed())
                    .isEqualTo(expected);
        }

        @Test
        void every_bad_value_is_told_with_its_flag_and_no_secret_is() {
            int code =
                    run(
                            Map.of(
                                    "MANAGED_STACKS", "perhaps",
                                    "TOKENS_VALIDITY_REFRESH", "3 days",
                                    "POSTGRES_MAX_OPEN_CONNS", "many",
                                    "POSTGRES_URI", "mysql://u:hidden@h/d",
                                    "SERVICE_URL", "https://m.example.com/api/",
                                    "RP_ISSUER", "dex.example.com",
                                    "LISTEN", "8080"),
                            "serve");
            assertThat(code).isEqualTo(2);
            assertThat(errors)
                    .contains(
                            "--managed-stacks (MANAGED_STACKS): \"perhaps\" cannot be read (expected true or false)")
                    .contains("--tokens-validity-refresh (TOKENS_VALIDITY_REFRESH): \"3 days\"")
                    .contains("--postgres-max-open-conns")
                    .contains("--postgres-uri (POSTGRES_URI)")
                    .contains("ends with a slash")
                    .contains("--rp-issuer")
                    .contains("--listen")
                    .doesNotContain("hidden");
            assertThat(served).isEmpty();
        }

        @Test
        void a_command_does_not_stumble_over_variables_it_does_not_need() {
            assertThat(
                            run(
                                    Map.of(
                                            "POSTGRES_URI", URI,
                                            "SERVICE_URL", "://membership/api",
                                            "MANAGED_STACKS", "perhaps"),
                                    "storage",
                                    "migrations",
                                    "up"))
                    .isZero();
        }

        @Test
        void are_printed_without_secrets() {
            assertThat(
                            run(
                                    Map.of(
                                            "POSTGRES_URI", URI,
                                            "RP_ISSUER", "http://localhost:5556",
                                            "RP_CLIENT_ID", "membership",
                                            "RP_CLIENT_SECRET", "hidden",
                                            "MASTER_KEY", "hidden"),
                                    "serve",
                                    "--print-config"))
                    .isZero();
            assertThat(output)
                    .contains("RP_CLIENT_SECRET=***\n")
                    .contains("MASTER_KEY=***\n")
                    .contains("TOKENS_VALIDITY_ACCESS=5m0s\n")
                    .doesNotContain("hidden");
            assertThat(served).isEmpty();
        }
    }

    @Nested
    class TheConfigurationFile {
        @TempDir
        @SuppressWarnings("NullAway.Init")
        Path directory;

        private String write(String yaml) throws IOException {
            return Files.writeString(directory.resolve("config.yaml"), yaml).toString();
        }

        @Test
        void names_clients_whose_secrets_may_come_from_the_environment() throws IOException {
            String file =
                    write(
                            """
                            staticClients:
                              - {id: fctl, public: true}
                              - id: portal
                                secrets: ["$PORTAL_OAUTH_CLIENT_SECRET"]
                                redirectUris: [http://localhost:3000/auth/login]
                                scopes: [accesses]
                            """);
            MembershipSettings settings =
                    serve(Map.of("CONFIG", file, "PORTAL_OAUTH_CLIENT_SECRET", "changeMe1"));
            assertThat(settings.login().clients()).hasSize(2);
            assertThat(settings.login().clients().get(1).secrets().getFirst().matches("changeMe1"))
                    .isTrue();
            assertThat(run(Map.of("CONFIG", file), "serve")).isEqualTo(2);
            assertThat(errors)
                    .contains(
                            "config.yaml:4: staticClients[1].secrets[0]: the environment variable PORTAL_OAUTH_CLIENT_SECRET is not set");
        }

        @Test
        void warns_about_unknown_keys_with_the_nearest() throws IOException {
            serve(Map.of("CONFIG", write("staticClient: []")));
            assertThat(errors).contains("config.yaml:1: staticClient: unknown key, did you mean");
        }

        @Test
        void may_be_missing_unless_a_flag_names_it() {
            serve(Map.of("CONFIG", "/nowhere/config.yaml"));
            assertThat(run(Map.of(), "serve", "--config", "/nowhere/config.yaml")).isEqualTo(2);
            assertThat(errors).contains("/nowhere/config.yaml");
        }
    }
}
