package dev.atrium.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class YamlFileTest {
    private static ConfigNode parse(String text) {
        return YamlFile.parse("conf.yaml", text);
    }

    @Nested
    class Places {
        @Test
        void every_value_knows_its_file_line_and_path() {
            ConfigNode root =
                    parse(
                            """
                            staticClients:
                              - id: one
                              - id: two
                            """);
            assertThat(root.get("staticClients").elements().get(1).get("id").where())
                    .isEqualTo("conf.yaml:3: staticClients[1].id");
        }

        @Test
        void a_broken_file_is_named_with_its_line() {
            assertThatThrownBy(() -> parse("a: 1\nb: [1, 2\nc: 3\n"))
                    .isInstanceOf(ConfigProblem.class)
                    .hasMessageStartingWith("conf.yaml:3:");
        }

        @Test
        void a_value_of_the_wrong_kind_says_what_was_expected() {
            assertThatThrownBy(() -> parse("users: 3").get("users").elements())
                    .hasMessage("conf.yaml:1: users: expected a list, found a number");
            assertThatThrownBy(() -> parse("ttl: soon").get("ttl").duration())
                    .hasMessageStartingWith("conf.yaml:1: ttl: \"soon\" is not a duration");
        }

        @Test
        void an_unknown_key_comes_with_the_nearest_one() {
            assertThat(parse("usres: []\nstacks: []").unknownKeys(List.of("users", "stacks")))
                    .containsExactly("conf.yaml:1: usres: unknown key, did you mean \"users\"?");
        }
    }

    @Nested
    class Values {
        @Test
        void a_number_where_a_text_is_wanted_is_taken_as_written() {
            assertThat(parse("version: 1.20").get("version").text()).contains("1.20");
        }

        @Test
        void switches_are_those_of_yaml_1_1() {
            ConfigNode root = parse("a: yes\nb: off\nc: true\nd: \"false\"");
            assertThat(root.get("a").bool()).contains(true);
            assertThat(root.get("b").bool()).contains(false);
            assertThat(root.get("c").bool()).contains(true);
            assertThat(root.get("d").bool()).contains(false);
        }

        @Test
        void null_and_absent_are_the_same() {
            assertThat(parse("a: null\nb: ~\nc:").get("a").isAbsent()).isTrue();
            assertThat(parse("").get("x").get("y").text()).isEmpty();
        }

        @Test
        void keys_can_be_read_in_any_case_and_the_last_one_wins() {
            assertThat(parse("issuer: a\nIssuer: b").getIgnoringCase("ISSUER").text())
                    .contains("b");
        }

        @Test
        void durations_and_numbers_are_read() {
            assertThat(parse("a: 1h30m").get("a").duration()).contains(Duration.ofMinutes(90));
            assertThat(parse("a: 10").get("a").integer()).contains(10);
        }

        @Test
        void anchors_and_merges_are_followed() {
            ConfigNode root = parse("base: &b {x: 1, y: 2}\nchild:\n  <<: *b\n  y: 3\n");
            assertThat(root.get("child").get("x").integer()).contains(1);
            assertThat(root.get("child").get("y").integer()).contains(3);
        }
    }

    @Nested
    class Limits {
        @Test
        void an_alias_bomb_is_refused() {
            StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
            for (int level = 1; level < 30; level++) {
                bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(level, level - 1));
            }
            assertThatThrownBy(() -> parse(bomb.toString())).isInstanceOf(ConfigProblem.class);
        }

        @Test
        void endless_nesting_is_refused() {
            assertThatThrownBy(() -> parse("[".repeat(5_000))).isInstanceOf(ConfigProblem.class);
        }
    }

    @Test
    void plain_values_survive_being_written_and_read_again() {
        ConfigNode root =
                parse(
                        "text: \"007\"\nnumber: 7\nswitch: true\nlist: [a, b]\nmap: {k: \"$2a$10$x\"}\n");
        ConfigNode again = parse(YamlText.write(java.util.Objects.requireNonNull(root.plain())));
        assertThat(again.plain()).isEqualTo(root.plain());
        assertThat(again.get("text").text()).contains("007");
        assertThat(Map.of("k", "$2a$10$x")).isEqualTo(again.get("map").plain());
    }
}
