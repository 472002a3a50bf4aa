package dev.atrium.membership.rest;

import java.util.regex.Pattern;

/// The addresses that callers may hand over. They are as narrow as a regular expression can say it,
/// since the document shows these very expressions: no fragment, no password, nothing that would
/// have to be escaped first (RFC 3986).
public final class WebAddress {
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String LAST_LABEL = "[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String NAME = "(" + LABEL + "\\.)*" + LAST_LABEL;
    private static final String PUBLIC_NAME = "(" + LABEL + "\\.)+" + LAST_LABEL;
    private static final String HOST = "(" + NAME + "|(" + BYTE + "\\.){3}" + BYTE + ")";
    private static final String PORT =
            "(:(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3}))?";
    private static final String UNIT = "[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}";
    private static final String PATH = "(/(" + UNIT + ")*)?";
    private static final String QUERY = "(\\?(" + UNIT + "|\\?)*)?";

    /// Where something answers, whoever can reach it.
    public static final Pattern WEB =
            Pattern.compile("^https?://" + HOST + PORT + PATH + QUERY + "$");

    /// The same without plain HTTP.
    public static final Pattern SECURE =
            Pattern.compile("^https://" + HOST + PORT + PATH + QUERY + "$");

    /// An issuer that everybody can reach: a name in a domain, and no query (OpenID Connect
    /// Discovery 1.0 section 3).
    public static final Pattern PUBLIC_ISSUER =
            Pattern.compile("^https://" + PUBLIC_NAME + PORT + PATH + "$");

    /// An issuer where private networks are allowed.
    public static final Pattern ANY_ISSUER =
            Pattern.compile("^https?://" + HOST + PORT + PATH + "$");

    private WebAddress() {}
}
