package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigNode.Absent;
import dev.atrium.kernel.config.ConfigNode.Mapping;
import dev.atrium.kernel.config.ConfigNode.Scalar;
import dev.atrium.kernel.config.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Replaces `$NAME` and `${NAME}` in text values, with the syntax of Go's `os.ExpandEnv`
/// (https://pkg.go.dev/os#Expand): one of `* # $ @ ! ? -` or a digit after the dollar is a name of
/// one character. Values are replaced after parsing, so a value may contain anything.
final class EnvExpansion {
    private final Map<String, String> environment;
    private final List<String> warnings = new ArrayList<>();

    EnvExpansion(Map<String, String> environment) {
        this.environment = environment;
    }

    /// One sentence per name that resolved to nothing: usually a password with a dollar sign in it.
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /// Maps are walked through; of a list only its texts and maps, as Dex does.
    ConfigNode expand(ConfigNode node) {
        return switch (node) {
            case Mapping mapping -> {
                Map<String, ConfigNode> entries = new LinkedHashMap<>();
                mapping.entries().forEach((key, value) -> entries.put(key, expand(value)));
                yield new Mapping(mapping.place(), entries);
            }
            case Sequence list ->
                    new Sequence(
                            list.place(),
                            list.elements().stream()
                                    .map(
                                            element ->
                                                    element instanceof Sequence
                                                            ? element
                                                            : expand(element))
                                    .toList());
            case Scalar scalar when scalar.tag() == Scalar.Tag.STRING ->
                    new Scalar(scalar.place(), expand(scalar), Scalar.Tag.STRING);
            case Scalar scalar -> scalar;
            case Absent absent -> absent;
        };
    }

    private String expand(Scalar scalar) {
        String text = scalar.source();
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char here = text.charAt(at);
            if (here != '$' || at + 1 >= text.length()) {
                expanded.append(here);
                at++;
                continue;
            }
            Name name = name(text, at + 1);
            if (name.length() == 0) {
                expanded.append('$');
            } else if (!name.text().isEmpty()) {
                expanded.append(value(name.text(), scalar));
            }
            at += 1 + name.length();
        }
        return expanded.toString();
    }

    private String value(String name, Scalar scalar) {
        String value = environment.get(name);
        if (value == null) {
            warnings.add(
                    scalar.where()
                            + ": $"
                            + name
                            + " is not set and became empty; if the dollar sign is meant literally, set DEX_EXPAND_ENV=false");
            return "";
        }
        return value;
    }

    /// @param text empty where the characters are bad syntax that is dropped
    /// @param length how many characters after the dollar belong to it; zero to keep the dollar
    private record Name(String text, int length) {}

    private static Name name(String text, int start) {
        char first = text.charAt(start);
        if (first == '{') {
            return braced(text, start);
        }
        if (isSpecial(first)) {
            return new Name(String.valueOf(first), 1);
        }
        int end = start;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return new Name(text.substring(start, end), end - start);
    }

    private static Name braced(String text, int start) {
        int close = text.indexOf('}', start);
        if (close < 0) {
            return new Name("", 1);
        }
        return new Name(text.substring(start + 1, close), close - start + 1);
    }

    private static boolean isSpecial(char letter) {
        return "*#$@!?-".indexOf(letter) >= 0 || (letter >= '0' && letter <= '9');
    }

    private static boolean isWord(char letter) {
        return letter == '_'
                || (letter >= '0' && letter <= '9')
                || (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z');
    }
}
