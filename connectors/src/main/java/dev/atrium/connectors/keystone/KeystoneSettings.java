package dev.atrium.connectors.keystone;

import dev.atrium.kernel.Secret;
import java.net.URI;
import java.util.Map;

/// How Keystone is asked.
///
/// @param domain an id or a name
/// @param adminName of an account that may look at the others
public record KeystoneSettings(URI base, Domain domain, String adminName, Secret adminPassword) {

    /// In which names are unique.
    public sealed interface Domain {
        record Id(String value) implements Domain {}

        record Name(String value) implements Domain {}

        default Map<String, String> json() {
            return switch (this) {
                case Id id -> Map.of("id", id.value());
                case Name name -> Map.of("name", name.value());
            };
        }

        /// A UUID, with hyphens or without, and `default` are ids.
        static Domain of(String text) {
            boolean id = text.equals("default") || text.replace("-", "").matches("[0-9a-fA-F]{32}");
            return id ? new Id(text) : new Name(text);
        }
    }
}
