package dev.atrium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S", "5m, PT5M", "72h, PT72H", "1h30m, PT1H30M", "1.5h, PT1H30M", ".5s, PT0.5S",
        "-1s, PT-1S", "+2s, PT2S", "300ms, PT0.3S", "7us, PT0.000007S", "7µs, PT0.000007S",
                "9ns, PT0.000000009S"
    })
    void reads_every_unit_and_their_sequences(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "1d", "h", "5 m", "1h-30m", "1.2.3s", "999999999999h"})
    void refuses_what_is_no_duration_and_says_what_is(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "\"" + text + "\" is not a duration (expected for instance 30s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"72h0m0s", "5m0s", "1.5s", "250ms", "1.5µs", "12ns", "0s", "-1m30s"})
    void writes_what_it_reads(String text) {
        assertThat(GoDuration.format(GoDuration.parse(text.equals("0s") ? "0" : text)))
                .isEqualTo(text);
    }

    @Test
    void a_fraction_below_a_nanosecond_is_cut_off() {
        assertThat(GoDuration.parse("1.9ns")).isEqualTo(Duration.ofNanos(1));
    }
}
