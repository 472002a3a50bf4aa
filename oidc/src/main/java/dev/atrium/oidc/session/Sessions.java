package dev.atrium.oidc.session;

import dev.atrium.http.Cookie;
import dev.atrium.http.Request;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.Profile;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Who is logged in in which browser. The cookie is 256 random bits, of which only the hash is
/// stored; a new login gives a new cookie, so that nobody can plant one.
public final class Sessions {
    private static final String PURPOSE = "oidc.sessions";

    private final Database database;
    private final SessionStore store = new SessionStore();
    private final MasterKey master;
    private final Profile profile;
    private final Duration lifetime;
    private final Clock clock;
    private final RandomIds ids;

    public Sessions(
            Database database,
            MasterKey master,
            Profile profile,
            Duration lifetime,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.master = master;
        this.profile = profile;
        this.lifetime = lifetime;
        this.clock = clock;
        this.ids = ids;
    }

    /// @param id the hash of the cookie
    /// @param began when the person logged in
    /// @param data what the role remembers of the person
    public record Session(byte[] id, String subject, Instant began, JsonNode data) {}

    /// Begins a session and ends the one that the browser had.
    ///
    /// @param remembered whether the browser keeps it when it is closed
    /// @return the cookie to set
    public Cookie begin(Tx tx, Request request, String subject, JsonNode data, boolean remembered) {
        cookie(request).ifPresent(old -> store.delete(tx, Digest.sha256(old)));
        String value = ids.token();
        byte[] id = Digest.sha256(value);
        Instant now = clock.instant();
        store.insert(
                tx,
                id,
                subject,
                master.seal(PURPOSE, row(id), Json.bytes(data)),
                now,
                now.plus(lifetime));
        Cookie cookie = Cookie.session(name(), value, path(), profile.secure());
        return remembered ? cookie.lasting(lifetime) : cookie;
    }

    public Optional<Session> find(Request request) {
        return cookie(request)
                .map(Digest::sha256)
                .flatMap(
                        id ->
                                database.read(tx -> store.find(tx, id, clock.instant()))
                                        .map(row -> read(id, row)));
    }

    /// Ends the browser's session.
    ///
    /// @return the cookie that deletes it
    public Cookie end(Tx tx, Request request) {
        cookie(request).ifPresent(value -> store.delete(tx, Digest.sha256(value)));
        return Cookie.deleted(name(), path(), profile.secure());
    }

    /// Ends every session of a person.
    public int endAll(Tx tx, String subject) {
        return store.deleteSubject(tx, subject);
    }

    private Session read(byte[] id, SessionStore.Row row) {
        return new Session(
                id,
                row.subject(),
                row.created(),
                Json.mapper().readTree(master.open(PURPOSE, row(id), row.sealed())));
    }

    private Optional<String> cookie(Request request) {
        return request.cookie(name());
    }

    private String name() {
        return profile.cookiePrefix() + "-session";
    }

    private String path() {
        return profile.issuerPath().isEmpty() ? "/" : profile.issuerPath();
    }

    private String row(byte[] id) {
        return profile.role() + " " + Digest.base64Url(id);
    }
}
