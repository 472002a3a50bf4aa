package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import java.util.List;

/// What Dex does not have, under the one key `atrium` that Dex ignores. A key that nobody knows is
/// refused here, since nobody else wrote such a file.
final class Extras {
    private static final List<String> KEYS = List.of();

    private Extras() {}

    static void check(Section section) {
        ConfigNode node = section.node();
        List<String> unknown = node.unknownKeys(KEYS);
        if (!unknown.isEmpty()) {
            throw new ConfigProblem(String.join("; ", unknown));
        }
    }
}
