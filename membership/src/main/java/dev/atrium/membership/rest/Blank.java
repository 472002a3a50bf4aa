package dev.atrium.membership.rest;

import java.util.regex.Pattern;

/// What counts as nothing said: spaces of every script, controls, and what has no width at an end.
/// The document writes the same characters out, since `\s` means something else in each language.
public final class Blank {
    /// For between the brackets of a regular expression.
    public static final String CHARACTERS =
            "\\x00-\\x20\\x7f-\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";

    private static final Pattern AROUND =
            Pattern.compile("^[" + CHARACTERS + "]+|[" + CHARACTERS + "]+$");

    private Blank() {}

    /// The text without what is blank at its ends.
    public static String strip(String text) {
        return AROUND.matcher(text).replaceAll("");
    }
}
