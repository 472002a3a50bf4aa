package dev.atrium.oidc.logout;

import dev.atrium.http.Cookie;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.keys.JwtVerifier;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.oidc.token.RefreshTokens;
import dev.atrium.storage.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Logout that a relying party asks for (OpenID Connect RP-Initiated Logout 1.0). The session that
/// ends is the browser's own; a hint only says which client asks, and a redirect only goes where
/// that client registered it.
public final class EndSession {
    private final Database database;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final ClientRegistry clients;
    private final JwtVerifier verifier;
    private final Pages pages;

    public EndSession(
            Database database,
            Sessions sessions,
            RefreshTokens refreshTokens,
            ClientRegistry clients,
            JwtVerifier verifier,
            Pages pages) {
        this.database = database;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.clients = clients;
        this.verifier = verifier;
        this.pages = pages;
    }

    /// @param session that was ended, if the browser had one
    /// @param response for the browser
    public record Ended(Optional<Sessions.Session> session, Response response) {}

    /// Ends the session and the refresh tokens that it gave, whether the parameters come in the
    /// query or in a form.
    ///
    /// @throws OAuthProblem.Shown when the hint is not ours or the redirect is not registered; the
    ///     session stays then
    public Ended handle(Request request) {
        Parameters parameters = request.query().and(request.form());
        Optional<JsonNode> hint = hint(parameters.text("id_token_hint"));
        String redirect = parameters.text("post_logout_redirect_uri");
        if (!redirect.isEmpty()) {
            check(redirect, parameters, hint);
        }
        Optional<Sessions.Session> session = sessions.find(request);
        Cookie gone =
                database.write(
                        tx -> {
                            session.ifPresent(found -> refreshTokens.revokeSession(tx, found.id()));
                            return sessions.end(tx, request);
                        });
        Response response =
                redirect.isEmpty()
                        ? pages.message(200, "Logged out", "You can close this window.")
                        : Redirects.to(request, 302, target(redirect, parameters.text("state")));
        return new Ended(session, response.cookie(gone));
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

    private void check(String redirect, Parameters parameters, Optional<JsonNode> hint) {
        List<ClientId> candidates = new ArrayList<>();
        if (!parameters.text("client_id").isEmpty()) {
            candidates.add(new ClientId(parameters.text("client_id")));
        }
        hint.ifPresent(claims -> candidates.addAll(audience(claims)));
        if (candidates.isEmpty()) {
            throw new OAuthProblem.Shown(400, "post_logout_redirect_uri requires id_token_hint.");
        }
        List<Client> known =
                candidates.stream().map(clients::find).flatMap(Optional::stream).toList();
        if (known.isEmpty()) {
            throw new OAuthProblem.Shown(400, "Invalid client.");
        }
        if (known.stream()
                .noneMatch(client -> client.postLogoutRedirectUris().contains(redirect))) {
            throw new OAuthProblem.Shown(400, "Unregistered post_logout_redirect_uri.");
        }
    }

    private static List<ClientId> audience(JsonNode claims) {
        JsonNode audience = claims.path("aud");
        if (audience.isString()) {
            return List.of(new ClientId(audience.asString()));
        }
        List<ClientId> all = new ArrayList<>();
        audience.forEach(each -> all.add(new ClientId(each.asString(""))));
        return all;
    }

    private static String target(String redirect, String state) {
        return state.isEmpty() ? redirect : Redirects.withQuery(redirect, Map.of("state", state));
    }
}
