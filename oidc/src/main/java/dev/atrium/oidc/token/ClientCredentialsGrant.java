package dev.atrium.oidc.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.Client;
import java.util.List;
import java.util.Optional;

/// Tokens that a client gets for itself (RFC 6749 section 4.4). A client that cannot keep a secret
/// cannot prove that it is itself, and there is no refresh token: the secret can be shown again.
public final class ClientCredentialsGrant implements GrantHandler {
    private final ClientAuthentication clients;
    private final Own own;
    private final TokenIssuer issuer;

    public ClientCredentialsGrant(ClientAuthentication clients, Own own, TokenIssuer issuer) {
        this.clients = clients;
        this.own = own;
        this.issuer = issuer;
    }

    /// What a role gives a client for itself.
    @FunctionalInterface
    public interface Own {
        /// @param scopes as asked for, not checked yet
        /// @param form for parameters of the role's own
        /// @throws OAuthProblem.Answered when the client asks for what it cannot have
        Grant grant(Client client, List<String> scopes, Parameters form);
    }

    @Override
    public GrantType type() {
        return GrantType.CLIENT_CREDENTIALS;
    }

    @Override
    public TokenAnswer handle(Request request, Parameters form) {
        Client client = clients.authenticate(request, form, type());
        if (client.isPublic()) {
            throw new OAuthProblem.Answered(
                    OAuthError.UNAUTHORIZED_CLIENT,
                    "Public clients cannot use client_credentials grant.");
        }
        return issuer.issue(
                own.grant(client, RefreshGrant.words(form.text("scope")), form),
                TokenPolicy.Occasion.LOGIN,
                Optional.empty(),
                Optional.empty());
    }
}
