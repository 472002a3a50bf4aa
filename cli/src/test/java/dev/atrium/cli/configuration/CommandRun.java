package dev.atrium.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.cli.membership.Build;
import dev.atrium.cli.membership.MembershipCommand;
import dev.atrium.kernel.Json;
import dev.atrium.membership.wizard.Terminal;
import dev.atrium.storage.Database;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Runs command lines in this process, as somebody types them.
public final class CommandRun {
    private final Database database;
    private final Map<String, String> environment = new HashMap<>();

    public CommandRun(Database database) {
        this.database = database;
        environment.put("POSTGRES_URI", database.uri().whole().reveal());
    }

    public CommandRun with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public record Result(int code, String output, String errors) {
        /// Fails unless standard output is one document and nothing else.
        public JsonNode json() {
            assertThat(output).endsWith("\n").hasLineCount(1);
            return Json.mapper().readTree(output);
        }
    }

    /// Without a terminal, below `membership configuration`.
    Result run(String line) {
        return membership("configuration " + line);
    }

    /// Without a terminal, below `membership`.
    public Result membership(String line) {
        return run(line, false, "");
    }

    /// The same with `--json`, which has to succeed.
    JsonNode json(String line) {
        Result result = run(line + " --json");
        assertThat(result.code()).as(result.output() + result.errors()).isZero();
        return result.json();
    }

    Result typed(String line, String... answers) {
        return run("configuration " + line, true, String.join("\n", answers) + "\n");
    }

    private Result run(String line, boolean interactive, String typed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        BufferedReader input = new BufferedReader(Reader.of(typed));
        String[] arguments =
                Arrays.stream(line.split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .toArray(String[]::new);
        int code =
                new MembershipCommand(
                                () -> new OnDatabase(database),
                                new Build("v1.2.3", "2026-11-22", "abcdef"),
                                environment,
                                () -> new Terminal(input, output, errors, interactive),
                                output,
                                errors)
                        .run(arguments);
        return new Result(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
