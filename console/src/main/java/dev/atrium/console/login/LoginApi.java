package dev.atrium.console.login;

import dev.atrium.console.ConsoleSettings;
import dev.atrium.console.session.Session;
import dev.atrium.console.session.Sessions;
import dev.atrium.http.Cookie;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import dev.atrium.kernel.Problem;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.MasterKey;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/auth/login` starts a login and is also where Membership sends the browser back; `/auth/logout`
/// ends one.
public final class LoginApi {
    private final ConsoleSettings settings;
    private final Membership membership;
    private final Sessions sessions;
    private final Departures departures;

    public LoginApi(
            ConsoleSettings settings,
            Membership membership,
            Sessions sessions,
            MasterKey key,
            dev.atrium.kernel.RandomIds ids,
            Clock clock) {
        this.settings = settings;
        this.membership = membership;
        this.sessions = sessions;
        this.departures = new Departures(key, ids, clock);
    }

    public List<Route> routes() {
        return List.of(
                Route.open(Verb.GET, "/auth/login", "login", this::login),
                Route.open(Verb.POST, "/auth/logout", "logout", this::logout),
                Route.open(Verb.GET, "/session", "session", this::session));
    }

    private Response login(Request request) {
        Parameters query = request.query();
        return query.has("code") || query.has("error")
                ? arrive(request, query)
                : depart(query.text("to"));
    }

    private Response depart(String to) {
        Departures.Departure departure = departures.depart(localPath(to));
        URI location =
                membership.authorization(
                        departure.state(), departure.nonce(), departure.challenge());
        return Response.redirect(302, location.toString())
                .header("Cache-Control", "no-store")
                .cookie(
                        Cookie.session(
                                        departureCookie(),
                                        departure.sealed(),
                                        "/auth/login",
                                        settings.secureCookies())
                                .lasting(Departures.LIFETIME));
    }

    private Response arrive(Request request, Parameters query) {
        Departures.Departure departure =
                request.cookie(departureCookie())
                        .flatMap(departures::open)
                        .filter(kept -> Secret.of(kept.state()).matches(query.text("state")))
                        .orElseThrow(
                                () ->
                                        new Problem.Invalid(
                                                "state",
                                                "this login was not started in this browser, or it took too long; start again at "
                                                        + settings.publicUrl()));
        if (query.has("error")) {
            throw new Problem.Unauthenticated(
                    "Membership refused the login: "
                            + query.first("error_description").orElse(query.text("error")));
        }
        Membership.Arrival arrival =
                membership.arrive(query.text("code"), departure.verifier(), departure.nonce());
        Secret cookie = sessions.open(arrival.person(), arrival.tokens());
        return Response.redirect(303, departure.to())
                .header("Cache-Control", "no-store")
                .cookie(Cookie.deleted(departureCookie(), "/auth/login", settings.secureCookies()))
                .cookie(
                        Cookie.session(
                                        settings.cookieName(),
                                        cookie.reveal(),
                                        "/",
                                        settings.secureCookies())
                                .lasting(settings.sessionLifetime()));
    }

    /// Ends the session here, then at Membership, which ends what it started. A plain form posts
    /// here, so the check against other sites' forms is the browser's own statement of where the
    /// form was.
    private Response logout(Request request) {
        SameOrigin.require(request, settings.publicUrl());
        Optional<Session> session = request.cookie(settings.cookieName()).flatMap(sessions::find);
        session.ifPresent(sessions::close);
        String next =
                session.map(ended -> membership.endSession(ended.tokens().id()).toString())
                        .orElse(settings.loggedOut().toString());
        return Response.redirect(303, next)
                .header("Cache-Control", "no-store")
                .cookie(Cookie.deleted(settings.cookieName(), "/", settings.secureCookies()));
    }

    private Response session(Request request) {
        Session session =
                request.cookie(settings.cookieName())
                        .flatMap(sessions::find)
                        .orElseThrow(() -> new Problem.Unauthenticated("nobody is logged in"));
        Session.Person person = session.person();
        String here = settings.publicUrl().toString();
        String other = settings.otherApp().map(URI::toString).orElse("");
        boolean portal = settings.app() == ConsoleSettings.App.PORTAL;
        return Response.json(
                        200,
                        Map.of(
                                "user",
                                        Map.of(
                                                "id",
                                                person.id(),
                                                "email",
                                                person.email(),
                                                "name",
                                                person.name()),
                                "membershipUrl", settings.membershipUrl().toString(),
                                "portalUrl", portal ? here : other,
                                "consoleUrl", portal ? other : here,
                                "expiresAt", session.expiresAt().toString()))
                .header("Cache-Control", "no-store");
    }

    private String departureCookie() {
        return settings.cookieName() + "_login";
    }

    /// Only a path of this application: anything else would let a link send people elsewhere after
    /// a login.
    private static String localPath(String to) {
        boolean local =
                to.startsWith("/")
                        && !to.startsWith("//")
                        && !to.contains("\\")
                        && to.chars().allMatch(c -> c > 0x20);
        return local && !to.startsWith("/auth/") ? to : "/";
    }
}
