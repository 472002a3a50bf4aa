package dev.atrium.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RandomIdsTest {
    private final RandomIds ids =
            new RandomIds(
                    new SecureRandom(),
                    Clock.fixed(Instant.ofEpochMilli(1_767_225_600_000L), ZoneOffset.UTC));

    @Test
    void base32_ids_have_the_lengths_that_clients_store_and_start_with_a_letter() {
        assertThat(ids.base32(16)).matches("[a-z][a-z2-7]{24}");
        assertThat(ids.base32(32)).matches("[a-z][a-z2-7]{50}");
    }

    @Test
    void organizations_and_stacks_are_letters() {
        assertThat(ids.letters(12)).matches("[a-z]{12}");
        assertThat(ids.letters(4)).matches("[a-z]{4}");
    }

    @Test
    void uuids_of_version_7_carry_the_time_and_those_of_version_4_do_not() {
        assertThat(ids.uuid().version()).isEqualTo(7);
        assertThat(ids.uuid().variant()).isEqualTo(2);
        assertThat(ids.uuid().getMostSignificantBits() >>> 16).isEqualTo(1_767_225_600_000L);
        assertThat(ids.randomUuid().version()).isEqualTo(4);
        assertThat(ids.randomUuid().variant()).isEqualTo(2);
    }

    @Test
    void tokens_carry_256_bits() {
        assertThat(ids.token()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(ids.token());
    }
}
