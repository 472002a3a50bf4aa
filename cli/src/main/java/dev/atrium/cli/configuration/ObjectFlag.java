package dev.atrium.cli.configuration;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/// A flag that describes an object. No environment variable sets it: images and shells have a
/// `NAME` or a `VERSION` of their own.
///
/// @param key what a wizard file calls the value
/// @param names of the flag, the first of which messages use
/// @param required whether the object cannot be made without it
/// @param usual the value when it is not given; empty for none
record ObjectFlag(
        String key, List<String> names, Kind kind, boolean required, String usual, String help) {
    enum Kind {
        TEXT,
        /// Given several times, or with commas.
        LIST,
        SWITCH
    }

    ObjectFlag {
        names = List.copyOf(names);
    }

    static ObjectFlag required(String key, String name, String help) {
        return new ObjectFlag(key, List.of(name), Kind.TEXT, true, "", help);
    }

    static ObjectFlag optional(String key, String name, String help) {
        return new ObjectFlag(key, List.of(name), Kind.TEXT, false, "", help);
    }

    ObjectFlag as(Kind other) {
        return new ObjectFlag(key, names, other, required, usual, help);
    }

    ObjectFlag usually(String value) {
        return new ObjectFlag(key, names, kind, false, value, help);
    }

    ObjectFlag called(String... others) {
        return new ObjectFlag(key, List.of(others), kind, required, usual, help);
    }

    String shown() {
        return names.getFirst();
    }

    OptionSpec option() {
        OptionSpec.Builder option =
                OptionSpec.builder(names.toArray(String[]::new))
                        .paramLabel("<" + label() + ">")
                        .description(
                                help
                                        + (required ? " (required)" : "")
                                        + (usual.isEmpty() ? "" : " (default " + usual + ")"));
        return switch (kind) {
            case TEXT -> option.type(String.class).arity("1").build();
            case LIST -> option.type(List.class).auxiliaryTypes(String.class).arity("1").build();
            case SWITCH -> option.type(String.class).arity("0..1").fallbackValue("true").build();
        };
    }

    private String label() {
        return shown().replaceFirst("^--", "");
    }
}
