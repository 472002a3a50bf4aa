package dev.atrium.dex.flow;

import dev.atrium.dex.person.PersonId;
import dev.atrium.dex.session.SingleSignOn;
import dev.atrium.dex.token.DexIdentity;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.AuthorizationResponses;
import dev.atrium.oidc.authorize.Logins;
import dev.atrium.oidc.authorize.Prompt;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.pages.Pages;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What follows a login: `/auth?req=…` decides on the next step, `/approval` asks for consent.
public final class DispatchApi {
    /// What a client learns or may do, in words; the other scopes mean nothing to a person.
    private static final Map<String, String> IN_WORDS =
            Map.of(
                    "offline_access", "keep this access while you are away",
                    "profile", "see your name and user name",
                    "email", "see your e-mail address",
                    "groups", "see the groups that you belong to");

    private final AuthorizeApi authorize;
    private final ClientRegistry clients;
    private final RequestCarrier carrier;
    private final Logins logins;
    private final AuthorizationResponses responses;
    private final FlowPaths paths;
    private final Pages pages;
    private final Optional<SingleSignOn> sso;
    private final boolean skipApproval;

    DispatchApi(
            AuthorizeApi authorize,
            ClientRegistry clients,
            RequestCarrier carrier,
            Logins logins,
            AuthorizationResponses responses,
            FlowPaths paths,
            Pages pages,
            Optional<SingleSignOn> sso,
            boolean skipApproval) {
        this.authorize = authorize;
        this.clients = clients;
        this.carrier = carrier;
        this.logins = logins;
        this.responses = responses;
        this.paths = paths;
        this.pages = pages;
        this.sso = sso;
        this.skipApproval = skipApproval;
    }

    /// `/auth`: a client's request, or one that somebody has logged in for.
    public Response auth(Request request) {
        Parameters parameters =
                AuthorizeApi.parameters(request, "Invalid request. Please try again.");
        if (!parameters.has("req")) {
            return authorize.choose(request, parameters);
        }
        Logins.Login login = login(request, parameters);
        AuthorizationRequest authorization = login.request();
        String proof = parameters.text("hmac");
        boolean approved = logins.proves(authorization, Logins.Step.APPROVED, proof);
        if (!approved && !logins.proves(authorization, Logins.Step.CONTINUE, proof)) {
            throw unauthorized();
        }
        if (!approved && mustAsk(login)) {
            return ask(request, authorization, parameters.text("req"));
        }
        Response response = responses.end(request, login);
        sso.ifPresent(
                each ->
                        DexIdentity.session(login.grant().data())
                                .ifPresent(
                                        session ->
                                                each.sessions()
                                                        .issued(session, authorization.client())));
        return response;
    }

    private boolean mustAsk(Logins.Login login) {
        AuthorizationRequest authorization = login.request();
        if (authorization.forcesConsent()) {
            return true;
        }
        return !skipApproval
                && sso.filter(
                                each ->
                                        each.hasAgreed(
                                                DexIdentity.read(login.grant().data()),
                                                authorization.client(),
                                                authorization.scopes()))
                        .isEmpty();
    }

    private Response ask(Request request, AuthorizationRequest authorization, String reference) {
        if (authorization.prompts().contains(Prompt.NONE)) {
            throw new OAuthProblem.Redirected(
                    OAuthError.INTERACTION_REQUIRED,
                    "User interaction required",
                    authorization.redirectUri(),
                    authorization.state());
        }
        return Redirects.to(request, 303, paths.approval(authorization, reference));
    }

    /// `/approval`: shows what the client asks for and takes the person's decision.
    public Response approval(Request request) {
        Parameters parameters = AuthorizeApi.parameters(request, "User session error.");
        Logins.Login login = login(request, parameters);
        AuthorizationRequest authorization = login.request();
        if (!logins.proves(authorization, Logins.Step.APPROVAL, parameters.text("hmac"))) {
            throw unauthorized();
        }
        return switch (request.method()) {
            case "GET" -> consentPage(login, parameters.text("req"));
            case "POST" -> decide(request, login, parameters);
            default -> Response.empty(200);
        };
    }

    private Response decide(Request request, Logins.Login login, Parameters parameters) {
        AuthorizationRequest authorization = login.request();
        if (parameters.text("approval").equals("approve")) {
            sso.ifPresent(
                    each ->
                            each.people()
                                    .agreed(
                                            PersonId.of(DexIdentity.read(login.grant().data())),
                                            authorization.client(),
                                            authorization.scopes()));
            return Redirects.to(
                    request,
                    303,
                    paths.dispatcher(authorization, parameters.text("req"), Logins.Step.APPROVED));
        }
        logins.end(authorization);
        throw new OAuthProblem.Redirected(
                OAuthError.ACCESS_DENIED,
                "Approval rejected.",
                authorization.redirectUri(),
                authorization.state());
    }

    private Response consentPage(Logins.Login login, String reference) {
        List<String> scopes =
                login.request().scopes().stream()
                        .distinct()
                        .filter(IN_WORDS::containsKey)
                        .map(IN_WORDS::get)
                        .toList();
        return pages.consent(
                new Pages.Consent(
                        clients.find(login.request().client())
                                .map(Client::name)
                                .orElse(login.request().client().value()),
                        DexIdentity.read(login.grant().data()).login().identity().username(),
                        reference,
                        scopes));
    }

    private Logins.Login login(Request request, Parameters parameters) {
        if (parameters.text("hmac").isEmpty()) {
            throw unauthorized();
        }
        String reference = parameters.text("req");
        return logins.find(reference, request)
                .orElseThrow(
                        () ->
                                carrier.open(reference, request).isPresent()
                                        ? new OAuthProblem.Shown(
                                                500, "Login process not yet finalized.")
                                        : new OAuthProblem.Shown(400, "User session error."));
    }

    private static OAuthProblem unauthorized() {
        return new OAuthProblem.Shown(401, "Unauthorized request");
    }
}
