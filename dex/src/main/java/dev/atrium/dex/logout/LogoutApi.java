package dev.atrium.dex.logout;

import dev.atrium.connectors.LogoutConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.dex.session.BrowserSession;
import dev.atrium.dex.session.BrowserSessions;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.keys.JwtVerifier;
import dev.atrium.oidc.pages.Pages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// `/logout` and `/logout/callback` (OpenID Connect RP-Initiated Logout 1.0). What ends is the
/// session of the browser's cookie; a hint only says who asks. Somebody who did not clearly ask for
/// it is asked first: any page can send a browser here.
public final class LogoutApi {
    private static final Logger LOG = LoggerFactory.getLogger(LogoutApi.class);
    private static final String CALLBACK = "/logout/callback";

    private final BrowserSessions sessions;
    private final SessionEnd end;
    private final LogoutRedirects redirects;
    private final Connectors connectors;
    private final JwtVerifier verifier;
    private final Pages pages;
    private final Profile profile;

    public LogoutApi(
            BrowserSessions sessions,
            SessionEnd end,
            LogoutRedirects redirects,
            Connectors connectors,
            JwtVerifier verifier,
            Pages pages,
            Profile profile) {
        this.sessions = sessions;
        this.end = end;
        this.redirects = redirects;
        this.connectors = connectors;
        this.verifier = verifier;
        this.pages = pages;
        this.profile = profile;
    }

    /// `/logout`
    public Response logout(Request request) {
        boolean post = request.method().equals("POST");
        if (!post && !request.method().equals("GET")) {
            throw new OAuthProblem.Shown(405, "Method not allowed.");
        }
        Parameters parameters = request.form().and(request.query());
        BrowserSessions.Visit visit = sessions.visit(request);
        Optional<JsonNode> hint = hint(parameters.text("id_token_hint"));
        if (visit.session().isPresent()
                && mustAsk(visit.session().orElseThrow(), hint, parameters, post)) {
            return pages.logout(profile.issuerPath() + "/logout", carried(parameters));
        }
        Optional<String> after = redirects.target(parameters, hint);
        return visit.session()
                .map(session -> end(request, session, after))
                .orElseGet(() -> finished(request, after, "Session Not Found", visit.stale()));
    }

    private Optional<JsonNode> hint(String token) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                verifier.signed(token)
                        .orElseThrow(() -> new OAuthProblem.Shown(400, "Invalid id_token_hint."))
                        .claims());
    }

    private static boolean mustAsk(
            BrowserSession session, Optional<JsonNode> hint, Parameters parameters, boolean post) {
        if (post && parameters.text("confirmed").equals("true")) {
            // A form of another site comes without our cookie, so this one was ours.
            return false;
        }
        return hint.map(claims -> !names(claims, session)).orElse(!post);
    }

    private static boolean names(JsonNode claims, BrowserSession session) {
        return claims.path("sub").asString("").equals(session.person().subject())
                && (!claims.has("sid") || claims.path("sid").asString("").equals(session.id()));
    }

    /// The client's wish survives the question.
    private static Map<String, String> carried(Parameters parameters) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (!parameters.text("post_logout_redirect_uri").isEmpty()) {
            for (String name : List.of("id_token_hint", "post_logout_redirect_uri", "state")) {
                if (!parameters.text(name).isEmpty()) {
                    fields.put(name, parameters.text(name));
                }
            }
            fields.put("confirmed", "true");
        }
        return fields;
    }

    private Response end(Request request, BrowserSession session, Optional<String> after) {
        Optional<String> upstream = upstream(session);
        if (upstream.isPresent()) {
            sessions.park(session, after.orElse(""));
            return Redirects.to(request, 303, upstream.orElseThrow());
        }
        end.of(session);
        return finished(request, after, "Logged Out", true);
    }

    private Optional<String> upstream(BrowserSession session) {
        Optional<NamedConnector> named = connectors.find(session.person().connector());
        if (named.isEmpty()
                || !(named.orElseThrow().connector() instanceof LogoutConnector connector)) {
            return Optional.empty();
        }
        try {
            return connector
                    .logoutUrl(profile.url(CALLBACK), Optional.empty())
                    .filter(url -> url.startsWith("https://") || url.startsWith("http://"));
        } catch (UpstreamException unreachable) {
            LOG.atWarn()
                    .addKeyValue("connector_id", session.person().connector())
                    .setCause(unreachable)
                    .log("the upstream's logout is left out");
            return Optional.empty();
        }
    }

    /// `/logout/callback`: the browser comes back from the upstream's logout.
    public Response callback(Request request) {
        BrowserSession session =
                sessions.visit(request)
                        .session()
                        .orElseThrow(() -> new OAuthProblem.Shown(400, "Invalid session cookie."));
        Optional<String> parked = sessions.parked(session);
        if (parked.isEmpty()) {
            throw new OAuthProblem.Shown(400, "Invalid session cookie.");
        }
        end.of(session);
        return finished(request, parked.filter(text -> !text.isEmpty()), "Logged Out", true);
    }

    private Response finished(
            Request request, Optional<String> after, String heading, boolean clears) {
        Response response =
                after.map(target -> Redirects.to(request, 302, target))
                        .orElseGet(() -> pages.message(200, heading, "You can close this window."));
        return clears ? response.cookie(sessions.gone()) : response;
    }
}
