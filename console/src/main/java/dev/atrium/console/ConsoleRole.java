package dev.atrium.console;

import dev.atrium.console.login.LoginApi;
import dev.atrium.console.login.Membership;
import dev.atrium.console.page.WebApp;
import dev.atrium.console.proxy.ApiProxy;
import dev.atrium.console.session.Sessions;
import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import dev.atrium.kernel.RandomIds;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One of the two applications, put together.
public final class ConsoleRole {
    private final List<Route> routes = new ArrayList<>();
    private final Sessions sessions;
    private final Membership membership;

    /// @param database whose schema [#migrations] has brought up to date
    /// @param version shown at `/_info`
    public ConsoleRole(
            ConsoleSettings settings,
            Database database,
            HttpClient http,
            SecureRandom random,
            Clock clock,
            String version) {
        MasterKey key = MasterKey.of(settings.cookieSecret(), random);
        RandomIds ids = new RandomIds(random, clock);
        membership = new Membership(settings, http, clock);
        sessions =
                new Sessions(
                        database.in(settings.app().id()),
                        key,
                        membership::renew,
                        ids,
                        clock,
                        settings.sessionLifetime());
        routes.add(
                Route.open(
                        Verb.GET,
                        "/_info",
                        "info",
                        _ -> Response.json(200, Map.of("version", version))));
        routes.addAll(new LoginApi(settings, membership, sessions, key, ids, clock).routes());
        routes.addAll(new ApiProxy(settings, sessions, http).routes());
        routes.addAll(new WebApp(settings.app().id()).routes());
    }

    public static Migrations migrations(Database database, ConsoleSettings.App app) {
        return new Migrations(database, app.id(), "migrations/console");
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }

    public ErrorEdge errors() {
        return new ConsoleErrors();
    }

    /// Deletes sessions that are over; safe to run at any time.
    public void collectGarbage() {
        sessions.closeExpired();
    }

    /// @throws dev.atrium.kernel.Problem.Unavailable when Membership cannot be reached
    public void checkMembership() {
        membership.check();
    }
}
