package dev.atrium.dex.flow;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.dex.audit.LoginEvent;
import dev.atrium.dex.session.SingleSignOn;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.pages.Pages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `/callback` and `/callback/{connector}`: the browser comes back from an upstream.
public final class CallbackApi {
    private static final String REPEATED = "atrium_repeated";

    private final Connectors connectors;
    private final RequestCarrier carrier;
    private final Optional<SingleSignOn> sso;
    private final FlowPaths paths;
    private final Finish finish;
    private final Pages pages;

    CallbackApi(
            Connectors connectors,
            RequestCarrier carrier,
            Optional<SingleSignOn> sso,
            FlowPaths paths,
            Finish finish,
            Pages pages) {
        this.connectors = connectors;
        this.carrier = carrier;
        this.sso = sso;
        this.paths = paths;
        this.finish = finish;
        this.pages = pages;
    }

    public Response any(Request request) {
        return handle(request, Optional.empty());
    }

    public Response named(Request request) {
        return handle(request, Optional.of(new ConnectorId(request.segment("connector"))));
    }

    private Response handle(Request request, Optional<ConnectorId> expected) {
        boolean post = request.method().equals("POST");
        String reference =
                switch (request.method()) {
                    case "GET" -> request.query().text("state");
                    case "POST" -> request.form().text("RelayState");
                    default -> throw new OAuthProblem.Shown(400, "Method not supported");
                };
        if (reference.isEmpty()) {
            throw new OAuthProblem.Shown(400, "User session error.");
        }
        Optional<AuthorizationRequest> open = carrier.open(reference, request);
        if (open.isEmpty() && post && fromElsewhere(request)) {
            return again(request);
        }
        AuthorizationRequest authorization = open.orElseThrow(CallbackApi::missing);
        Underway underway = Underway.read(authorization.data());
        if (expected.isPresent() && !expected.orElseThrow().equals(underway.connector())) {
            throw missing();
        }
        NamedConnector connector =
                connectors.find(underway.connector()).orElseThrow(CallbackApi::missing);
        if (!(connector.connector() instanceof RedirectConnector upstream)
                || upstream.answersByPost() != post) {
            throw new OAuthProblem.Shown(400, "Invalid request");
        }
        return finish.login(
                request,
                authorization,
                reference,
                connector,
                arrive(request, authorization, underway, upstream),
                "",
                sso.map(each -> each.sessions().remembersByDefault()).orElse(false));
    }

    /// Whether the browser may have left its cookies out because another site made it post.
    private static boolean fromElsewhere(Request request) {
        return !request.form().text("SAMLResponse").isEmpty()
                && request.form().text(REPEATED).isEmpty();
    }

    /// Lets the browser post the same from a page of ours, so that it sends its cookies (SameSite
    /// Lax). Nothing is kept meanwhile, for anybody can post here.
    private Response again(Request request) {
        Map<String, String> fields = new LinkedHashMap<>();
        request.form().asMap().forEach((name, values) -> fields.put(name, values.getFirst()));
        fields.put(REPEATED, "1");
        return pages.forward(
                "Logging in", "You are about to be logged in.", request.path(), fields);
    }

    private Login arrive(
            Request request,
            AuthorizationRequest authorization,
            Underway underway,
            RedirectConnector upstream) {
        try {
            return upstream.arrive(
                    AuthorizeApi.asked(authorization),
                    paths.callback(),
                    underway.memory(),
                    request);
        } catch (UpstreamException failure) {
            boolean refused = failure.kind() == UpstreamException.Kind.NOT_IN_REQUIRED_GROUP;
            finish.failed(
                    request,
                    authorization,
                    underway.connector(),
                    "",
                    refused ? LoginEvent.Outcome.REFUSED : LoginEvent.Outcome.FAILURE);
            throw refused
                    ? new OAuthProblem.Shown(
                            403,
                            "You are not a member of any of the required groups to authenticate.",
                            failure)
                    : new OAuthProblem.Shown(
                            500,
                            "Authentication failed. Please contact your administrator or try again later.",
                            failure);
        }
    }

    private static OAuthProblem missing() {
        return new OAuthProblem.Shown(400, "Requested resource does not exist.");
    }
}
