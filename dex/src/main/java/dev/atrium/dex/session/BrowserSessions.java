package dev.atrium.dex.session;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.dex.client.DexClients;
import dev.atrium.dex.person.PersonId;
import dev.atrium.http.Cookie;
import dev.atrium.http.Request;
import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.token.ProtoPair;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Who is logged in in which browser. A browser has one session, of one person; somebody else's
/// login takes its place. Each login gives a new secret, so that nobody can plant a cookie, and
/// only its hash is stored.
public final class BrowserSessions {
    private final Database database;
    private final BrowserSessionStore store = new BrowserSessionStore();
    private final SessionSettings settings;
    private final SessionCookie cookies;
    private final DexClients clients;
    private final Profile profile;
    private final Function<Request, String> address;
    private final Clock clock;
    private final RandomIds ids;

    /// @param address of the caller
    public BrowserSessions(
            Database database,
            SessionSettings settings,
            DexClients clients,
            Profile profile,
            Function<Request, String> address,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.settings = settings;
        this.cookies = new SessionCookie(settings.cookieKey());
        this.clients = clients;
        this.profile = profile;
        this.address = address;
        this.clock = clock;
        this.ids = ids;
    }

    /// What a request's cookie says.
    ///
    /// @param stale whether there is a cookie and it means nothing any more
    public record Visit(Optional<BrowserSession> session, boolean stale) {
        public static final Visit NONE = new Visit(Optional.empty(), false);
    }

    /// @param cookie to set
    public record Begun(String id, Cookie cookie) {}

    public Visit visit(Request request) {
        Optional<String> cookie =
                request.cookie(settings.cookieName()).filter(each -> !each.isEmpty());
        if (cookie.isEmpty()) {
            return Visit.NONE;
        }
        Optional<BrowserSession> session = cookie.flatMap(cookies::read).flatMap(this::proven);
        return new Visit(session, session.isEmpty());
    }

    private Optional<BrowserSession> proven(ProtoPair idAndSecret) {
        return database.read(tx -> store.find(tx, idAndSecret.first(), clock.instant()))
                .filter(row -> Digest.same(Digest.sha256(idAndSecret.second()), row.secretHash()))
                .map(BrowserSessionStore.Row::session);
    }

    /// Somebody has logged in.
    ///
    /// @param before what the browser came with
    /// @param remember whether the cookie outlives the browser
    public Begun begin(
            Tx tx,
            Visit before,
            Request request,
            PersonId person,
            ClientId client,
            boolean remember) {
        String secret = ids.base32(16);
        Instant now = clock.instant();
        BrowserSession session =
                before.session()
                        .filter(old -> old.person().equals(person))
                        .map(old -> old.used(now, until(old.absoluteExpiry(), now)))
                        .orElseGet(() -> fresh(request, person, now));
        boolean continued =
                before.session().filter(old -> old.id().equals(session.id())).isPresent();
        if (continued) {
            store.renew(tx, session, Digest.sha256(secret));
        } else {
            before.session().ifPresent(old -> store.delete(tx, old.id()));
            store.insert(tx, session, Digest.sha256(secret));
        }
        store.putClient(tx, session.id(), client, false, now);
        Cookie cookie =
                Cookie.session(
                        settings.cookieName(),
                        cookies.write(new ProtoPair(session.id(), secret), ids.bytes(12)),
                        path(),
                        profile.secure());
        return new Begun(session.id(), remember ? cookie.lasting(settings.absolute()) : cookie);
    }

    private BrowserSession fresh(Request request, PersonId person, Instant now) {
        Instant absolute = now.plus(settings.absolute());
        String agent = request.header("User-Agent").orElse("");
        return new BrowserSession(
                ids.base32(16),
                person,
                List.of(),
                address.apply(request),
                agent.substring(0, Math.min(agent.length(), 500)),
                now,
                now,
                absolute,
                until(absolute, now));
    }

    private Instant until(Instant absolute, Instant now) {
        Instant idle = now.plus(settings.idle());
        return idle.isBefore(absolute) ? idle : absolute;
    }

    /// Whether a session spares a person the login for a client: they logged in for it, or for one
    /// that shares with it. What is shared is not passed on.
    public boolean covers(BrowserSession session, ClientId client) {
        return session.clients().stream()
                .anyMatch(
                        state ->
                                state.client().equals(client)
                                        || (!state.viaSso() && shares(state.client(), client)));
    }

    private boolean shares(ClientId from, ClientId to) {
        return clients.dexClient(from)
                .filter(client -> client.sharesWith(to, settings.sharedByDefault()))
                .isPresent();
    }

    /// A session is used for a client, without a login.
    public void use(Tx tx, BrowserSession session, ClientId client) {
        Instant now = clock.instant();
        store.touch(tx, session.id(), now, until(session.absoluteExpiry(), now));
        store.putClient(tx, session.id(), client, true, now);
    }

    /// A code or tokens were given in a session.
    public void issued(String id, ClientId client) {
        database.writing(tx -> store.issued(tx, id, client, clock.instant()));
    }

    public boolean remembersByDefault() {
        return settings.remembersByDefault();
    }

    /// A session that has not ended.
    public Optional<BrowserSession> find(String id) {
        return database.read(tx -> store.find(tx, id, clock.instant()))
                .map(BrowserSessionStore.Row::session);
    }

    /// Sessions that have not ended, of a person, of a connector, or all of them.
    public List<BrowserSession> list(Optional<String> user, Optional<ConnectorId> connector) {
        return database.read(
                tx -> store.list(tx, user, connector.map(ConnectorId::value), clock.instant()));
    }

    /// @return false when it had ended already
    public boolean end(Tx tx, String id) {
        return store.delete(tx, id);
    }

    /// Keeps where the browser goes when it comes back from the upstream's logout.
    public void park(BrowserSession session, String after) {
        database.writing(tx -> store.park(tx, session.id(), after));
    }

    public Optional<String> parked(BrowserSession session) {
        return database.read(tx -> store.parked(tx, session.id()));
    }

    /// The cookie, deleted.
    public Cookie gone() {
        return Cookie.deleted(settings.cookieName(), path(), profile.secure());
    }

    /// @return how many sessions had ended
    public int collect(Tx tx, Instant now) {
        return store.deleteExpired(tx, now);
    }

    private String path() {
        return profile.issuerPath().isEmpty() ? "/" : profile.issuerPath();
    }
}
