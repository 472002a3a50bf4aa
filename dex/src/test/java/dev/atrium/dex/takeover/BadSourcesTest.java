package dev.atrium.dex.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atrium.connectors.local.PasswordStore;
import dev.atrium.dex.server.Dex;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.PostgresUri;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What cannot be taken over is refused in one sentence, and nothing of it is written.
@ExtendWith(TestDatabase.class)
class BadSourcesTest {
    private static final List<String> TABLES =
            List.of("refresh_tokens", "clients", "connectors", "signing_keys", "take_over");

    @TempDir private Path folder;

    @Test
    void refuses_a_place_that_is_not_there(Database database) {
        refused(folder.resolve("dex.db").toString(), database)
                .hasMessageStartingWith("there is no file " + folder.resolve("dex.db"));
    }

    @Test
    void refuses_a_server_that_does_not_answer(Database database) {
        refused("postgresql://dex:secret@127.0.0.1:1/dex?sslmode=disable", database)
                .hasMessageStartingWith("postgresql://dex@127.0.0.1:1/dex cannot be read")
                .hasMessageNotContaining("secret");
        refused("mysql://dex:secret@127.0.0.1:1/dex?tls=false", database)
                .hasMessageStartingWith("mysql://dex@127.0.0.1:1/dex cannot be read")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refuses_a_database_that_is_not_a_dex_s(Database database) {
        Path other = folder.resolve("other.db");
        RealDex.run("jdbc:sqlite:" + other, "create table migrations (id text);\n");

        refused(other.toString(), database)
                .hasMessageStartingWith(other + " holds no tables of Dex");
    }

    @Test
    void refuses_a_half_filled_database(Database database) {
        Path file = changed("drop table offline_session;\n");

        refused(file.toString(), database)
                .hasMessageStartingWith(file + " has no table offline_session: it is half filled");
    }

    @Test
    void refuses_a_database_that_was_never_brought_up_to_date(Database database) {
        Path file = changed("alter table refresh_token drop column obsolete_token;\n");

        refused(file.toString(), database)
                .hasMessageStartingWith(file + " has no column refresh_token.obsolete_token");
    }

    @Test
    void refuses_a_database_of_a_later_dex(Database database) {
        Path file = changed("insert into migrations values (1000, '2027-01-01');\n");

        refused(file.toString(), database)
                .hasMessageStartingWith(file + " is at change 1000 of Dex's schema")
                .hasMessageEndingWith("Use a newer Atrium");
    }

    @Test
    void refuses_keys_of_an_unknown_algorithm(Database database) {
        Path file =
                changed(
                        "update keys set signing_key = cast(replace(cast(signing_key as text), 'RS256', 'RS512') as blob);\n");

        refused(file.toString(), database)
                .hasMessageMatching(
                        ".*, keys .*: key [0-9a-f]{40} is for RS512, and only RS256 and ES256 are known here; nothing was taken over.*");
    }

    @Test
    void refuses_a_row_that_makes_no_sense(Database database) {
        Path file = changed("update refresh_token set scopes = cast('openid' as blob);\n");

        refused(file.toString(), database)
                .hasMessageMatching(
                        ".*, refresh_token \\w+: scopes is not JSON; nothing was taken over");
    }

    @Test
    void refuses_an_account_that_may_not_read(Database database) {
        PostgresUri old = TestDatabase.create();
        RealDex.POSTGRES.fill(old);
        RealDex.run(
                old.jdbcUrl() + "?user=postgres&password=postgres",
                """
                drop role if exists half_blind;
                create role half_blind login password 'x';
                grant select on all tables in schema public to half_blind;
                revoke select on password from half_blind;
                """);
        PostgresUri blind =
                new PostgresUri(
                        old.host(),
                        old.port(),
                        old.database(),
                        Optional.of("half_blind"),
                        Optional.of(Secret.of("x")),
                        old.query());

        refused(blind.whole().reveal(), database)
                .hasMessageContaining("may not read all of Dex's tables")
                .hasMessageContaining("permission denied for table password");
    }

    @Test
    void refuses_a_file_that_may_not_be_read(Database database) throws IOException {
        Path file = RealDex.KUBERNETES.document(folder);
        Files.setPosixFilePermissions(file, java.util.Set.of());
        assumeTrue(!Files.isReadable(file), "this account may read everything");

        refused(file.toString(), database).hasMessageStartingWith(file + " cannot be read");
    }

    @Test
    void refuses_documents_that_are_not_of_dex(Database database) throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), "apiVersion: v1\nkind: Secret\n");

        refused(file.toString(), database)
                .hasMessageStartingWith(file + " holds no objects of dex.coreos.com/v1");
    }

    @Test
    void refuses_documents_that_are_not_yaml(Database database) throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), "a: [\n");

        refused(file.toString(), database).hasMessageStartingWith(file + ":2: ");
    }

    @Test
    void refuses_half_of_the_documents(Database database) throws IOException {
        String all = RealDex.KUBERNETES.dump();
        Path keyless =
                Files.writeString(
                        folder.resolve("keyless.yaml"),
                        all.replace("kind: SigningKey", "kind: Other"));
        Path tokenless =
                Files.writeString(
                        folder.resolve("tokenless.yaml"),
                        all.replace("kind: RefreshToken", "kind: Other"));

        refused(keyless.toString(), database).hasMessageContaining("has no signingkeies");
        refused(tokenless.toString(), database)
                .hasMessageContaining("has offline sessions but no refreshtokens");
    }

    private Path changed(String sql) {
        Path file = RealDex.SQLITE.file(folder);
        RealDex.run("jdbc:sqlite:" + file, sql);
        return file;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(
            String place, Database database) {
        Dex.migrations(database).up();
        new Migrations(database, "dex_passwords", PasswordStore.MIGRATIONS).up();
        FakeClock clock = new FakeClock(RealDex.SQLITE.at());
        TakeOver takeOver =
                new TakeOver(
                        MasterKey.of(Secret.of("test"), new SecureRandom()),
                        new TakeOver.Setting(
                                "http://127.0.0.1", Optional.empty(), Optional.empty(), List.of()),
                        "dex_passwords",
                        clock);
        AbstractThrowableAssert<?, ? extends Throwable> thrown =
                assertThatThrownBy(
                                () -> {
                                    try (Source source = Sources.open(place)) {
                                        new Import(database.in(Dex.SCHEMA), takeOver, clock)
                                                .run(source, false);
                                    }
                                })
                        .isInstanceOf(TakeOverException.class);
        for (String table : TABLES) {
            assertThat(rows(database, table)).as(table).isZero();
        }
        return thrown;
    }

    private static int rows(Database database, String table) {
        return database.read(
                tx ->
                        tx.sql()
                                .createQuery("select count(*) from dex." + table)
                                .mapTo(Integer.class)
                                .one());
    }
}
