package dev.atrium.oidc;

import java.util.List;
import java.util.stream.Collectors;

/// Texts between quotation marks the way the error descriptions of Dex have them: Go's `%q`, lists
/// separated by blanks.
/// Source: https://pkg.go.dev/strconv#Quote
public final class GoQuote {
    private GoQuote() {}

    public static String quote(List<String> texts) {
        return texts.stream().map(GoQuote::quote).collect(Collectors.joining(" ", "[", "]"));
    }

    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> append(quoted, point));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder out, int point) {
        switch (point) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (point < ' ' || point == 0x7f) {
                    out.append("\\x%02x".formatted(point));
                } else {
                    out.appendCodePoint(point);
                }
            }
        }
    }
}
