package dev.atrium.cli.configuration;

import dev.atrium.membership.wizard.Configuration;
import dev.atrium.membership.wizard.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a command answers, for programs and for people.
///
/// @param document what `--json` prints
/// @param lines what is printed else
/// @param warnings for standard error
public record Answer(Object document, List<String> lines, List<String> warnings) {
    public Answer {
        lines = List.copyOf(lines);
        warnings = List.copyOf(warnings);
    }

    static Answer of(Object document, List<String> lines) {
        return new Answer(document, lines, List.of());
    }

    /// One object, a line for each field.
    static Answer one(Map<String, Object> shown) {
        return of(
                shown,
                shown.entrySet().stream()
                        .map(field -> field.getKey() + ": " + Table.text(field.getValue()))
                        .toList());
    }

    static Answer list(List<Map<String, Object>> shown) {
        return of(shown, Table.of(shown));
    }

    static Answer deleted(String kind, String id, boolean deleted) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", id);
        document.put("deleted", deleted);
        return of(
                document,
                List.of(
                        deleted
                                ? "Deleted " + kind + " " + id + "."
                                : "The " + kind + " " + id + " was deleted before."));
    }

    /// @param name by which people know it
    /// @param client the OAuth client id that a secret belongs to
    static <T extends Found> Answer made(
            Configuration.Made<T> made,
            Function<T, Map<String, Object>> shown,
            String name,
            String client) {
        Map<String, Object> document = shown.apply(made.object());
        document.put("created", made.created());
        List<String> lines = new ArrayList<>();
        lines.add(
                made.created()
                        ? "Created " + name + "."
                        : "There is " + name + " already, as it was described.");
        made.secret()
                .ifPresent(
                        secret -> {
                            document.put("clientId", client);
                            document.put("clientSecret", secret.reveal());
                            lines.add("Its client id:     " + client);
                            lines.add(
                                    "Its client secret: "
                                            + secret.reveal()
                                            + "  (shown only this once)");
                        });
        return new Answer(document, lines, made.warnings());
    }
}
