package dev.atrium.oidc.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.SpaceDelimited;
import dev.atrium.oidc.client.Client;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A client that stands for itself (RFC 6749 section 4.4). It proves itself anew each time, so
/// there is no refresh token.
public final class ClientCredentialsGrant implements GrantHandler {
    /// Some clients send it in the query, and an empty one in the form (RFC 8707 section 2).
    private static final String RESOURCE = "resource";

    private final ClientAuthentication clients;
    private final Standing standing;
    private final TokenIssuer issuer;

    public ClientCredentialsGrant(
            ClientAuthentication clients, Standing standing, TokenIssuer issuer) {
        this.clients = clients;
        this.standing = standing;
        this.issuer = issuer;
    }

    /// What a role grants to a client of its own.
    @FunctionalInterface
    public interface Standing {
        /// @param scopes as they were asked for
        /// @throws OAuthProblem.Answered when it is refused
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
        Grant grant =
                standing.grant(
                        client,
                        SpaceDelimited.words(form.text("scope")),
                        request.query().has(RESOURCE)
                                ? form.and(
                                        Parameters.of(
                                                Map.of(RESOURCE, request.query().all(RESOURCE))))
                                : form);
        return issuer.issue(grant, TokenPolicy.Occasion.CLIENT, Optional.empty());
    }
}
