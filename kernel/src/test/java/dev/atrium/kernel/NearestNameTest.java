package dev.atrium.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KEYS = List.of("users", "organizations", "regions", "stacks");

    @Test
    void finds_what_was_probably_meant() {
        assertThat(NearestName.of("organisations", KEYS)).contains("organizations");
        assertThat(NearestName.of("Stack", KEYS)).contains("stacks");
    }

    @Test
    void suggests_nothing_far_fetched() {
        assertThat(NearestName.of("policies", KEYS)).isEmpty();
    }
}
