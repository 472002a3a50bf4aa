package dev.atrium.oidc;

import java.util.List;
import java.util.regex.Pattern;

/// Parameters and claims that list words, as `scope` does (RFC 6749 section 3.3).
public final class SpaceDelimited {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private SpaceDelimited() {}

    /// The words of a text, however many blanks are between them.
    public static List<String> words(String text) {
        return BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }
}
