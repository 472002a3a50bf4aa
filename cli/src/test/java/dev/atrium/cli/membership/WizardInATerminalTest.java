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
    void without_a_terminal_it_does_not_wait_for_answers() throws Exception {
        Process process = start(java().split(" "));
        process.outputWriter(StandardCharsets.UTF_8).close();
        String seen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(seen).isEqualTo(1);
        assertThat(seen).contains("--config");
    }
}
