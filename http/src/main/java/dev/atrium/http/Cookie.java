package dev.atrium.http;

import java.time.Duration;
import java.util.Optional;

/// A cookie to set: always HttpOnly, SameSite Lax unless said otherwise. Whether it is Secure
/// follows the configured public URL, never the request, since a proxy may end TLS in front of us.
///
/// @param maxAge empty for a cookie that ends with the browser session; zero to delete it
public record Cookie(
        String name,
        String value,
        String path,
        boolean secure,
        SameSite sameSite,
        Optional<Duration> maxAge) {
    public enum SameSite {
        LAX("Lax"),
        STRICT("Strict"),
        NONE("None");

        private final String attribute;

        SameSite(String attribute) {
            this.attribute = attribute;
        }
    }

    public static Cookie session(String name, String value, String path, boolean secure) {
        return new Cookie(name, value, path, secure, SameSite.LAX, Optional.empty());
    }

    public Cookie lasting(Duration age) {
        return new Cookie(name, value, path, secure, sameSite, Optional.of(age));
    }

    public static Cookie deleted(String name, String path, boolean secure) {
        return session(name, "", path, secure).lasting(Duration.ZERO);
    }

    String header() {
        StringBuilder text =
                new StringBuilder(name).append('=').append(value).append("; Path=").append(path);
        maxAge.ifPresent(age -> text.append("; Max-Age=").append(age.toSeconds()));
        text.append("; HttpOnly");
        if (secure) {
            text.append("; Secure");
        }
        return text.append("; SameSite=").append(sameSite.attribute).toString();
    }
}
