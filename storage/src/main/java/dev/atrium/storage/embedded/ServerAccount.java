package dev.atrium.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The account that PostgreSQL runs under: ours, or an unprivileged one when we are root, since
/// PostgreSQL refuses root.
///
/// @param user the other account's name; empty when it is our own
record ServerAccount(Optional<String> user) {

    static ServerAccount choose() throws IOException {
        if (!System.getProperty("user.name", "").equals("root")) {
            return new ServerAccount(Optional.empty());
        }
        List<String> known = Files.readAllLines(Path.of("/etc/passwd"));
        for (String name : List.of("postgres", "nobody")) {
            if (known.stream().anyMatch(line -> line.startsWith(name + ":"))) {
                return new ServerAccount(Optional.of(name));
            }
        }
        throw new EmbeddedPostgresException(
                "PostgreSQL does not run as root and there is no user postgres or nobody. Run this as another user, or set POSTGRES_URI.");
    }

    /// The command line as this account.
    List<String> command(String program, List<String> arguments) {
        List<String> line = new ArrayList<>();
        user.ifPresent(
                name ->
                        line.addAll(
                                List.of(
                                        "setpriv",
                                        "--reuid=" + name,
                                        "--regid=" + group(name),
                                        "--clear-groups")));
        line.add(program);
        line.addAll(arguments);
        return line;
    }

    void own(Path directory) throws IOException {
        if (user.isPresent()) {
            Directories.give(directory, user.orElseThrow());
        }
    }

    private static String group(String name) {
        return name.equals("nobody") ? "nogroup" : name;
    }
}
