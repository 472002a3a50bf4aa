package dev.atrium.cli.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.storage.Migrations;
import dev.atrium.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The wizard in a process of its own, behind a pseudo-terminal of util-linux's `script`.
@ExtendWith(TestDatabase.class)
final class WizardInATerminalTest {

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @BeforeEach
    void migrate(Database given) {
        database = given;
        new Migrations(database, "membership", "migrations/membership").up();
    }

    private static String java() {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Path.of(System.getProperty("java.home"), "bin", "java")
                + " -Xshare:auto -XX:TieredStopAtLevel=1 -cp "
                + classPath
                + " "
                + WizardMain.class.getName()
                + " admin wizard";
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("POSTGRES_URI", database.uri().whole().reveal());
        builder.environment().remove("CONFIG");
        return builder.start();
    }

    private static String answer(Process process, List<String> lines) throws IOException {
        StringBuilder seen = new StringBuilder();
        try (Writer keys = process.outputWriter(StandardCharsets.UTF_8);
                BufferedReader screen =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line : lines) {
                readUntilQuestion(screen, seen);
                keys.write(line + "\n");
                keys.flush();
            }
            int character = screen.read();
            while (character >= 0) {
                seen.append((char) character);
                character = screen.read();
            }
        }
        return seen.toString().replace("\r", "");
    }

    /// Every question ends with a colon and a blank.
    private static void readUntilQuestion(BufferedReader screen, StringBuilder seen)
            throws IOException {
        int from = seen.length();
        int character = screen.read();
        while (character >= 0) {
            seen.append((char) character);
            if (seen.length() > from + 1
                    && seen.substring(seen.length() - 2).equals(": ")
                    && !screen.ready()) {
                return;
            }
            character = screen.read();
        }
        throw new IOException("the program ended after: " + seen);
    }

    @Test
    void a_person_is_led_through_the_menu() throws Exception {
        Process process = start("script", "-qefc", java(), "/dev/null");
        String seen =
                answer(
                        process,
                        List.of(
                                "1",
                                "ada@example.com",
                                "ADMIN",
                                "ada",
                                "2",
                                "2",
                                "Acme",
                                "ada",
                                "",
                                "10",
                                "",
                                "2",
                                "1",
                                "0"));
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(seen).isZero();
        assertThat(seen)
                .contains("1) Create user")
                .contains("2) Manage organizations")
                .contains("3) Manage private regions")
                .contains("4) Manage stacks")
                .contains("Created user ada.")
                .containsPattern("Created organization [a-z]{12}\\.")
                .containsPattern("[a-z]{12}  Acme  \\(owner ada\\)");
    }

    @Test
    void a_private_region_shows_its_secret_once_and_takes_a_stack() throws Exception {
        Process process = start("script", "-qefc", java(), "/dev/null");
        String seen =
                answer(
                        process,
                        List.of(
                                        List.of("1", "bob@example.com", "USER", "bob"),
                                        List.of("2", "2", "Bob's", "bob", "", "10", "bobs"),
                                        List.of(
                                                "3",
                                                "2",
                                                "bobs",
                                                "Cellar",
                                                "https://cellar.example.com"),
                                        List.of("y", "cellar"),
                                        List.of(
                                                "4",
                                                "2",
                                                "bobs",
                                                "cellar",
                                                "production",
                                                "default"),
                                        List.of("", "prod"),
                                        List.of("3", "1", "bobs"),
                                        List.of("4", "1", "bobs"),
                                        List.of("0"))
                                .stream()
                                .flatMap(List::stream)
                                .toList());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(seen).isZero();
        assertThat(seen)
                .contains("Created region cellar.")
                .contains("region_cellar")
                .contains("Created stack prod of organization bobs.")
                .contains("cellar  Cellar  https://cellar.example.com")
                .contains("prod  production  default");
        Matcher secret = Pattern.compile("client secret: (\\S+)  \\(shown").matcher(seen);
        assertThat(secret.find()).isTrue();
        assertThat(seen.split(Pattern.quote(secret.group(1)), -1)).hasSize(2);
    }

    @Test
    void without_a_terminal_it_does_not_wait_for_answers() throws Exception {
        Process process = start(java().split(" "));
        process.outputWriter(StandardCharsets.UTF_8).close();
        String seen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(seen).isEqualTo(1);
        assertThat(seen).contains("--config");
    }
}
