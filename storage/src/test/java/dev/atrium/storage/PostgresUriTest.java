package dev.atrium.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUriTest {
    @Test
    void reads_every_part_and_decodes_the_credentials() {
        PostgresUri uri =
                PostgresUri.parse(
                        "postgresql://for%40mance:p%3Aw+d@db.example.com:6432/formance?sslmode=disable");
        assertThat(uri.user()).contains("for@mance");
        assertThat(uri.password().orElseThrow().reveal()).isEqualTo("p:w+d");
        assertThat(uri.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example.com:6432/formance?sslmode=disable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p@ss/w:or?d#", "100%", "%zz", "a b^{}", "p%w%4"})
    void takes_a_password_that_nobody_escaped(String password) {
        PostgresUri uri =
                PostgresUri.parse("postgresql://me:" + password + "@db:5433/x?sslmode=disable");
        assertThat(uri.password().orElseThrow().reveal()).isEqualTo(password);
        assertThat(uri.host()).isEqualTo("db");
        assertThat(uri.port()).isEqualTo(5433);
        assertThat(uri.query()).isEqualTo("sslmode=disable");
        assertThat(PostgresUri.parse(uri.whole().reveal())).isEqualTo(uri);
    }

    @Test
    void leaves_out_what_has_a_default() {
        PostgresUri uri = PostgresUri.parse("postgres://localhost");
        assertThat(uri.port()).isEqualTo(5432);
        assertThat(uri.database()).isEqualTo("postgres");
        assertThat(uri.password()).isEmpty();
    }

    @Test
    void never_shows_the_password() {
        assertThat(PostgresUri.parse("postgresql://me:hunter2@db/x").toString())
                .isEqualTo("postgresql://me@db:5432/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://a/b",
                "postgresql://",
                "postgresql://me:hunter2@",
                "localhost:5432"
            })
    void says_what_is_expected_without_repeating_what_was_given(String text) {
        assertThatThrownBy(() -> PostgresUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }
}
