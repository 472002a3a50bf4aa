package dev.atrium.server.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.cli.dex.DexCommand;
import dev.atrium.storage.PostgresUri;
import dev.atrium.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `dex import` as an operator types it.
@ExtendWith(TestDatabase.class)
class DexImportTest {
    private static final String OBJECTS =
            Path.of("src/test/resources/real-dex/kubernetes.yaml").toAbsolutePath().toString();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir private Path folder;
    private String file = "";

    @BeforeEach
    void write() throws IOException {
        file = config("{type: kubernetes, config: {inCluster: true}}");
    }

    @Test
    void says_what_it_took_over(PostgresUri target) {
        assertThat(run(target, file, "--from", OBJECTS)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "took over 5 refresh tokens, 3 clients, 1 passwords, 1 connectors, 4 people, 6 browser sessions and the signing keys from "
                                + OBJECTS
                                + "\n");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void does_it_once_unless_asked_again(PostgresUri target) {
        assertThat(run(target, file, "--from", OBJECTS)).isZero();

        assertThat(run(target, file, "--from", OBJECTS)).isEqualTo(1);
        assertThat(text(err)).contains("already; nothing was changed").contains("--again");
        assertThat(run(target, file, "--from", OBJECTS, "--again")).isZero();
    }

    @Test
    void wants_to_know_where_to(PostgresUri target) {
        assertThat(
                        new CommandLine(new DexCommand(program(Map.of())))
                                .execute("import", file, "--from", OBJECTS))
                .isEqualTo(1);
        assertThat(text(err)).startsWith("POSTGRES_URI is not set");
        assertThat(target.database()).isNotEmpty();
    }

    @Test
    void tells_how_to_come_from_where_it_cannot_reach(PostgresUri target) throws IOException {
        assertThat(run(target, file)).isEqualTo(1);
        assertThat(text(err)).contains("--from").contains("kubectl get");

        err.reset();
        assertThat(run(target, config("{type: etcd}"))).isEqualTo(1);
        assertThat(text(err)).startsWith("storage.type is etcd");
    }

    @Test
    void reads_from_where_the_file_says(PostgresUri target) throws IOException {
        assertThat(run(target, config("{type: sqlite3, config: {file: /nowhere/dex.db}}")))
                .isEqualTo(1);
        assertThat(text(err)).startsWith("there is no file /nowhere/dex.db");
    }

    @Test
    void names_a_target_that_does_not_answer() {
        PostgresUri nowhere = PostgresUri.parse("postgresql://a:secret@127.0.0.1:1/b");

        assertThat(run(nowhere, file, "--from", OBJECTS)).isEqualTo(1);
        assertThat(text(err)).startsWith("nothing was taken over: ").doesNotContain("secret");
    }

    @Test
    void has_dex_s_exit_code_for_a_file_that_is_wrong(PostgresUri target) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "issuer: [\n");

        assertThat(run(target, broken.toString())).isEqualTo(2);
        assertThat(text(err)).startsWith("error parse config file");
    }

    private int run(PostgresUri target, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "import";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new CommandLine(
                        new DexCommand(
                                program(
                                        Map.of(
                                                "POSTGRES_URI",
                                                target.whole().reveal(),
                                                "MASTER_KEY",
                                                "test"))))
                .execute(all);
    }

    private Dex program(Map<String, String> environment) {
        return new Dex(environment, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String config(String storage) throws IOException {
        return Files.writeString(
                        folder.resolve("dex.yaml"),
                        """
                        issuer: http://127.0.0.1:15556/dex
                        storage: %s
                        web: {http: "127.0.0.1:15556"}
                        enablePasswordDB: true
                        """
                                .formatted(storage))
                .toString();
    }
}
