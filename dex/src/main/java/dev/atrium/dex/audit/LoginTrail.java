package dev.atrium.dex.audit;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Identity;
import dev.atrium.http.Request;
import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.storage.Database;
import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Writes down every login that was tried.
public final class LoginTrail {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int LONGEST = 500;

    private final Database database;
    private final LoginEventStore store = new LoginEventStore();
    private final String issuer;
    private final Function<Request, String> address;
    private final Clock clock;
    private final RandomIds ids;

    /// @param issuer whose logins these are
    /// @param address of the caller
    public LoginTrail(
            Database database,
            String issuer,
            Function<Request, String> address,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.issuer = issuer;
        this.address = address;
        this.clock = clock;
        this.ids = ids;
    }

    /// The statement that writes down that somebody was recognised, to be run together with what
    /// follows from it.
    ///
    /// @param loginName as it was typed; empty where the upstream asked for it
    public FrequentSql.Bound success(
            Request request,
            ConnectorId connector,
            Identity identity,
            String loginName,
            ClientId client) {
        return event(
                request,
                LoginEvent.Outcome.SUCCESS,
                connector,
                new Who(identity.userId(), identity.username(), loginName),
                client);
    }

    /// Nobody was recognised.
    ///
    /// @param name as it was typed; empty where the upstream asked for it
    public void failure(
            Request request,
            LoginEvent.Outcome outcome,
            ConnectorId connector,
            String name,
            ClientId client) {
        FrequentSql.Bound event =
                event(request, outcome, connector, new Who("", name, name), client);
        database.writeOnce(tx -> tx.change(event));
    }

    private record Who(String userId, String name, String loginName) {}

    private FrequentSql.Bound event(
            Request request,
            LoginEvent.Outcome outcome,
            ConnectorId connector,
            Who who,
            ClientId client) {
        Instant now = clock.instant();
        return store.insert(
                ids.uuid(),
                new LoginEvent(
                        now,
                        outcome,
                        issuer,
                        connector.value(),
                        who.userId(),
                        cut(who.name()),
                        cut(LoginHistory.comparable(who.loginName())),
                        client.value(),
                        address.apply(request),
                        cut(request.header("User-Agent").orElse(""))),
                now.plus(KEPT));
    }

    /// The latest ones first.
    public List<LoginEvent> latest(int most) {
        return database.read(tx -> store.latest(tx, most));
    }

    /// @return how many were too old
    public int collect(Tx tx, Instant now) {
        return store.deleteExpired(tx, now);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
