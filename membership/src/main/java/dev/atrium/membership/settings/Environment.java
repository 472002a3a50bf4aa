package dev.atrium.membership.settings;

import dev.atrium.kernel.config.ConfigProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Environment variables. A secret may stand in a file instead, which the variable of the same name
/// with `_FILE` behind it names: that is how orchestrators hand secrets out, and no list of
/// processes shows it.
final class Environment {
    private static final String FILE = "_FILE";
    private static final int LONGEST = 65_536;

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /// Trimmed; an empty variable is not there.
    Optional<String> value(String name) {
        return Optional.of(variables.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty());
    }

    /// @throws ConfigProblem when the file cannot be read, is empty, or the value is given as well
    Optional<String> secret(String name) {
        Optional<String> file = value(name + FILE);
        if (file.isEmpty()) {
            return value(name);
        }
        if (value(name).isPresent()) {
            throw new ConfigProblem(
                    name + " and " + name + FILE + " are both set: which one counts?");
        }
        return Optional.of(read(name + FILE, file.orElseThrow()));
    }

    private static String read(String name, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LONGEST) {
                throw new ConfigProblem(
                        name + ": " + file + " is larger than " + LONGEST + " bytes");
            }
            String value = Files.readString(path, StandardCharsets.UTF_8).strip();
            if (value.isEmpty()) {
                throw new ConfigProblem(name + ": " + file + " is empty");
            }
            return value;
        } catch (IOException unreadable) {
            throw new ConfigProblem(
                    name
                            + ": "
                            + file
                            + " cannot be read ("
                            + unreadable.getClass().getSimpleName()
                            + ")");
        }
    }
}
