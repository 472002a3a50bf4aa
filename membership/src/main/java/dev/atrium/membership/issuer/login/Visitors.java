package dev.atrium.membership.issuer.login;

import dev.atrium.http.Request;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.issuer.token.MembershipTokens;
import dev.atrium.oidc.session.Sessions;
import java.util.Optional;

/// Who is logged in in a browser. The session of an account that is gone counts as none, so that
/// its person can log in anew.
final class Visitors {
    private final Sessions sessions;
    private final MembershipTokens tokens;

    Visitors(Sessions sessions, MembershipTokens tokens) {
        this.sessions = sessions;
        this.tokens = tokens;
    }

    Optional<Sessions.Session> find(Request request) {
        return sessions.find(request)
                .filter(session -> !tokens.claims(new UserId(session.subject())).isEmpty());
    }
}
