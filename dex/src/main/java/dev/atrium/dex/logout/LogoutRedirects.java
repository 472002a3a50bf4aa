package dev.atrium.dex.logout;

import dev.atrium.http.Parameters;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Where a browser may be sent after a logout: to what the client registered whose token is the
/// hint, byte by byte.
public final class LogoutRedirects {
    private final ClientRegistry clients;

    public LogoutRedirects(ClientRegistry clients) {
        this.clients = clients;
    }

    /// @return empty when the client asks for none
    /// @throws OAuthProblem.Shown when it asks for one that it may not have
    Optional<String> target(Parameters parameters, Optional<JsonNode> hint) {
        String wanted = parameters.text("post_logout_redirect_uri");
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        JsonNode claims =
                hint.orElseThrow(
                        () ->
                                new OAuthProblem.Shown(
                                        400, "post_logout_redirect_uri requires id_token_hint."));
        Client client =
                clients.find(holder(claims))
                        .orElseThrow(() -> new OAuthProblem.Shown(400, "Invalid client."));
        if (!client.postLogoutRedirectUris().contains(wanted)) {
            throw new OAuthProblem.Shown(400, "Unregistered post_logout_redirect_uri.");
        }
        String state = parameters.text("state");
        return Optional.of(
                state.isEmpty() ? wanted : Redirects.withQuery(wanted, Map.of("state", state)));
    }

    /// The client that was given the token.
    private static ClientId holder(JsonNode claims) {
        JsonNode audience = claims.path("aud");
        return new ClientId(
                audience.isString() ? audience.asString() : claims.path("azp").asString(""));
    }
}
