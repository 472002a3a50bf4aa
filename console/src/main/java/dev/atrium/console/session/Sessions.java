package dev.atrium.console.session;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Opens, finds, renews and closes sessions.
public final class Sessions {
    /// A token that expires while its request is under way is renewed before it.
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final Database database;
    private final SessionStore store;
    private final Renewal renewal;
    private final RandomIds ids;
    private final Clock clock;
    private final Duration lifetime;

    public Sessions(
            Database database,
            MasterKey key,
            Renewal renewal,
            RandomIds ids,
            Clock clock,
            Duration lifetime) {
        this.database = database;
        this.store = new SessionStore(key);
        this.renewal = renewal;
        this.ids = ids;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /// Asks Membership for new tokens.
    @FunctionalInterface
    public interface Renewal {
        /// @throws Problem.Unauthenticated when the refresh token is not good any more
        Tokens renew(Tokens old);
    }

    /// @return the value for the cookie
    public Secret open(Session.Person person, Tokens tokens) {
        Instant now = clock.instant();
        String cookie = ids.token();
        Session session =
                new Session(SessionKey.ofCookie(cookie), person, tokens, 0, now.plus(lifetime));
        database.writing(tx -> store.insert(tx, session, now));
        return Secret.of(cookie);
    }

    public Optional<Session> find(String cookie) {
        return database.read(tx -> store.find(tx, SessionKey.ofCookie(cookie), clock.instant()));
    }

    /// The session with an access token that is still good for a request. The call to Membership
    /// happens outside of any transaction; of several requests that renew at once, all end with the
    /// tokens of the one whose row was written.
    ///
    /// @throws Problem.Unauthenticated when Membership ended the login; the session is gone then
    public Session renewed(Session session) {
        if (session.tokens().accessExpiry().isAfter(clock.instant().plus(MARGIN))) {
            return session;
        }
        Tokens fresh;
        try {
            fresh = renewal.renew(session.tokens());
        } catch (Problem.Unauthenticated ended) {
            Optional<Session> other = afterSomebodyElse(session);
            if (other.isPresent()) {
                return other.orElseThrow();
            }
            database.writing(tx -> store.delete(tx, session.key()));
            throw ended;
        }
        if (database.write(tx -> store.replaceTokens(tx, session, fresh))) {
            return new Session(
                    session.key(),
                    session.person(),
                    fresh,
                    session.generation() + 1,
                    session.expiresAt());
        }
        return afterSomebodyElse(session)
                .orElseThrow(
                        () -> new Problem.Unauthenticated("the session has ended, log in again"));
    }

    public void close(Session session) {
        database.writing(tx -> store.delete(tx, session.key()));
    }

    public void closeExpired() {
        database.writing(tx -> store.deleteExpired(tx, clock.instant()));
    }

    private Optional<Session> afterSomebodyElse(Session session) {
        return database.read(tx -> store.find(tx, session.key(), clock.instant()))
                .filter(found -> found.generation() > session.generation());
    }
}
