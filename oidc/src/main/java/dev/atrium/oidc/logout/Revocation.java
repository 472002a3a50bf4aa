package dev.atrium.oidc.logout;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.token.ClientAuthentication;
import dev.atrium.oidc.token.RefreshTokens;

/// Ends a refresh token before its time (RFC 7009). Access tokens are short-lived and cannot be
/// called back; for them, as for anything unknown, the answer is the same.
public final class Revocation {
    private final ClientAuthentication clients;
    private final RefreshTokens refreshTokens;

    public Revocation(ClientAuthentication clients, RefreshTokens refreshTokens) {
        this.clients = clients;
        this.refreshTokens = refreshTokens;
    }

    public Response handle(Request request) {
        Parameters form;
        try {
            form = request.form();
        } catch (Problem.Invalid _) {
            throw new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, "");
        }
        var client = clients.authenticate(request, form);
        String token =
                form.first("token")
                        .orElseThrow(
                                () ->
                                        new OAuthProblem.Answered(
                                                OAuthError.INVALID_REQUEST,
                                                "Required param: token."));
        refreshTokens.revoke(client, token);
        return Response.empty(200);
    }
}
