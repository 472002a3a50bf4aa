package dev.atrium.oidc.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.SpaceDelimited;
import dev.atrium.oidc.client.Client;
import java.util.Optional;

/// Gives new tokens for a refresh token (RFC 6749 section 6).
public final class RefreshGrant implements GrantHandler {
    private final ClientAuthentication clients;
    private final RefreshTokens refreshTokens;
    private final TokenIssuer issuer;

    public RefreshGrant(
            ClientAuthentication clients, RefreshTokens refreshTokens, TokenIssuer issuer) {
        this.clients = clients;
        this.refreshTokens = refreshTokens;
        this.issuer = issuer;
    }

    @Override
    public GrantType type() {
        return GrantType.REFRESH_TOKEN;
    }

    @Override
    public TokenAnswer handle(Request request, Parameters form) {
        Client client = clients.authenticate(request, form, type());
        String presented = form.text("refresh_token");
        if (presented.isEmpty()) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_REQUEST, "No refresh token is found in request.");
        }
        return refreshTokens.exchange(
                client,
                presented,
                SpaceDelimited.words(form.text("scope")),
                grant -> issuer.issue(grant, TokenPolicy.Occasion.REFRESH, Optional.empty()));
    }
}
