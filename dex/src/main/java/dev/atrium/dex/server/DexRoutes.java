package dev.atrium.dex.server;

import dev.atrium.dex.DexSettings;
import dev.atrium.dex.flow.Flow;
import dev.atrium.dex.logout.LogoutApi;
import dev.atrium.dex.session.HomeApi;
import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Handler;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.OAuthEdge;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.device.DeviceAuthorizationEndpoint;
import dev.atrium.oidc.discovery.Discovery;
import dev.atrium.oidc.logout.Revocation;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.pages.StaticFiles;
import dev.atrium.oidc.token.TokenEndpoint;
import dev.atrium.oidc.userinfo.Introspection;
import dev.atrium.oidc.userinfo.Userinfo;
import dev.atrium.storage.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every path of the role, below the issuer's own path. Methods are no part of a route here: each
/// handler answers a wrong one in its own words.
final class DexRoutes {
    private final Profile profile;
    private final Database database;
    private final Pages pages;
    private final OAuthEdge oauth;
    private final Flow flow;
    private final Endpoints endpoints;
    private final ResponseHeaders headers;
    private final Cors cors;
    private final StaticFiles files;
    private final StaticFiles theme;
    private final StaticFiles robots;

    record Endpoints(
            Discovery discovery,
            TokenEndpoint token,
            DeviceAuthorizationEndpoint device,
            Userinfo userinfo,
            Introspection introspection,
            Handler deviceToken,
            Optional<Revocation> revocation,
            Optional<HomeApi> home,
            Optional<LogoutApi> logout) {}

    DexRoutes(
            DexSettings settings,
            Profile profile,
            Database database,
            Pages pages,
            OAuthEdge oauth,
            Flow flow,
            Endpoints endpoints) {
        this.profile = profile;
        this.database = database;
        this.pages = pages;
        this.oauth = oauth;
        this.flow = flow;
        this.endpoints = endpoints;
        this.headers = new ResponseHeaders(settings.web().headers());
        this.cors = new Cors(settings.web().allowedOrigins(), settings.web().allowedHeaders());
        Optional<Path> dir = settings.frontend().dir();
        this.files = new StaticFiles(dir.map(path -> path.resolve("static")), "static");
        this.theme =
                new StaticFiles(
                        dir.map(path -> path.resolve("themes"))
                                .map(path -> path.resolve(settings.frontend().theme())),
                        "theme");
        this.robots = new StaticFiles(dir, "root");
    }

    List<Route> all() {
        List<Route> all = new ArrayList<>(standing());
        endpoints
                .logout()
                .ifPresent(
                        logout -> {
                            all.add(page("/logout", "logout", logout::logout));
                            all.add(
                                    page(
                                            "/logout/callback",
                                            "return from the upstream's logout",
                                            logout::callback));
                        });
        endpoints
                .revocation()
                .ifPresent(
                        revocation ->
                                all.add(
                                        shared(
                                                DexProfile.REVOCATION,
                                                "revocation",
                                                revocation::handle)));
        // Older releases had an address of its own for devices that poll.
        all.add(shared("/device/token", "device token", endpoints.deviceToken()));
        return all;
    }

    private List<Route> standing() {
        return List.of(
                shared(
                        "",
                        "landing page",
                        endpoints.home().<Handler>map(home -> home::handle).orElse(this::landing)),
                shared(
                        "/.well-known/openid-configuration",
                        "discovery",
                        endpoints.discovery()::document),
                shared("/keys", "keys", endpoints.discovery()::keys),
                shared("/token", "token", endpoints.token()::handle),
                shared("/token/introspect", "introspection", endpoints.introspection()::handle),
                shared("/userinfo", "userinfo", endpoints.userinfo()::handle),
                shared("/device/code", "device authorization", endpoints.device()::handle),
                page("/auth", "authorization", flow.dispatch()::auth),
                page("/auth/{connector}", "connector", flow.authorize()::start),
                page("/auth/{connector}/login", "login form", flow.login()::handle),
                page("/callback", "callback", flow.callback()::any),
                page("/callback/{connector}", "callback of a connector", flow.callback()::named),
                page("/approval", "approval", flow.dispatch()::approval),
                page("/device", "device page", flow.device()::page),
                page("/device/auth/verify_code", "device code entry", flow.device()::verify),
                page("/device/callback", "device callback", flow.device()::callback),
                page("/healthz", "health", this::health),
                robots(),
                file("/static/<file>", request -> found(files, request)),
                file("/theme/<file>", request -> found(theme, request)));
    }

    ErrorEdge errors() {
        String root = profile.issuerPath();
        return new DexErrorEdge(
                oauth,
                pages,
                headers,
                Set.of(
                        root + "/token",
                        root + "/token/introspect",
                        root + DexProfile.REVOCATION,
                        root + "/device/token",
                        root + "/userinfo",
                        root + "/device/code",
                        root + "/keys"));
    }

    /// A route that other origins may call.
    private Route shared(String path, String operation, Handler handler) {
        String full = profile.issuerPath() + path;
        return Route.open(
                Verb.ANY,
                full.isEmpty() ? "/" : full,
                operation,
                headers.around(cors.around(handler, oauth)));
    }

    private Route page(String path, String operation, Handler handler) {
        return Route.open(
                Verb.ANY, profile.issuerPath() + path, operation, headers.around(handler));
    }

    private Route file(String path, Lookup lookup) {
        return Route.open(
                Verb.GET,
                profile.issuerPath() + path,
                "file",
                request ->
                        lookup.find(request)
                                .orElseThrow(() -> new Problem.NotFound("path", request.path())));
    }

    /// The one file that is answered with the configured headers, as by Dex.
    private Route robots() {
        return Route.open(
                Verb.GET,
                profile.issuerPath() + "/robots.txt",
                "file",
                headers.around(
                        request ->
                                robots.find("robots.txt", since(request))
                                        .orElseThrow(
                                                () ->
                                                        new Problem.NotFound(
                                                                "path", request.path()))));
    }

    private static Optional<Response> found(StaticFiles folder, Request request) {
        return folder.find(request.segment("file"), since(request));
    }

    private static Optional<String> since(Request request) {
        return request.header("If-Modified-Since");
    }

    @FunctionalInterface
    private interface Lookup {
        Optional<Response> find(Request request);
    }

    private Response landing(Request request) {
        return pages.landing("Dex IdP", profile.url("/.well-known/openid-configuration"));
    }

    private Response health(Request request) {
        if (!database.answers()) {
            throw new OAuthProblem.Shown(500, "Health check failed.");
        }
        return Response.text(200, "Health check passed");
    }
}
