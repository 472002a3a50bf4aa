package dev.atrium.dex.flow;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.PasswordConnector;
import dev.atrium.connectors.Tickets;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.dex.audit.LoginEvent;
import dev.atrium.dex.session.SingleSignOn;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.throttle.Guess;
import dev.atrium.oidc.throttle.Throttle;
import java.util.Optional;
import java.util.function.Function;

/// `/auth/{connector}/login`: the form for a name and a password.
public final class LoginApi {
    private final Connectors connectors;
    private final ClientRegistry clients;
    private final RequestCarrier carrier;
    private final Optional<SingleSignOn> sso;
    private final Throttle throttle;
    private final Function<Request, String> address;
    private final Finish finish;
    private final Pages pages;
    private final TicketLogin ticket;

    /// @param secure whether browsers reach us by TLS
    LoginApi(
            Connectors connectors,
            ClientRegistry clients,
            RequestCarrier carrier,
            Optional<SingleSignOn> sso,
            Throttle throttle,
            Function<Request, String> address,
            Finish finish,
            Pages pages,
            boolean secure) {
        this.connectors = connectors;
        this.clients = clients;
        this.carrier = carrier;
        this.sso = sso;
        this.throttle = throttle;
        this.address = address;
        this.finish = finish;
        this.pages = pages;
        this.ticket = new TicketLogin(finish, pages, sso, secure);
    }

    public Response handle(Request request) {
        Parameters query = request.query();
        String reference = query.text("state");
        if (reference.isEmpty()) {
            throw new OAuthProblem.Shown(400, "User session error.");
        }
        ConnectorId id = new ConnectorId(request.segment("connector"));
        AuthorizationRequest authorization =
                carrier.begun(reference, request)
                        .filter(open -> Underway.read(open.data()).connector().equals(id))
                        .orElseThrow(() -> missing(400));
        NamedConnector named = connectors.find(id).orElseThrow(() -> missing(500));
        if (!(named.connector() instanceof PasswordConnector connector)) {
            throw missing(500);
        }
        Optional<Tickets> tickets = connector.tickets();
        return switch (request.method()) {
            case "GET" -> {
                Pages.PasswordForm form = form(request, query, authorization, connector, "");
                yield tickets.isEmpty()
                        ? pages.password(200, form)
                        : ticket.ask(
                                new TicketLogin.Asking(
                                        request, authorization, reference, named, form),
                                tickets.orElseThrow());
            }
            case "POST" -> {
                if (tickets.filter(only -> !only.fallsBack()).isPresent()) {
                    throw TicketLogin.needed();
                }
                yield submit(request, query, authorization, named, connector);
            }
            default -> throw new OAuthProblem.Shown(400, "Unsupported request method.");
        };
    }

    private Response submit(
            Request request,
            Parameters query,
            AuthorizationRequest authorization,
            NamedConnector named,
            PasswordConnector connector) {
        Parameters fields = request.form();
        String name = fields.text("login");
        Guess.Account account = new Guess.Account(named.id().value(), name);
        boolean forgives = mayGuess(request, authorization, named, account);
        Optional<Login> login;
        try {
            login =
                    connector.login(
                            AuthorizeApi.asked(authorization), name, fields.text("password"));
        } catch (UpstreamException failure) {
            finish.failed(request, authorization, named.id(), name, LoginEvent.Outcome.FAILURE);
            throw new OAuthProblem.Shown(
                    500,
                    "Login error. Please contact your administrator or try again later.",
                    failure);
        }
        if (login.isEmpty()) {
            throttle.refused(account, new Guess.Address(address.apply(request)));
            finish.failed(request, authorization, named.id(), name, LoginEvent.Outcome.REFUSED);
            return pages.password(
                    401, form(request, query, authorization, connector, name).asInvalid());
        }
        if (forgives) {
            throttle.accepted(account);
        }
        return finish.login(
                request,
                authorization,
                query.text("state"),
                named,
                login.orElseThrow(),
                name,
                fields.text("remember_me").equals("on"));
    }

    private boolean mayGuess(
            Request request,
            AuthorizationRequest authorization,
            NamedConnector named,
            Guess.Account account) {
        try {
            return throttle.check(account, new Guess.Address(address.apply(request)));
        } catch (Problem.Throttled tooEarly) {
            finish.failed(
                    request,
                    authorization,
                    named.id(),
                    account.name(),
                    LoginEvent.Outcome.THROTTLED);
            throw tooEarly;
        }
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
                false,
                sso.map(each -> each.sessions().remembersByDefault()));
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
