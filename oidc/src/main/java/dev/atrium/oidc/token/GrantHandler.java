package dev.atrium.oidc.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.oidc.GrantType;

/// One grant of the token endpoint.
public interface GrantHandler {
    GrantType type();

    /// @param form the body's parameters; only [ClientAuthentication] looks at the rest of the
    ///     request
    /// @throws dev.atrium.oidc.OAuthProblem.Answered when it is refused
    TokenAnswer handle(Request request, Parameters form);
}
