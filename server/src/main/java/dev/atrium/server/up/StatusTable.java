package dev.atrium.server.up;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What `up` prints when everything is ready.
///
/// @param took from the start of the process
record StatusTable(
        List<Part> parts, List<Account> accounts, Path environment, Path log, Took took) {
    /// @param database the share of the database's own start
    record Took(Duration whole, Duration database) {}

    /// @param state `ready`, or what is wrong
    record Part(String name, String address, String state) {}

    /// @param password empty when it is known to its owner only
    record Account(String email, String role, Optional<String> password) {}

    String print() {
        int name = width(parts.stream().map(Part::name).toList(), "part");
        int address = width(parts.stream().map(Part::address).toList(), "address");
        StringBuilder text = new StringBuilder("\n");
        line(text, name, address, "part", "address", "state");
        parts.forEach(part -> line(text, name, address, part.name(), part.address(), part.state()));
        text.append('\n');
        for (Account account : accounts) {
            text.append("  log in as ")
                    .append(account.email())
                    .append(" (")
                    .append(account.role())
                    .append(")");
            account.password()
                    .ifPresent(password -> text.append(" with the password ").append(password));
            text.append('\n');
        }
        text.append("\n  for a shell: . ").append(environment).append("\n  log: ").append(log);
        text.append(
                "\n  ready after %.1f s, of which PostgreSQL %.1f s"
                        .formatted(seconds(took.whole()), seconds(took.database())));
        return text.append("\n  Ctrl-C stops everything\n").toString();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void line(StringBuilder text, int name, int address, String... cells) {
        String row = "  %-" + name + "s  %-" + address + "s  %s\n";
        text.append(row.formatted((Object[]) cells));
    }

    private static int width(List<String> values, String heading) {
        return Math.max(heading.length(), values.stream().mapToInt(String::length).max().orElse(0));
    }
}
