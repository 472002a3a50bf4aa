package dev.atrium.kernel.config;

import dev.atrium.kernel.NearestName;
import java.util.Collection;
import java.util.List;

final class UnknownKeys {
    private UnknownKeys() {}

    static List<String> describe(ConfigNode node, Collection<String> known) {
        return node.entries().entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .map(
                        entry ->
                                entry.getValue().where()
                                        + ": unknown key"
                                        + NearestName.of(entry.getKey(), known)
                                                .map(name -> ", did you mean \"" + name + "\"?")
                                                .orElse(""))
                .toList();
    }
}
