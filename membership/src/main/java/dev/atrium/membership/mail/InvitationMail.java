package dev.atrium.membership.mail;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The words of an invitation, as text and as HTML of the same content. Names come from people, so
/// they are cut to one line and escaped.
///
/// @param inviter an address, or empty text
record InvitationMail(String organization, String inviter, URI link, Instant expires) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    String subject() {
        return "You are invited to join " + line(organization);
    }

    String text() {
        return """
        %s

        Open this link to log in and join:

        %s

        The link works until %s. Whoever has it can join, so keep it to yourself.
        If you did not expect this, ignore it: nothing happens without you.

        Atrium
        """
                .formatted(sentence(), link, DAY.format(expires));
    }

    String html() {
        return """
        <!doctype html>
        <html lang="en">
        <body style="margin:0;background:#f4f5f7;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#15181e">
        <table role="presentation" width="100%%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
        <table role="presentation" width="480" cellpadding="0" cellspacing="0" style="max-width:480px;background:#ffffff;border:1px solid #dfe2e7;border-radius:12px">
        <tr><td style="padding:32px">
        <p style="margin:0 0 24px;font-size:18px;font-weight:600">Atrium</p>
        <p style="margin:0 0 24px;font-size:15px;line-height:1.5">%s</p>
        <p style="margin:0 0 24px"><a href="%s" style="display:inline-block;padding:11px 20px;border-radius:8px;background:#1f4fd8;color:#ffffff;font-weight:600;text-decoration:none">Log in and join</a></p>
        <p style="margin:0;font-size:13px;line-height:1.5;color:#59606d">The link works until %s. Whoever has it can join, so keep it to yourself. If you did not expect this, ignore it: nothing happens without you.</p>
        </td></tr></table>
        </td></tr></table>
        </body>
        </html>
        """
                .formatted(escaped(sentence()), escaped(link.toString()), DAY.format(expires));
    }

    private String sentence() {
        return inviter.isEmpty()
                ? "You are invited to join " + line(organization) + "."
                : line(inviter) + " invites you to join " + line(organization) + ".";
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
