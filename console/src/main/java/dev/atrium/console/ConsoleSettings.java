package dev.atrium.console;

import dev.atrium.kernel.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What one of the two applications needs to know.
///
/// @param app which of them
/// @param publicUrl where browsers reach it, without a path (`REDIRECT_URI`); decides redirects and
///     Secure cookies
/// @param membershipUrl issuer and API base of Membership (`MEMBERSHIP_URL_API`)
/// @param clientId at Membership (`MEMBERSHIP_CLIENT_ID`)
/// @param clientSecret at Membership (`MEMBERSHIP_CLIENT_SECRET`)
/// @param cookieSecret of any length (`COOKIE_SECRET`); sessions are sealed under a key derived
///     from it
/// @param otherApp where the other application is, for the links between them
/// @param sessionLifetime how long a browser stays logged in at most
public record ConsoleSettings(
        App app,
        URI publicUrl,
        URI membershipUrl,
        String clientId,
        Secret clientSecret,
        Secret cookieSecret,
        Optional<URI> otherApp,
        Duration sessionLifetime) {
    public enum App {
        PORTAL("portal"),
        CONSOLE("console");

        private final String id;

        App(String id) {
            this.id = id;
        }

        /// The role's name in logs, metrics, schemas and the class path.
        public String id() {
            return id;
        }
    }

    public ConsoleSettings {
        requireWeb("REDIRECT_URI", publicUrl);
        requireWeb("MEMBERSHIP_URL_API", membershipUrl);
    }

    public boolean secureCookies() {
        return publicUrl.getScheme().equals("https");
    }

    /// Role and public port are part of the name, since browsers share cookies between ports.
    public String cookieName() {
        return "atrium_" + app.id() + "_" + port();
    }

    public URI callback() {
        return publicUrl.resolve("/auth/login");
    }

    /// Where Membership sends the browser after it logged out.
    public URI loggedOut() {
        return publicUrl.resolve("/auth/logout");
    }

    private int port() {
        if (publicUrl.getPort() >= 0) {
            return publicUrl.getPort();
        }
        return secureCookies() ? 443 : 80;
    }

    private static void requireWeb(String name, URI uri) {
        if (uri.getHost() == null
                || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    name + " is \"" + uri + "\" (expected an absolute http or https address)");
        }
    }
}
