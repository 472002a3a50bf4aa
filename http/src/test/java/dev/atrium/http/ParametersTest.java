package dev.atrium.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParametersTest {
    @Test
    void keeps_order_repetition_and_emptiness() {
        Parameters parameters =
                Parameters.parse("resource=&a=1&resource=stack%3A%2F%2Fx&flag&b=x+y");
        assertThat(parameters.all("resource")).containsExactly("", "stack://x");
        assertThat(parameters.text("flag")).isEmpty();
        assertThat(parameters.has("flag")).isTrue();
        assertThat(parameters.text("b")).isEqualTo("x y");
        assertThat(parameters.first("missing")).isEmpty();
    }

    @Test
    void refuses_a_broken_escape_and_too_many_parameters() {
        assertThatThrownBy(() -> Parameters.parse("a=%zz"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Parameters.parse("a&".repeat(1_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("more than 1000 parameters");
    }

    @Test
    void writes_what_it_reads() {
        String text = "a=x+y&b=%26&c=%C3%A9&d=~-._";
        assertThat(Parameters.parse(text).encode()).isEqualTo(text);
    }

    @Test
    void sorts_by_name_and_drops_by_name() {
        assertThat(Parameters.parse("b=2&a=1&c=3").without("c").sorted().encode())
                .isEqualTo("a=1&b=2");
    }
}
