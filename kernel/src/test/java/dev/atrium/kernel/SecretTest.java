package dev.atrium.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void never_shows_itself() {
        assertThat(Secret.of("hunter2")).hasToString("***");
        assertThat("in a sentence: " + Secret.of("hunter2")).doesNotContain("hunter2");
    }

    @Test
    void matches_only_the_same_text() {
        assertThat(Secret.of("hunter2").matches("hunter2")).isTrue();
        assertThat(Secret.of("hunter2").matches("hunter")).isFalse();
        assertThat(Secret.of("hunter2"))
                .isEqualTo(Secret.of("hunter2"))
                .isNotEqualTo(Secret.of("other"));
    }
}
