package dev.atrium.server.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.PostgresUri;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the programs say, and how they end, when they cannot do what was asked.
@ExtendWith(TestDatabase.class)
class UpRefusalsTest {
    private Path directory = Path.of("");
    private int offset;

    @BeforeEach
    void prepare() throws IOException {
        directory = Files.createTempDirectory("refusals");
        offset = PortBlock.freeOffset();
    }

    @AfterEach
    void tidy() throws IOException {
        Seeds.delete(directory);
    }

    @Test
    void up_names_the_port_that_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080 + offset));
            Program.Finished up = up(Map.of());
            assertThat(up.exit()).isEqualTo(1);
            assertThat(up.output())
                    .isEqualTo(
                            "atrium: port "
                                    + (8080 + offset)
                                    + " (Membership) is taken. Stop what listens there, or move every port with --port-offset N.\n");
            assertThat(directory.resolve("data")).doesNotExist();
        }
    }

    @Test
    void up_does_not_touch_a_schema_that_somebody_else_made(PostgresUri uri) throws Exception {
        execute(uri, "create schema membership");
        execute(uri, "create table membership.accounts (name text)");
        execute(uri, "insert into membership.accounts values ('theirs')");
        List<String> before = tables(uri);
        Program.Finished up = up(Map.of("POSTGRES_URI", uri.whole().reveal()));
        assertThat(up.exit()).as(up.output()).isEqualTo(1);
        assertThat(up.output())
                .isEqualTo(
                        "atrium: the database already has a schema \"membership\" that Atrium did not create; nothing was changed. Point POSTGRES_URI to another database.\n");
        assertThat(tables(uri)).isEqualTo(before);
        assertThat(strings(uri, "select name from membership.accounts")).containsExactly("theirs");
    }

    @Test
    void up_says_where_a_value_of_the_wizard_is_wrong(PostgresUri uri) throws Exception {
        Path wizard = directory.resolve("mine.yaml");
        Files.writeString(wizard, Seeds.text("wizard.yaml").replace("\"ADMIN\"", "\"EMPEROR\""));
        Program.Finished up =
                up(Map.of("POSTGRES_URI", uri.whole().reveal()), "--config", wizard.toString());
        assertThat(up.exit()).as(up.output()).isEqualTo(1);
        assertThat(up.output())
                .contains(wizard + ":6")
                .contains("wizard.users[0].role")
                .contains("EMPEROR");
    }

    @Test
    void up_refuses_an_unknown_flag() throws Exception {
        Program.Finished up = Program.run(Map.of(), "up", "--prot-offset", "1");
        assertThat(up.exit()).isEqualTo(2);
        assertThat(up.output()).contains("--prot-offset").contains("--port-offset");
    }

    @Test
    void up_refuses_data_that_another_one_uses(PostgresUri uri) throws Exception {
        Path data = directory.resolve("data");
        try (Program first =
                Program.start(Map.of("POSTGRES_URI", uri.whole().reveal()), flags(data, offset))) {
            first.awaitUp(data);
            Program.Finished second = Program.run(Map.of(), flags(data, PortBlock.freeOffset()));
            assertThat(second.exit()).as(second.output()).isEqualTo(1);
            assertThat(second.output())
                    .isEqualTo(
                            "atrium: another atrium up uses "
                                    + data
                                    + ". Stop it, or choose another directory with --data and other ports with --port-offset.\n");
            assertThat(data.resolve("env")).exists();
            assertThat(first.stop()).isEqualTo(143);
        }
    }

    @Test
    void the_wizard_says_what_it_needs_when_there_is_no_terminal(PostgresUri uri) throws Exception {
        Map<String, String> environment = Map.of("POSTGRES_URI", uri.whole().reveal());
        assertThat(Program.run(environment, "membership", "storage", "migrations", "up").exit())
                .isZero();
        Program.Finished wizard = Program.run(environment, "membership", "admin", "wizard");
        assertThat(wizard.exit()).as(wizard.output()).isEqualTo(1);
        assertThat(wizard.output()).contains("terminal").contains("--config");
    }

    @Test
    void membership_does_not_serve_without_its_address(PostgresUri uri) throws Exception {
        Program.Finished serve =
                Program.run(Map.of("POSTGRES_URI", uri.whole().reveal()), "membership", "serve");
        assertThat(serve.exit()).as(serve.output()).isEqualTo(2);
        assertThat(serve.output())
                .startsWith("membership: ")
                .contains("SERVICE_URL")
                .hasLineCount(1);
    }

    @Test
    void membership_prints_its_version_in_three_lines() throws Exception {
        Program.Finished version = Program.run(Map.of(), "membership", "version");
        assertThat(version.exit()).isZero();
        assertThat(version.output()).matches("Version: \\S+\nDate: \\S+\nCommit: \\S+\n");
    }

    private Program.Finished up(Map<String, String> environment, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(flags(directory.resolve("data"), offset)));
        arguments.addAll(List.of(more));
        return Program.run(environment, arguments.toArray(String[]::new));
    }

    private static String[] flags(Path data, int offset) {
        return new String[] {
            "up", "--data", data.toString(), "--port-offset", Integer.toString(offset)
        };
    }

    private static List<String> tables(PostgresUri uri) throws SQLException {
        return strings(
                uri,
                """
                select table_schema || '.' || table_name from information_schema.tables
                where table_schema not in ('pg_catalog', 'information_schema')
                union all
                select nspname || '.' from pg_namespace where nspname !~ '^pg_'
                order by 1""");
    }

    private static void execute(PostgresUri uri, String sql) throws SQLException {
        try (Connection connection = connect(uri);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(PostgresUri uri, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect(uri);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static Connection connect(PostgresUri uri) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database(),
                uri.user().orElseThrow(),
                uri.password().orElseThrow().reveal());
    }
}
