package dev.atrium.membership.settings;

import dev.atrium.kernel.GoDuration;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.MembershipSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Looks a flag up and reads it as its kind. A flag given explicitly wins over the environment; a
/// value is trimmed, and an empty one is not there. What cannot be read is collected, so that all
/// of
/// it is reported at once.
final class Values {
    private static final Pattern UNITS = Pattern.compile("[nsuµμmh]");

    private final List<Flag> taken;
    private final Map<String, String> flags;
    private final Environment environment;
    private final List<String> problems = new ArrayList<>();

    /// @param taken what the command takes; for any other flag only the default counts, so that no
    ///     command stumbles over a variable that it does not need
    /// @param flags by flag name, without the dashes
    Values(List<Flag> taken, Map<String, String> flags, Environment environment) {
        this.taken = List.copyOf(taken);
        this.flags = flags;
        this.environment = environment;
    }

    boolean takes(String name) {
        return taken.contains(flag(name));
    }

    boolean explicit(String name) {
        return !flags.getOrDefault(name, "").isBlank();
    }

    Optional<String> text(String name) {
        Flag flag = flag(name);
        if (!taken.contains(flag)) {
            return given(flag.fallback());
        }
        return given(flags.get(name)).or(() -> around(flag)).or(() -> given(flag.fallback()));
    }

    private Optional<String> around(Flag flag) {
        if (flag.kind() != Flag.Kind.SECRET) {
            return environment.value(flag.environment());
        }
        try {
            return environment.secret(flag.environment());
        } catch (ConfigProblem unusable) {
            refuse(String.valueOf(unusable.getMessage()));
            return Optional.empty();
        }
    }

    Optional<Secret> secret(String name) {
        return text(name).map(Secret::of);
    }

    boolean on(String name) {
        return text(name).map(value -> switchOf(flag(name), value)).orElse(false);
    }

    int whole(String name) {
        String value = text(name).orElse("0");
        try {
            int number = Integer.parseInt(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // reported below, like a negative number
        }
        return refuse(flag(name), value, "a whole number, 0 or more", 0);
    }

    /// Go's syntax; a number without any unit counts nanoseconds, as it always has for these flags.
    Duration duration(String name) {
        String value = text(name).orElse("0");
        try {
            String unit = UNITS.matcher(value).find() || value.equals("0") ? "" : "ns";
            Duration duration = GoDuration.parse(value + unit);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (IllegalArgumentException _) {
            // reported below, like a negative one
        }
        return refuse(flag(name), value, "a duration such as 30s, 5m, 1h30m or 72h", Duration.ZERO);
    }

    /// Separated by spaces or commas.
    List<String> list(String name) {
        return text(name).stream()
                .flatMap(value -> Pattern.compile("[\\s,]+").splitAsStream(value))
                .filter(item -> !item.isEmpty())
                .toList();
    }

    Optional<URI> url(String name) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(value.orElseThrow());
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException _) {
            // reported below, like a URI of another scheme
        }
        return refuse(
                flag(name),
                value.orElseThrow(),
                "a URL such as https://example.com",
                Optional.empty());
    }

    /// `host:port`, or `:port` for every address of this machine.
    MembershipSettings.Address address(String name) {
        String value = text(name).orElse("");
        int colon = value.lastIndexOf(':');
        try {
            int port = Integer.parseInt(value.substring(colon + 1));
            if (colon >= 0 && port >= 0 && port <= 65_535) {
                return new MembershipSettings.Address(value.substring(0, colon), port);
            }
        } catch (NumberFormatException _) {
            // reported below, like a port out of range
        }
        return refuse(
                flag(name), value, "host:port or :port", new MembershipSettings.Address("", 0));
    }

    /// Records that a value cannot be used. Secrets are never quoted.
    <T> T refuse(Flag flag, String value, String expected, T instead) {
        String quoted = flag.kind() == Flag.Kind.SECRET ? "the value" : "\"" + value + "\"";
        problems.add(flag.shown() + ": " + quoted + " cannot be read (expected " + expected + ")");
        return instead;
    }

    void refuse(String problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /// @throws ConfigProblem with one line for each value that cannot be used
    void finish() {
        if (!problems.isEmpty()) {
            throw new ConfigProblem(String.join("\n", problems));
        }
    }

    Flag flag(String name) {
        return Flags.serve().stream()
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no flag " + name));
    }

    private boolean switchOf(Flag flag, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "t", "1", "yes", "on" -> true;
            case "false", "f", "0", "no", "off" -> false;
            default -> refuse(flag, value, "true or false", false);
        };
    }

    private static Optional<String> given(@org.jspecify.annotations.Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
