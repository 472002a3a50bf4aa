package dev.atrium.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Pattern;

/// Durations as the existing configuration files write them: Go's syntax, a signed sequence of
/// decimals with the units `ns`, `us` (`µs`), `ms`, `s`, `m`, `h`, such as `1h30m`; `0` needs no
/// unit. There is no unit for days. Source: https://pkg.go.dev/time#ParseDuration
public final class GoDuration {
    private static final Pattern TERM =
            Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private GoDuration() {}

    /// @throws IllegalArgumentException with a message that carries the text and what was expected
    public static Duration parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanos = BigDecimal.ZERO;
        var matcher = TERM.matcher(rest);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            nanos = nanos.add(new BigDecimal(matcher.group(1)).multiply(unit(matcher.group(2))));
            end = matcher.end();
        }
        if (rest.isEmpty() || end != rest.length() || nanos.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "\""
                            + text
                            + "\" is not a duration (expected for instance 30s, 5m, 1h30m, 72h; units ns, us, ms, s, m, h)");
        }
        long whole = nanos.setScale(0, RoundingMode.DOWN).longValueExact();
        return Duration.ofNanos(negative ? -whole : whole);
    }

    /// Writes a duration in the form that [#parse] reads: `72h0m0s`, `5m0s`, `1.5s`, `250ms`.
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return subsecond(duration.toNanos());
        }
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        BigDecimal seconds =
                BigDecimal.valueOf(duration.toSecondsPart())
                        .add(BigDecimal.valueOf(duration.toNanosPart(), 9));
        return text.append(plain(seconds)).append('s').toString();
    }

    private static String subsecond(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000
                ? plain(BigDecimal.valueOf(nanos, 3)) + "µs"
                : plain(BigDecimal.valueOf(nanos, 6)) + "ms";
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal unit(String name) {
        return BigDecimal.valueOf(
                switch (name) {
                    case "ns" -> 1L;
                    case "us", "µs", "μs" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "h" -> 3_600_000_000_000L;
                    default -> throw new IllegalArgumentException("unknown unit " + name);
                });
    }
}
