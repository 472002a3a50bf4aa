package dev.atrium.dex.session;

import dev.atrium.kernel.Secret;
import java.time.Duration;
import java.util.Optional;

/// @param absolute how long a session lasts, however much it is used
/// @param idle after which an unused one ends
/// @param remembersByDefault whether a login that cannot be asked outlives the browser
/// @param cookieKey encrypts the cookie: 16, 24 or 32 bytes
/// @param sharedByDefault whether clients share a session unless they say otherwise
public record SessionSettings(
        String cookieName,
        Duration absolute,
        Duration idle,
        boolean remembersByDefault,
        Optional<Secret> cookieKey,
        boolean sharedByDefault) {}
