package dev.atrium.membership.issuer;

import dev.atrium.http.Handler;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.membership.issuer.login.LoginSteps;
import dev.atrium.oidc.OAuthEdge;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.discovery.Discovery;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.pages.StaticFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every path of the issuer, below its own path.
final class IssuerRoutes {
    private static final Set<String> PAGES =
            Set.of(
                    "/authorize",
                    "/authorize/callback",
                    "/login",
                    "/device",
                    "/device/decision",
                    "/end_session");
    private static final Set<String> PROGRAMS =
            Set.of(
                    "/oauth/token",
                    "/oauth/introspect",
                    "/userinfo",
                    "/revoke",
                    "/keys",
                    "/device_authorization");

    private final Profile profile;
    private final LoginSteps steps;
    private final Endpoints endpoints;
    private final StaticFiles files = new StaticFiles(Optional.empty(), "static");
    private final IssuerErrors errors;

    record Endpoints(
            Discovery discovery,
            Handler token,
            Handler device,
            Handler userinfo,
            Handler introspection,
            Handler revocation,
            Handler endSession) {}

    IssuerRoutes(
            Profile profile, LoginSteps steps, Endpoints endpoints, Pages pages, OAuthEdge oauth) {
        this.profile = profile;
        this.steps = steps;
        this.endpoints = endpoints;
        this.errors = new IssuerErrors(profile.issuerPath(), PAGES, PROGRAMS, pages, oauth);
    }

    IssuerErrors errors() {
        return errors;
    }

    List<Route> all() {
        List<Route> all = new ArrayList<>();
        all.add(
                get(
                        "/.well-known/openid-configuration",
                        "discovery",
                        endpoints.discovery()::document));
        all.add(get("/keys", "keys", endpoints.discovery()::keys));
        all.add(post("/oauth/token", "token", endpoints.token()));
        all.add(post("/oauth/introspect", "introspection", endpoints.introspection()));
        all.add(post("/revoke", "revocation", endpoints.revocation()));
        all.add(post("/device_authorization", "device authorization", endpoints.device()));
        all.addAll(both("/userinfo", "userinfo", endpoints.userinfo()));
        all.addAll(both("/authorize", "authorization", steps.authorize()));
        all.addAll(both("/end_session", "logout", endpoints.endSession()));
        all.add(get("/authorize/callback", "callback of an upstream", steps.callback()));
        all.add(get("/login/invitations", "invitations of a new person", steps.offers()));
        all.add(post("/login/invitations", "answer to invitations", steps.offersDecision()));
        all.add(get("/login/{connector}", "chosen upstream", steps.chosen()));
        all.add(get(InvitationLinks.PATH, "link of an invitation", steps.link()));
        all.add(post(InvitationLinks.PATH, "answer to an invitation", steps.linkDecision()));
        all.add(get("/device", "device page", steps.device()));
        all.add(post("/device", "device code entry", steps.deviceCode()));
        all.add(post("/device/decision", "decision about a device", steps.deviceDecision()));
        all.add(
                get(
                        "/static/<file>",
                        "file",
                        request ->
                                files.find(request.segment("file"))
                                        .orElseThrow(
                                                () ->
                                                        new Problem.NotFound(
                                                                "path", request.path()))));
        return all;
    }

    private List<Route> both(String path, String operation, Handler handler) {
        return List.of(get(path, operation, handler), post(path, operation, handler));
    }

    private Route get(String path, String operation, Handler handler) {
        return Route.open(Verb.GET, profile.issuerPath() + path, operation, handler);
    }

    private Route post(String path, String operation, Handler handler) {
        return Route.open(Verb.POST, profile.issuerPath() + path, operation, handler);
    }
}
