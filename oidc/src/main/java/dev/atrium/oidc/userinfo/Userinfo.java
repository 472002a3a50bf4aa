package dev.atrium.oidc.userinfo;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.keys.JwtVerifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// Who the bearer of a token is (OpenID Connect Core section 5.3). The token comes in the header
/// and nowhere else.
public final class Userinfo {
    private static final String REFUSED = "Invalid bearer token.";

    private final JwtVerifier verifier;
    private final Function<JwtVerifier.Verified, String> body;
    private final int refusedStatus;

    /// @param body what is told of a good token, as JSON
    /// @param refusedStatus of a token that is no good; one that is missing is always 401
    public Userinfo(
            JwtVerifier verifier, Function<JwtVerifier.Verified, String> body, int refusedStatus) {
        this.verifier = verifier;
        this.body = body;
        this.refusedStatus = refusedStatus;
    }

    public Response handle(Request request) {
        String token =
                request.bearer()
                        .orElseThrow(
                                () ->
                                        new OAuthProblem.Answered(
                                                OAuthError.ACCESS_DENIED,
                                                REFUSED,
                                                401,
                                                List.of(
                                                        new Response.Header(
                                                                "WWW-Authenticate", "Bearer"))));
        JwtVerifier.Verified verified =
                verifier.current(token)
                        .orElseThrow(
                                () ->
                                        new OAuthProblem.Answered(
                                                OAuthError.ACCESS_DENIED,
                                                REFUSED,
                                                refusedStatus,
                                                List.of()));
        return Response.of(
                200, "application/json", body.apply(verified).getBytes(StandardCharsets.UTF_8));
    }
}
