package dev.atrium.cli.configuration;

import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.wizard.Prompts;
import dev.atrium.membership.wizard.Typed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/// The flags that describe an object, as they were given, or asked for on a terminal.
final class Given {
    private final List<ObjectFlag> flags;
    private final Map<String, List<String>> values;

    private Given(List<ObjectFlag> flags, Map<String, List<String>> values) {
        this.flags = flags;
        this.values = values;
    }

    static Given of(List<ObjectFlag> flags, ParseResult parsed) {
        Map<String, List<String>> values = new HashMap<>();
        for (ObjectFlag flag : flags) {
            if (parsed.hasMatchedOption(flag.shown())) {
                values.put(
                        flag.key(),
                        parsed.matchedOption(flag.shown()).stringValues().stream()
                                .filter(value -> !value.isBlank())
                                .toList());
            }
        }
        return new Given(List.copyOf(flags), values);
    }

    /// Whether a flag is missing without which nothing can be made.
    boolean incomplete() {
        return flags.stream().anyMatch(flag -> flag.required() && missing(flag));
    }

    /// All that is missing, told at once.
    ConfigProblem refused() {
        return new ConfigProblem(
                flags.stream()
                        .filter(flag -> flag.required() && missing(flag))
                        .map(flag -> flag.shown() + ": is required")
                        .collect(Collectors.joining("\n")));
    }

    /// The same, with everything asked for that was not given.
    Given asked(Prompts prompts) {
        Map<String, List<String>> more = new HashMap<>(values);
        for (ObjectFlag flag : flags) {
            if (missing(flag)) {
                String answer =
                        flag.required()
                                ? prompts.required(flag.help())
                                : prompts.optional(flag.help(), flag.usual());
                more.put(flag.key(), answer.isBlank() ? List.of() : List.of(answer));
            }
        }
        return new Given(flags, more);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).flatMap(list -> list.stream().findFirst());
    }

    boolean on(String key) {
        return typed().on(key);
    }

    Optional<OrganizationId> organization() {
        return text("organizationId").map(OrganizationId::new);
    }

    Typed typed() {
        return typed("");
    }

    /// Those whose key has the prefix, without it.
    Typed typed(String prefix) {
        Typed typed = Typed.nothing();
        for (ObjectFlag flag : flags) {
            if (flag.key().startsWith(prefix)) {
                String key = flag.key().substring(prefix.length());
                typed =
                        flag.kind() == ObjectFlag.Kind.LIST
                                ? typed.with(key, flag.shown(), words(flag.key()))
                                : typed.with(
                                        key, flag.shown(), text(flag.key()).orElse(flag.usual()));
            }
        }
        return typed;
    }

    private List<String> words(String key) {
        List<String> words = new ArrayList<>();
        for (String value : values.getOrDefault(key, List.of())) {
            words.addAll(Arrays.asList(value.strip().split("[\\s,]+", -1)));
        }
        words.removeIf(String::isEmpty);
        return words;
    }

    private boolean missing(ObjectFlag flag) {
        return values.getOrDefault(flag.key(), List.of()).isEmpty();
    }
}
