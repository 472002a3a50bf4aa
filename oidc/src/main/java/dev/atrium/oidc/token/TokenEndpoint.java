package dev.atrium.oidc.token;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.JsonText;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `POST` of a form, answered by the grant that it names.
public final class TokenEndpoint {
    private final Profile profile;
    private final Map<GrantType, GrantHandler> grants = new EnumMap<>(GrantType.class);

    public TokenEndpoint(Profile profile, List<GrantHandler> handlers) {
        this.profile = profile;
        for (GrantHandler handler : handlers) {
            if (profile.grants().contains(handler.type())) {
                grants.put(handler.type(), handler);
            }
        }
    }

    public Response handle(Request request) {
        if (!request.method().equals("POST")) {
            throw new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, "method not allowed");
        }
        Parameters form = form(request);
        GrantHandler handler =
                GrantType.of(form.text("grant_type"))
                        .flatMap(type -> Optional.ofNullable(grants.get(type)))
                        .orElseThrow(
                                () ->
                                        new OAuthProblem.Answered(
                                                OAuthError.UNSUPPORTED_GRANT_TYPE, ""));
        return Response.of(
                        200,
                        "application/json",
                        JsonText.compact(members(handler.handle(request, form))))
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache");
    }

    private Map<String, Object> members(TokenAnswer answer) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("access_token", answer.accessToken());
        answer.issuedTokenType().ifPresent(type -> members.put("issued_token_type", type));
        members.put("token_type", profile.tokens().type());
        members.put("expires_in", answer.expiresIn());
        answer.refreshToken().ifPresent(token -> members.put("refresh_token", token));
        answer.idToken().ifPresent(token -> members.put("id_token", token));
        if (!answer.scopes().isEmpty()) {
            members.put("scope", String.join(" ", answer.scopes()));
        }
        return members;
    }

    private static Parameters form(Request request) {
        try {
            return request.form();
        } catch (Problem.Invalid _) {
            throw new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, "");
        }
    }
}
