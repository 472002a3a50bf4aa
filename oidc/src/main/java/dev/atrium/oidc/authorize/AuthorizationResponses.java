package dev.atrium.oidc.authorize;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.client.RedirectUris;
import dev.atrium.oidc.keys.SignerUnavailable;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.token.TokenIssuer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the browser takes back to the client: a code in the query, or, where tokens were asked for
/// too, everything in the fragment (OAuth 2.0 Multiple Response Types section 5).
public final class AuthorizationResponses {
    private final Logins logins;
    private final TokenIssuer issuer;
    private final RequestCarrier carrier;
    private final Pages pages;
    private final Profile profile;

    public AuthorizationResponses(
            Logins logins,
            TokenIssuer issuer,
            RequestCarrier carrier,
            Pages pages,
            Profile profile) {
        this.logins = logins;
        this.issuer = issuer;
        this.carrier = carrier;
        this.pages = pages;
        this.profile = profile;
    }

    /// Ends a login, once.
    ///
    /// @throws dev.atrium.oidc.OAuthProblem.Shown when it has expired or has ended already
    public Response end(Request request, Logins.Login login) {
        AuthorizationRequest authorization = login.request();
        Response response =
                authorization.responseTypes().stream().allMatch("code"::equals)
                        ? code(request, login)
                        : tokens(request, login);
        return response.cookie(carrier.finished(authorization.id()));
    }

    private Response code(Request request, Logins.Login login) {
        String code = logins.code(login);
        AuthorizationRequest authorization = login.request();
        if (authorization.redirectUri().equals(RedirectUris.OUT_OF_BAND)) {
            return pages.outOfBand(code);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("code", code);
        parameters.put("state", authorization.state());
        named(parameters);
        return Redirects.to(
                request, 303, Redirects.withQuery(authorization.redirectUri(), parameters));
    }

    private Response tokens(Request request, Logins.Login login) {
        AuthorizationRequest authorization = login.request();
        Optional<String> code = Optional.empty();
        if (authorization.responseTypes().contains("code")) {
            code = Optional.of(logins.code(login));
        } else {
            logins.close(login);
        }
        TokenIssuer.FrontChannel tokens = signed(login, code);
        Map<String, String> parameters = new LinkedHashMap<>();
        tokens.accessToken()
                .ifPresent(
                        token -> {
                            parameters.put("access_token", token);
                            parameters.put("token_type", profile.tokens().type());
                        });
        if (tokens.accessToken().isPresent() && code.isEmpty()) {
            parameters.put("expires_in", Long.toString(tokens.expiresIn()));
        }
        tokens.idToken().ifPresent(token -> parameters.put("id_token", token));
        code.ifPresent(value -> parameters.put("code", value));
        parameters.put("state", authorization.state());
        named(parameters);
        return Redirects.to(
                request, 303, Redirects.withFragment(authorization.redirectUri(), parameters));
    }

    /// The client is told when nothing can be signed (RFC 6749 section 4.2.2.1).
    private TokenIssuer.FrontChannel signed(Logins.Login login, Optional<String> code) {
        AuthorizationRequest authorization = login.request();
        try {
            return issuer.front(
                    login.grant(), authorization.responseTypes(), code.map(issuer::codeHash));
        } catch (SignerUnavailable _) {
            throw new OAuthProblem.Redirected(
                    OAuthError.SERVER_ERROR,
                    "Tokens cannot be signed at the moment.",
                    authorization.redirectUri(),
                    authorization.state());
        }
    }

    /// Tells a client of several issuers whose answer this is (RFC 9207).
    private void named(Map<String, String> parameters) {
        if (profile.authorization().namesIssuer()) {
            parameters.put("iss", profile.issuer());
        }
    }
}
