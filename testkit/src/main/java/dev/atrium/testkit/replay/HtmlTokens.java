package dev.atrium.testkit.replay;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts HTML into start tags, end tags and text; enough for pages that programs write.
final class HtmlTokens {
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([^\\s=/>]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+)))?");
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#(\\d+)|#[xX]([0-9a-fA-F]+)|([a-zA-Z]+));");
    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-zA-Z][^\\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>");
    private static final Map<String, String> NAMED =
            Map.of(
                    "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0",
                    "copy", "©", "hellip", "…", "middot", "·", "larr", "←");

    private HtmlTokens() {}

    static void read(
            String html,
            BiConsumer<String, Map<String, Optional<String>>> start,
            Consumer<String> end,
            Consumer<String> text) {
        String page = html.replaceAll("(?s)<!--.*?-->", "").replaceAll("(?i)<!doctype[^>]*>", "");
        Matcher tags = TAG.matcher(page);
        int at = 0;
        while (tags.find(at)) {
            text(page.substring(at, tags.start()), text);
            String name = tags.group(2).toLowerCase(Locale.ROOT);
            at = tags.end();
            if (!tags.group(1).isEmpty()) {
                end.accept(name);
                continue;
            }
            start.accept(name, attributes(tags.group(3)));
            if (name.equals("script") || name.equals("style")) {
                // Their content is no HTML: it ends at their own end tag.
                int close = page.toLowerCase(Locale.ROOT).indexOf("</" + name, at);
                at = close < 0 ? page.length() : close;
            }
        }
        text(page.substring(at), text);
    }

    private static void text(String raw, Consumer<String> text) {
        if (!raw.isEmpty()) {
            text.accept(decoded(raw));
        }
    }

    private static Map<String, Optional<String>> attributes(String raw) {
        Map<String, Optional<String>> attributes = new LinkedHashMap<>();
        Matcher each = ATTRIBUTE.matcher(raw);
        while (each.find()) {
            Optional<String> value =
                    Optional.ofNullable(each.group(2))
                            .or(() -> Optional.ofNullable(each.group(3)))
                            .or(() -> Optional.ofNullable(each.group(4)));
            attributes.put(each.group(1).toLowerCase(Locale.ROOT), value.map(HtmlTokens::decoded));
        }
        return attributes;
    }

    private static String decoded(String raw) {
        return REFERENCE
                .matcher(raw)
                .replaceAll(found -> Matcher.quoteReplacement(character(found)));
    }

    private static String character(java.util.regex.MatchResult found) {
        if (found.group(1) != null) {
            return Character.toString(Integer.parseInt(found.group(1)));
        }
        if (found.group(2) != null) {
            return Character.toString(Integer.parseInt(found.group(2), 16));
        }
        return NAMED.getOrDefault(found.group(3), found.group());
    }
}
