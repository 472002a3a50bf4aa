package dev.atrium.membership.issuer.login;

import dev.atrium.http.Cookie;
import dev.atrium.http.Request;
import dev.atrium.kernel.Json;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.issuer.person.Arrival;
import dev.atrium.membership.issuer.person.People;
import dev.atrium.membership.issuer.token.LoginScopes;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.storage.ConstraintViolation;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets somebody in whom an upstream has vouched for: account, organizations, audit log and browser
/// session in one transaction.
final class Entrance {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    private final Database database;
    private final People people;
    private final Sessions sessions;
    private final Clock clock;
    private final MeterRegistry meters;

    Entrance(
            Database database,
            People people,
            Sessions sessions,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.people = people;
        this.sessions = sessions;
        this.clock = clock;
        this.meters = meters;
    }

    /// @param cookie of the session that has begun
    record Entered(UserId user, byte[] session, Instant began, Cookie cookie) {}

    /// @param authorization for which the person logs in; its scopes say whether the browser
    ///     remembers them
    Entered enter(
            Request request,
            AuthorizationRequest authorization,
            Arrival arrival,
            Set<InvitationId> accepted) {
        boolean remembered = authorization.scopes().contains(LoginScopes.REMEMBER_ME);
        Entered entered;
        try {
            entered = database.write(tx -> enter(tx, request, arrival, accepted, remembered));
        } catch (ConstraintViolation.Unique _) {
            // The same person's first login happened twice at once, and the other one is through.
            entered = database.write(tx -> enter(tx, request, arrival, accepted, remembered));
        }
        count(arrival.label(), "success");
        LOG.atInfo()
                .addKeyValue("connector", arrival.label())
                .addKeyValue("user", entered.user())
                .log("login successful");
        return entered;
    }

    private Entered enter(
            Tx tx,
            Request request,
            Arrival arrival,
            Set<InvitationId> accepted,
            boolean remembered) {
        UserId user = people.enter(tx, arrival, accepted);
        var data = Json.mapper().createObjectNode().put("connector", arrival.label());
        Cookie cookie = sessions.begin(tx, request, user.value(), data, remembered);
        return new Entered(user, Digest.sha256(cookie.value()), clock.instant(), cookie);
    }

    void count(String connector, String outcome) {
        Counter.builder("atrium.logins")
                .description("Logins by connector and outcome")
                .tag("role", "membership")
                .tag("connector", connector)
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
