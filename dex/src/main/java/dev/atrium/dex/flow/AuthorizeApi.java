package dev.atrium.dex.flow;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.PasswordConnector;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.DexSettings;
import dev.atrium.dex.NamedConnector;
import dev.atrium.dex.person.Person;
import dev.atrium.dex.session.BrowserSessions;
import dev.atrium.dex.session.SingleSignOn;
import dev.atrium.dex.token.DexScopes;
import dev.atrium.http.Cookie;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.SpaceDelimited;
import dev.atrium.oidc.authorize.AuthorizationParser;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.Prompt;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.client.RedirectUris;
import dev.atrium.oidc.pages.Pages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/auth` and `/auth/{connector}`: from a client's request to the place where the person logs in.
/// Nothing is written here.
public final class AuthorizeApi {
    private static final String ANOTHER_USER = "id_token_hint does not match authenticated user";

    private final DexSettings.OAuth2 settings;
    private final Connectors connectors;
    private final ClientRegistry clients;
    private final AuthorizationParser parser;
    private final RequestCarrier carrier;
    private final Optional<SingleSignOn> sso;
    private final Finish finish;
    private final FlowPaths paths;
    private final Pages pages;

    AuthorizeApi(
            DexSettings.OAuth2 settings,
            Connectors connectors,
            ClientRegistry clients,
            AuthorizationParser parser,
            RequestCarrier carrier,
            Optional<SingleSignOn> sso,
            Finish finish,
            FlowPaths paths,
            Pages pages) {
        this.settings = settings;
        this.connectors = connectors;
        this.clients = clients;
        this.parser = parser;
        this.carrier = carrier;
        this.sso = sso;
        this.finish = finish;
        this.paths = paths;
        this.pages = pages;
    }

    /// The parameters of query and form together; those of the form count first.
    static Parameters parameters(Request request, String refusal) {
        try {
            return request.form().and(request.query());
        } catch (Problem.Invalid _) {
            throw new OAuthProblem.Shown(400, refusal);
        }
    }

    /// Chooses the connector, or lets the person choose.
    Response choose(Request request, Parameters parameters) {
        Client client =
                clients.find(new ClientId(parameters.text("client_id")))
                        .orElseThrow(
                                () -> new OAuthProblem.Shown(400, "Invalid client_id provided."));
        List<NamedConnector> usable = connectors.usable(flow(parameters), client);
        if (usable.isEmpty()) {
            throw new OAuthProblem.Shown(400, "No connectors available for this client.");
        }
        String wanted = parameters.text("connector_id");
        Parameters rest = parameters.without("connector_id");
        if (!wanted.isEmpty()) {
            if (usable.stream().noneMatch(connector -> connector.id().value().equals(wanted))) {
                throw new OAuthProblem.Shown(400, "Connector ID does not match a valid Connector");
            }
            return Redirects.to(request, 302, paths.connector(wanted, rest));
        }
        if (usable.size() == 1 && !settings.alwaysShowLoginScreen()) {
            return Redirects.to(
                    request, 302, paths.connector(usable.getFirst().id().value(), rest));
        }
        if (sso.isPresent()) {
            Optional<Response> shortcut = toKnownConnector(request, rest, usable);
            if (shortcut.isPresent()) {
                return shortcut.orElseThrow();
            }
        }
        return pages.login(
                client.name(),
                usable.stream()
                        .map(
                                connector ->
                                        new Pages.Choice(
                                                connector.name(),
                                                paths.connector(connector.id().value(), rest),
                                                connector.connector().type()))
                        .toList());
    }

    /// With sessions the request is checked before the list is shown, and somebody who is logged in
    /// by one of its connectors is not asked which.
    private Optional<Response> toKnownConnector(
            Request request, Parameters parameters, List<NamedConnector> usable) {
        AuthorizationParser.Opened opened = parser.open(parameters);
        AuthorizationRequest authorization = parser.complete(opened, parameters);
        Optional<NamedConnector> known =
                visit(request)
                        .session()
                        .flatMap(
                                session ->
                                        usable.stream()
                                                .filter(
                                                        connector ->
                                                                connector
                                                                        .id()
                                                                        .equals(
                                                                                session.person()
                                                                                        .connector()))
                                                .findFirst());
        if (known.isEmpty() && authorization.prompts().contains(Prompt.NONE)) {
            throw opened.refused(OAuthError.LOGIN_REQUIRED, ANOTHER_USER);
        }
        boolean chooses =
                settings.alwaysShowLoginScreen()
                        || authorization.prompts().contains(Prompt.SELECT_ACCOUNT);
        return known.filter(_ -> !chooses)
                .map(
                        connector ->
                                Redirects.to(
                                        request,
                                        302,
                                        paths.connector(connector.id().value(), parameters)));
    }

    /// Checks the request and sends the browser to where the person logs in.
    public Response start(Request request) {
        Parameters parameters = parameters(request, "Failed to parse request.");
        AuthorizationParser.Opened opened = parser.open(parameters);
        checkHint(opened, parameters.text("connector_id"));
        AuthorizationRequest authorization = parser.complete(opened, parameters);
        NamedConnector connector = connector(request, opened.client(), parameters);
        if (!request.method().equals("GET")) {
            throw new OAuthProblem.Shown(400, "Unsupported request method.");
        }
        BrowserSessions.Visit visit = visit(request);
        try {
            Response response =
                    silently(request, opened, authorization, connector, visit)
                            .orElseGet(() -> ask(request, parameters, connector, authorization));
            return visit.stale() ? response.cookie(gone()) : response;
        } catch (OAuthProblem.Redirected refused) {
            throw visit.stale() ? refused.with(gone()) : refused;
        }
    }

    private Cookie gone() {
        return sso.orElseThrow().sessions().gone();
    }

    private BrowserSessions.Visit visit(Request request) {
        return sso.map(each -> each.sessions().visit(request)).orElse(BrowserSessions.Visit.NONE);
    }

    /// Goes on without a login where a session spares it.
    private Optional<Response> silently(
            Request request,
            AuthorizationParser.Opened opened,
            AuthorizationRequest authorization,
            NamedConnector connector,
            BrowserSessions.Visit visit) {
        boolean quiet = authorization.prompts().contains(Prompt.NONE);
        boolean another =
                visit.session().isPresent()
                        && authorization.hintedSubject().isPresent()
                        && !visit.session()
                                .orElseThrow()
                                .person()
                                .subject()
                                .equals(authorization.hintedSubject().orElseThrow());
        if (another && quiet) {
            throw opened.refused(OAuthError.LOGIN_REQUIRED, ANOTHER_USER);
        }
        Optional<Person> person =
                another
                        ? Optional.empty()
                        : sso.flatMap(each -> each.recognise(visit, authorization, connector.id()));
        if (person.isEmpty() && quiet) {
            throw opened.refused(OAuthError.LOGIN_REQUIRED, "User not authenticated");
        }
        return person.map(
                known ->
                        finish.known(
                                request,
                                carrier.inUrl(
                                        authorization.withData(Underway.at(connector.id()).write()),
                                        request),
                                visit.session().orElseThrow(),
                                known));
    }

    private Response ask(
            Request request,
            Parameters parameters,
            NamedConnector connector,
            AuthorizationRequest authorization) {
        return switch (connector.connector()) {
            case PasswordConnector _ -> toForm(request, parameters, connector, authorization);
            case RedirectConnector upstream ->
                    toUpstream(request, connector, upstream, authorization);
        };
    }

    private void checkHint(AuthorizationParser.Opened opened, String hint) {
        if (hint.isEmpty()) {
            return;
        }
        if (connectors.find(new ConnectorId(hint)).isEmpty()) {
            throw opened.refused(OAuthError.INVALID_REQUEST, "Invalid ConnectorID");
        }
        if (!opened.client().allowsConnector(hint)) {
            throw opened.refused(
                    OAuthError.INVALID_REQUEST, "Connector not allowed for this client");
        }
    }

    private NamedConnector connector(Request request, Client client, Parameters parameters) {
        String id = request.segment("connector");
        if (!client.allowsConnector(id)) {
            throw new OAuthProblem.Shown(403, "Connector not allowed for this client.");
        }
        NamedConnector connector =
                connectors
                        .find(new ConnectorId(id))
                        .orElseThrow(
                                () ->
                                        new OAuthProblem.Shown(
                                                400, "Connector failed to initialize"));
        if (!connector.serves(flow(parameters))) {
            throw new OAuthProblem.Shown(
                    400, "Requested connector does not support this grant type.");
        }
        String hint = parameters.text("connector_id");
        if (!hint.isEmpty() && !hint.equals(id)) {
            throw new OAuthProblem.Shown(400, "Bad connector ID");
        }
        return connector;
    }

    private Response toForm(
            Request request,
            Parameters parameters,
            NamedConnector connector,
            AuthorizationRequest authorization) {
        RequestCarrier.Carried carried =
                carrier.inUrl(authorization.withData(Underway.at(connector.id()).write()), request);
        Parameters again =
                sso.isPresent() ? parameters.with("prompt", "select_account") : parameters;
        String back = connectors.several() ? paths.list(again) : "";
        return leave(
                request,
                paths.passwordForm(connector.id().value(), back, carried.reference()),
                carried);
    }

    private Response toUpstream(
            Request request,
            NamedConnector connector,
            RedirectConnector upstream,
            AuthorizationRequest authorization) {
        RedirectConnector.Departure departure;
        try {
            departure = upstream.depart(asked(authorization), paths.callback(), authorization.id());
        } catch (UpstreamException failure) {
            throw failure.kind() == UpstreamException.Kind.UNAVAILABLE
                    ? new OAuthProblem.Shown(400, "Connector failed to initialize", failure)
                    : new OAuthProblem.Shown(500, "Login error.", failure);
        }
        Underway underway = new Underway(connector.id(), departure.memory());
        RequestCarrier.Carried carried =
                carrier.inCookie(authorization.withData(underway.write()), request);
        if (departure.fields().isEmpty()) {
            return leave(request, departure.location(), carried);
        }
        return with(
                carried,
                pages.forward(
                        connector.connector().type().toUpperCase(Locale.ROOT) + " login",
                        "You are taken to " + connector.name() + " to log in.",
                        departure.location(),
                        departure.fields()));
    }

    private static Response leave(
            Request request, String location, RequestCarrier.Carried carried) {
        return with(carried, Redirects.to(request, 302, location));
    }

    private static Response with(RequestCarrier.Carried carried, Response page) {
        Response response = page;
        for (var cookie : carried.cookies()) {
            response = response.cookie(cookie);
        }
        return response;
    }

    static Asked asked(AuthorizationRequest authorization) {
        return new Asked(authorization.asks(DexScopes.OFFLINE), authorization.asks("groups"));
    }

    /// Which grant a request leads to, as far as it shows.
    private static GrantType flow(Parameters parameters) {
        if (parameters.text("redirect_uri").endsWith(RedirectUris.BARE_DEVICE_CALLBACK)) {
            return GrantType.DEVICE_CODE;
        }
        List<String> types = SpaceDelimited.words(parameters.text("response_type"));
        return types.contains("token") || types.contains("id_token")
                ? GrantType.IMPLICIT
                : GrantType.AUTHORIZATION_CODE;
    }
}
