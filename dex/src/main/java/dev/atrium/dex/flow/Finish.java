package dev.atrium.dex.flow;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.dex.NamedConnector;
import dev.atrium.dex.audit.LoginEvent;
import dev.atrium.dex.audit.LoginTrail;
import dev.atrium.dex.person.Person;
import dev.atrium.dex.session.BrowserSession;
import dev.atrium.dex.session.BrowserSessions;
import dev.atrium.dex.session.SingleSignOn;
import dev.atrium.dex.token.DexIdentity;
import dev.atrium.http.Cookie;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.Logins;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.token.Grant;
import dev.atrium.storage.Database;
import dev.atrium.storage.FrequentSql;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every successful login ends with, whatever the connector.
final class Finish {
    private static final Logger LOG = LoggerFactory.getLogger(Finish.class);

    private final Database database;
    private final Logins logins;
    private final Optional<SingleSignOn> sso;
    private final LoginTrail trail;
    private final FlowPaths paths;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

    private record Counted(ConnectorId connector, String outcome) {}

    Finish(
            Database database,
            Logins logins,
            Optional<SingleSignOn> sso,
            LoginTrail trail,
            FlowPaths paths,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.logins = logins;
        this.sso = sso;
        this.trail = trail;
        this.paths = paths;
        this.clock = clock;
        this.meters = meters;
    }

    /// @param loginName as it was typed; empty where the upstream asked for it
    /// @param remember whether the session, if there is one, outlives the browser
    Response login(
            Request request,
            AuthorizationRequest authorization,
            String reference,
            NamedConnector connector,
            Login login,
            String loginName,
            boolean remember) {
        DexIdentity identity = new DexIdentity(connector.id(), login);
        BrowserSessions.Visit before =
                sso.map(each -> each.sessions().visit(request)).orElse(BrowserSessions.Visit.NONE);
        FrequentSql.Bound event =
                trail.success(
                        request,
                        connector.id(),
                        login.identity(),
                        loginName,
                        authorization.client());
        Instant now = clock.instant();
        Function<Optional<String>, FrequentSql.Bound> put =
                session ->
                        logins.putting(authorization, grant(authorization, identity, now, session));
        Function<SingleSignOn, BrowserSessions.Begun> inSession =
                each ->
                        database.write(
                                tx -> {
                                    BrowserSessions.Begun begun =
                                            each.begin(
                                                    tx,
                                                    before,
                                                    request,
                                                    identity,
                                                    authorization.client(),
                                                    remember);
                                    tx.change(put.apply(Optional.of(begun.id())), event);
                                    return begun;
                                });
        Optional<BrowserSessions.Begun> session = sso.map(inSession);
        if (session.isEmpty()) {
            database.writeOnce(tx -> tx.change(put.apply(Optional.empty()), event));
        }
        count(connector.id(), "success");
        log(connector.id(), login.identity());
        Response onwards = dispatch(request, authorization, reference);
        return session.map(begun -> onwards.cookie(begun.cookie())).orElse(onwards);
    }

    /// Goes on without a login, in a session that there is.
    Response known(
            Request request,
            RequestCarrier.Carried carried,
            BrowserSession session,
            Person person) {
        AuthorizationRequest authorization = carried.request();
        Grant grant =
                grant(
                        authorization,
                        person.identity(),
                        person.lastLogin(),
                        Optional.of(session.id()));
        database.writing(
                tx -> {
                    sso.orElseThrow().sessions().use(tx, session, authorization.client());
                    tx.change(logins.putting(authorization, grant));
                });
        Response response = dispatch(request, authorization, carried.reference());
        for (Cookie cookie : carried.cookies()) {
            response = response.cookie(cookie);
        }
        return response;
    }

    private static Grant grant(
            AuthorizationRequest authorization,
            DexIdentity identity,
            Instant authenticated,
            Optional<String> session) {
        return new Grant(
                identity.subject(),
                authorization.client(),
                authorization.scopes(),
                authorization.nonce(),
                Optional.of(authenticated),
                identity.write(session));
    }

    /// Nobody was recognised.
    ///
    /// @param name as it was typed; empty where the upstream asked for it
    void failed(
            Request request,
            AuthorizationRequest authorization,
            ConnectorId connector,
            String name,
            LoginEvent.Outcome outcome) {
        count(connector, outcome.name().toLowerCase(Locale.ROOT));
        trail.failure(request, outcome, connector, name, authorization.client());
    }

    private Response dispatch(
            Request request, AuthorizationRequest authorization, String reference) {
        return Redirects.to(
                request, 303, paths.dispatcher(authorization, reference, Logins.Step.CONTINUE));
    }

    private void count(ConnectorId connector, String outcome) {
        counters.computeIfAbsent(
                        new Counted(connector, outcome),
                        _ ->
                                Counter.builder("atrium.logins")
                                        .description("Logins by connector and outcome")
                                        .tag("role", "dex")
                                        .tag("connector", connector.value())
                                        .tag("outcome", outcome)
                                        .register(meters))
                .increment();
    }

    private static void log(ConnectorId connector, Identity identity) {
        String email =
                identity.email()
                        .map(
                                address ->
                                        identity.emailVerified()
                                                ? address
                                                : address + " (unverified)")
                        .orElse("");
        LOG.atInfo()
                .addKeyValue("connector_id", connector)
                .addKeyValue("user_id", identity.userId())
                .addKeyValue("username", identity.username())
                .addKeyValue("preferred_username", identity.preferredUsername().orElse(""))
                .addKeyValue("email", email)
                .addKeyValue("groups", identity.groups())
                .log("login successful");
    }
}
