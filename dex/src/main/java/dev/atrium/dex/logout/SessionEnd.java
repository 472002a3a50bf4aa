package dev.atrium.dex.logout;

import dev.atrium.dex.session.BrowserSession;
import dev.atrium.dex.session.BrowserSessions;
import dev.atrium.oidc.token.RefreshTokens;
import dev.atrium.storage.Database;
import java.nio.charset.StandardCharsets;

/// Ends sessions, with the refresh tokens that go with them.
public final class SessionEnd {
    private final Database database;
    private final BrowserSessions sessions;
    private final RefreshTokens refreshTokens;
    private final Backchannel backchannel;

    public SessionEnd(
            Database database,
            BrowserSessions sessions,
            RefreshTokens refreshTokens,
            Backchannel backchannel) {
        this.database = database;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.backchannel = backchannel;
    }

    /// By a logout: refresh tokens of clients that bind them to the session end, others live on.
    void of(BrowserSession session) {
        boolean ended =
                database.write(
                        tx -> {
                            refreshTokens.revokeSession(
                                    tx, session.id().getBytes(StandardCharsets.UTF_8));
                            return sessions.end(tx, session.id());
                        });
        if (ended) {
            backchannel.ended(session);
        }
    }

    /// By an administrator: every refresh token of the person ends.
    ///
    /// @return false when the session had ended already
    public boolean forGood(BrowserSession session) {
        boolean ended =
                database.write(
                        tx -> {
                            refreshTokens.revokeSubject(tx, session.person().subject());
                            return sessions.end(tx, session.id());
                        });
        if (ended) {
            backchannel.ended(session);
        }
        return ended;
    }
}
