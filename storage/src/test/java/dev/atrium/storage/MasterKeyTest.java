package dev.atrium.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class MasterKeyTest {
    private static final byte[] PLAIN = "the secret".getBytes(StandardCharsets.UTF_8);
    private final MasterKey key = MasterKey.of(Secret.of("one"), new SecureRandom());

    @Test
    void opens_what_it_sealed() {
        byte[] sealed = key.seal("stacks.client_secret", "row-1", PLAIN);
        assertThat(key.open("stacks.client_secret", "row-1", sealed)).isEqualTo(PLAIN);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    @Test
    void two_seals_of_one_value_differ() {
        assertThat(key.seal("p", "r", PLAIN)).isNotEqualTo(key.seal("p", "r", PLAIN));
    }

    @Test
    void a_value_moved_to_another_row_or_column_does_not_open() {
        byte[] sealed = key.seal("stacks.client_secret", "row-1", PLAIN);
        assertThatThrownBy(() -> key.open("stacks.client_secret", "row-2", sealed))
                .isInstanceOf(MasterKey.UnsealException.class);
        assertThatThrownBy(() -> key.open("providers.secret", "row-1", sealed))
                .isInstanceOf(MasterKey.UnsealException.class);
    }

    @Test
    void a_changed_or_foreign_value_does_not_open_and_the_message_says_why() {
        byte[] sealed = key.seal("p", "r", PLAIN);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> key.open("p", "r", sealed)).hasMessageContaining("it was changed");
        assertThatThrownBy(() -> key.open("p", "r", PLAIN))
                .hasMessageContaining("it is not a sealed value");
        MasterKey other = MasterKey.of(Secret.of("two"), new SecureRandom());
        assertThatThrownBy(() -> other.open("p", "r", key.seal("p", "r", PLAIN)))
                .hasMessageContaining("sealed under master key " + key.id());
    }

    @Test
    void each_purpose_has_its_own_key() {
        assertThat(key.derive("a")).hasSize(32).isNotEqualTo(key.derive("b"));
    }
}
