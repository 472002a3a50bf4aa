package dev.atrium.server.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The script of the checkout over the packaged program, as a newcomer runs both.
class ScriptIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /// Maven has just packaged the program; a checkout's newer file dates do not make it stale.
    @BeforeAll
    static void freshen() throws IOException {
        Files.setLastModifiedTime(
                ROOT.resolve("server/target/atrium-program.jar"), FileTime.from(Instant.now()));
    }

    @Test
    void the_commands_run_from_the_checkout() throws Exception {
        Program.Finished membership = atrium("membership", "version");
        assertThat(membership.exit()).as(membership.output()).isZero();
        assertThat(membership.output()).matches("Version: v\\S+\nDate: [0-9T:Z-]+\nCommit: \\S+\n");
        Program.Finished dex = atrium("dex", "version");
        assertThat(dex.exit()).as(dex.output()).isZero();
        assertThat(dex.output()).startsWith("Dex Version: ");
        assertThat(ROOT.resolve("server/target/command.aot")).isRegularFile();
    }

    @Test
    void up_starts_every_part_and_stops_it_with_its_child_processes() throws Exception {
        Path directory = Files.createTempDirectory("script");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path data = directory.resolve("data");
        String offset = Integer.toString(PortBlock.freeOffset());
        try (Program up =
                Program.start(
                        Map.of(),
                        script("up", "--data", data.toString(), "--port-offset", offset))) {
            Map<String, String> shell = up.awaitUp(data);
            for (String part : List.of("DEX_URL", "MEMBERSHIP_URL", "PORTAL_URL", "CONSOLE_URL")) {
                assertThat(up.output()).contains(shell.get(part));
            }
            up.awaitAnswer(shell.get("DEX_URL") + "/.well-known/openid-configuration");
            up.awaitAnswer(shell.get("MEMBERSHIP_URL") + "/api/_info");
            assertThat(ROOT.resolve("server/target/serve.aot")).isRegularFile();
            assertThat(up.stop()).isEqualTo(143);
            assertThat(Program.naming(data)).isEmpty();
        } finally {
            Seeds.delete(directory);
        }
    }

    @Test
    void an_unknown_verb_is_answered_with_the_usage() throws Exception {
        Program.Finished answer = atrium("fly");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.output()).startsWith("usage: atrium VERB");
    }

    @Test
    void a_missing_node_is_a_sentence_that_says_what_to_do() throws Exception {
        Path tools = Files.createTempDirectory("tools");
        try {
            for (String tool : List.of("sh", "dirname")) {
                Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
            }
            Program.Finished build =
                    Program.run(
                            Map.of("PATH", tools.toString()),
                            List.of(ROOT.resolve("web/build").toString()));
            assertThat(build.exit()).isEqualTo(1);
            assertThat(build.output())
                    .isEqualTo(
                            "atrium: Node 20 or newer was not found. Install it (Debian: apt-get install nodejs npm) and run this again.\n");
        } finally {
            Seeds.delete(tools);
        }
    }

    private static List<String> script(String... arguments) {
        return Stream.concat(Stream.of(ROOT.resolve("atrium").toString()), Stream.of(arguments))
                .toList();
    }

    private static Program.Finished atrium(String... arguments) throws Exception {
        return Program.run(Map.of(), script(arguments));
    }
}
