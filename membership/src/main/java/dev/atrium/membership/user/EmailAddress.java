package dev.atrium.membership.user;

import dev.atrium.kernel.Problem;
import java.util.regex.Pattern;

/// An e-mail address as somebody typed it: its case is kept, since programs compare what they get
/// back with what they sent. Quoted local parts, which nobody has, are refused, and so is whatever
/// could end a header of a mail.
public record EmailAddress(String value) {
    /// Spaces, and what turns the direction of writing or has no width.
    private static final String UNSEEN =
            "\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff";

    /// Letters and digits of ASCII, and whatever can be seen beyond it.
    private static final String SIGN =
            "[^\\x00-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\xa0" + UNSEEN + "]";

    private static final String SIGN_OR_HYPHEN =
            "[^\\x00-\\x2c\\x2e\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\xa0" + UNSEEN + "]";
    private static final String LABEL = SIGN + "(" + SIGN_OR_HYPHEN + "{0,61}" + SIGN + ")?";

    /// The document shows this very expression.
    public static final Pattern SHAPE =
            Pattern.compile(
                    "^[^\\x00-\\x20\\x22(),:;<>@\\x5b-\\x5d\\x7f-\\xa0"
                            + UNSEEN
                            + "]{1,64}@("
                            + LABEL
                            + "\\.)*"
                            + LABEL
                            + "$");

    private static final int LONGEST = 254;

    /// @throws Problem.Invalid unless a mail could be sent to it
    public EmailAddress {
        if (value.codePointCount(0, value.length()) > LONGEST || !SHAPE.matcher(value).matches()) {
            throw new Problem.Invalid("email", "\"" + shown(value) + "\" is not an e-mail address");
        }
    }

    private static String shown(String value) {
        return value.length() > 80 ? value.substring(0, 80) + "…" : value;
    }

    @Override
    public String toString() {
        return value;
    }
}
