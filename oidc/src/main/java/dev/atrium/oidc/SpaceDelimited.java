package dev.atrium.oidc;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/// Parameters and claims that list words, as `scope` does (RFC 6749 section 3.3).
public final class SpaceDelimited {
    private SpaceDelimited() {}

    /// The words of a text, however many blanks are between them.
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer rest = new StringTokenizer(text);
        while (rest.hasMoreTokens()) {
            words.add(rest.nextToken());
        }
        return List.copyOf(words);
    }
}
