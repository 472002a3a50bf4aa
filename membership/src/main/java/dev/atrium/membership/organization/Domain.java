package dev.atrium.membership.organization;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.rest.Blank;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The part behind the @ of the addresses whose owners join an organization when they first log in.
public record Domain(String value) {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])",
                    Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 253;

    /// Where anybody can have an address. Owning one says nothing about anybody else's.
    private static final Set<String> PUBLIC =
            Set.of(
                    "126.com",
                    "163.com",
                    "aol.com",
                    "bk.ru",
                    "bluewin.ch",
                    "btinternet.com",
                    "comcast.net",
                    "duck.com",
                    "email.com",
                    "fastmail.com",
                    "fastmail.fm",
                    "foxmail.com",
                    "free.fr",
                    "freenet.de",
                    "gmail.com",
                    "gmx.at",
                    "gmx.ch",
                    "gmx.com",
                    "gmx.de",
                    "gmx.net",
                    "googlemail.com",
                    "hey.com",
                    "hotmail.co.uk",
                    "hotmail.com",
                    "hotmail.de",
                    "hotmail.es",
                    "hotmail.fr",
                    "hotmail.it",
                    "hushmail.com",
                    "icloud.com",
                    "inbox.ru",
                    "laposte.net",
                    "libero.it",
                    "list.ru",
                    "live.com",
                    "live.fr",
                    "mac.com",
                    "mail.com",
                    "mail.ru",
                    "mailbox.org",
                    "me.com",
                    "msn.com",
                    "naver.com",
                    "orange.fr",
                    "outlook.com",
                    "outlook.de",
                    "outlook.fr",
                    "pm.me",
                    "posteo.de",
                    "proton.me",
                    "protonmail.com",
                    "qq.com",
                    "rambler.ru",
                    "rediffmail.com",
                    "sfr.fr",
                    "sina.com",
                    "t-online.de",
                    "tuta.com",
                    "tutanota.com",
                    "uol.com.br",
                    "verizon.net",
                    "wanadoo.fr",
                    "web.de",
                    "yahoo.co.jp",
                    "yahoo.co.uk",
                    "yahoo.com",
                    "yahoo.de",
                    "yahoo.es",
                    "yahoo.fr",
                    "yahoo.it",
                    "yandex.com",
                    "yandex.ru",
                    "ymail.com",
                    "zoho.com");

    /// @throws Problem.Invalid unless it is a domain name that can belong to one organization
    public Domain {
        String typed = Blank.strip(value);
        if (typed.length() > LONGEST || !SHAPE.matcher(typed).matches()) {
            throw new Problem.Invalid(
                    "domain", "\"" + typed + "\" is not a domain name such as example.com");
        }
        value = typed.toLowerCase(Locale.ROOT);
        if (PUBLIC.contains(value)) {
            throw new Problem.Invalid(
                    "domain",
                    value + " gives mail addresses to anybody and can be no organization's");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
