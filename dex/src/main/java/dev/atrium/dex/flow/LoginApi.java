package dev.atrium.dex.flow;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.PasswordConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.pages.Pages;
import java.util.Optional;

/// `/auth/{connector}/login`: the form for a name and a password.
public final class LoginApi {
    private final Connectors connectors;
    private final ClientRegistry clients;
    private final RequestCarrier carrier;
    private final Finish finish;
    private final Pages pages;

    LoginApi(
            Connectors connectors,
            ClientRegistry clients,
            RequestCarrier carrier,
            Finish finish,
            Pages pages) {
        this.connectors = connectors;
        this.clients = clients;
        this.carrier = carrier;
        this.finish = finish;
        this.pages = pages;
    }

    public Response handle(Request request) {
        Parameters query = request.query();
        String reference = query.text("state");
        if (reference.isEmpty()) {
            throw new OAuthProblem.Shown(400, "User session error.");
        }
        ConnectorId id = new ConnectorId(request.segment("connector"));
        AuthorizationRequest authorization =
                carrier.open(reference, request)
                        .filter(open -> Underway.read(open.data()).connector().equals(id))
                        .orElseThrow(() -> missing(400));
        PasswordConnector connector =
                connectors
                        .find(id)
                        .map(NamedConnector::connector)
                        .filter(PasswordConnector.class::isInstance)
                        .map(PasswordConnector.class::cast)
                        .orElseThrow(() -> missing(500));
        return switch (request.method()) {
            case "GET", "HEAD" ->
                    pages.password(200, form(request, query, authorization, connector, ""));
            case "POST" -> submit(request, query, authorization, id, connector);
            default -> throw new OAuthProblem.Shown(400, "Unsupported request method.");
        };
    }

    private Response submit(
            Request request,
            Parameters query,
            AuthorizationRequest authorization,
            ConnectorId id,
            PasswordConnector connector) {
        Parameters fields = request.form();
        String name = fields.text("login");
        Optional<Login> login;
        try {
            login =
                    connector.login(
                            AuthorizeApi.asked(authorization), name, fields.text("password"));
        } catch (UpstreamException failure) {
            finish.count(id, "failure");
            throw new OAuthProblem.Shown(
                    500,
                    "Login error. Please contact your administrator or try again later.",
                    failure);
        }
        if (login.isEmpty()) {
            finish.count(id, "refused");
            return pages.password(
                    401, invalid(form(request, query, authorization, connector, name)));
        }
        return finish.login(request, authorization, query.text("state"), id, login.orElseThrow());
    }

    private Pages.PasswordForm form(
            Request request,
            Parameters query,
            AuthorizationRequest authorization,
            PasswordConnector connector,
            String name) {
        return new Pages.PasswordForm(
                request.path() + "?" + request.rawQuery(),
                ownPath(query.text("back")),
                clients.find(authorization.client()).map(Client::name).orElse(""),
                name,
                connector.prompt(),
                false);
    }

    private static Pages.PasswordForm invalid(Pages.PasswordForm form) {
        return new Pages.PasswordForm(
                form.postUrl(), form.back(), form.client(), form.username(), form.prompt(), true);
    }

    /// Only a path of ours may stand behind the link: a form that leads elsewhere is a phisher's
    /// gift.
    private static String ownPath(String back) {
        return back.startsWith("/") && !back.startsWith("//") && !back.contains("\\") ? back : "";
    }

    private static OAuthProblem missing(int status) {
        return new OAuthProblem.Shown(status, "Requested resource does not exist.");
    }
}
