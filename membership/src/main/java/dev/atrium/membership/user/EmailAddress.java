package dev.atrium.membership.user;

import dev.atrium.kernel.Problem;
import java.util.regex.Pattern;

/// An e-mail address as somebody typed it: its case is kept, since programs compare what they get
/// back with what they sent. Quoted local parts, which nobody has, are refused, and so is whatever
/// could end a header of a mail.
public record EmailAddress(String value) {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?=.{3,254}$)[^\\s\\p{Cntrl}@\"(),:;<>\\[\\\\\\]]{1,64}"
                            + "@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)*"
                            + "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?");

    /// @throws Problem.Invalid unless a mail could be sent to it
    public EmailAddress {
        if (!SHAPE.matcher(value).matches()) {
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
