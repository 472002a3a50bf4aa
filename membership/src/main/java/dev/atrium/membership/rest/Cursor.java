package dev.atrium.membership.rest;

import dev.atrium.kernel.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a page begins: after the row with this key, or backwards before it. Callers hand it on as
/// they got it; one that belongs to another list is refused.
///
/// It is written in characters that a URL takes as they are, such as `stacks.f50.abcd`, so that the
/// document can say as a regular expression what is taken. Of a key, all but letters, digits and
/// hyphens is written as its UTF-8 bytes, `_2E` for a dot.
///
/// @param list the list it belongs to
/// @param key of the row at the edge of the page it was given with
record Cursor(String list, String key, boolean backwards, int pageSize) {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "([a-z-]+)\\.([fb])([1-9][0-9]{0,2}|1000)\\."
                            + "((?:[A-Za-z0-9-]|_(?:0[1-9A-F]|[1-9A-F][0-9A-F]))*)");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    String encode() {
        return list + "." + (backwards ? "b" : "f") + pageSize + "." + written(key);
    }

    static Cursor decode(String text, String list) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches() || !matcher.group(1).equals(list)) {
            throw foreign();
        }
        return new Cursor(
                list,
                read(matcher.group(4)),
                matcher.group(2).equals("b"),
                Integer.parseInt(matcher.group(3)));
    }

    static Problem.Invalid foreign() {
        return new Problem.Invalid("cursor", "it is not a cursor of this list");
    }

    private static String written(String key) {
        StringBuilder text = new StringBuilder();
        for (byte unit : key.getBytes(StandardCharsets.UTF_8)) {
            if (plain(unit)) {
                text.append((char) unit);
            } else {
                text.append('_').append(HEX.toHexDigits(unit));
            }
        }
        return text.toString();
    }

    private static String read(String written) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < written.length(); at++) {
            if (written.charAt(at) == '_') {
                bytes.write(HexFormat.fromHexDigits(written, at + 1, at + 3));
                at += 2;
            } else {
                bytes.write(written.charAt(at));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean plain(byte unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || unit == '-';
    }
}
