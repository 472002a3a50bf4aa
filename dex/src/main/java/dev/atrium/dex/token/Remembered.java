package dev.atrium.dex.token;

import java.util.Optional;

/// What is known of people between their logins, where there are sessions.
public interface Remembered {

    /// Who somebody was at their last login by a browser.
    Optional<DexIdentity> identity(DexIdentity known);

    /// Whether a session has not ended.
    boolean alive(String session);
}
