package dev.atrium.dex.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.YamlFile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvExpansionTest {
    private final EnvExpansion expansion = new EnvExpansion(Map.of("NAME", "value", "N_1", "one"));

    private String expanded(String text) {
        ConfigNode.Place place = new ConfigNode.Place("f", 1, "k");
        ConfigNode node = new ConfigNode.Scalar(place, text, ConfigNode.Scalar.Tag.STRING);
        return expansion.expand(node).text().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    $NAME,          value
                    ${NAME},        value
                    a${N_1}b,       aoneb
                    $NAME.x,        value.x
                    $UNSET,         ''
                    $$,             ''
                    $2a$10$abc,     'a0'
                    $?x,            x
                    100$,           100$
                    $/x,            $/x
                    ${},            ''
                    a${b,           ab
                    ${*},           ''
                    """)
    void expands_as_go_does(String text, String expected) {
        assertThat(expanded(text)).isEqualTo(expected);
    }

    @Test
    void leaves_keys_numbers_and_lists_inside_lists_alone() {
        ConfigNode tree =
                expansion.expand(
                        YamlFile.parse("f", "{$NAME: [$NAME, [$NAME], {a: $NAME}], n: 5}"));

        ConfigNode list = tree.get("$NAME");
        assertThat(list.elements().get(0).requiredText()).isEqualTo("value");
        assertThat(list.elements().get(1).texts()).containsExactly("$NAME");
        assertThat(list.elements().get(2).get("a").requiredText()).isEqualTo("value");
        assertThat(tree.get("n").integer()).contains(5);
    }
}
