package dev.atrium.membership.issuer.login;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.issuer.token.GrantData;
import dev.atrium.membership.issuer.token.Reach;
import dev.atrium.membership.issuer.token.Reaches;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.Logins;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.token.Grant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What an authorization request ends with once it is known whose it is: a code, or a refusal.
final class Finish {
    private final Profile profile;
    private final RequestCarrier carrier;
    private final Logins logins;
    private final Reaches reaches;

    Finish(Profile profile, RequestCarrier carrier, Logins logins, Reaches reaches) {
        this.profile = profile;
        this.carrier = carrier;
        this.logins = logins;
        this.reaches = reaches;
    }

    /// After a login.
    Response entered(Request http, AuthorizationRequest authorization, Entrance.Entered entered) {
        Journey journey = Journey.read(authorization.data());
        Response response =
                journey.device().isPresent()
                        ? Redirects.to(http, 303, devicePage(journey.device().orElseThrow()))
                        : respond(
                                http,
                                authorization,
                                entered.user(),
                                entered.session(),
                                entered.began());
        return response.cookie(entered.cookie()).cookie(carrier.finished(authorization.id()));
    }

    /// @param session of the browser, which the tokens end with
    Response respond(
            Request http,
            AuthorizationRequest authorization,
            UserId user,
            byte[] session,
            Instant loggedIn) {
        Journey journey = Journey.read(authorization.data());
        Map<String, String> answer = new LinkedHashMap<>();
        switch (reaches.of(user, journey.target(), authorization.scopes())) {
            case Reach.Granted reach -> {
                Grant grant =
                        new Grant(
                                user.value(),
                                authorization.client(),
                                reach.scopes(),
                                authorization.nonce(),
                                Optional.of(loggedIn),
                                new GrantData(journey.target(), Optional.of(session)).write());
                answer.put("code", logins.code(new Logins.Login(authorization, grant)));
            }
            case Reach.Refused refused -> {
                answer.put("error", OAuthError.ACCESS_DENIED.wire());
                answer.put("error_description", refused.sentence());
            }
        }
        answer.put("state", authorization.state());
        return Redirects.to(http, 303, Redirects.withQuery(authorization.redirectUri(), answer));
    }

    String devicePage(String userCode) {
        return userCode.startsWith("/")
                ? profile.issuerPath() + userCode
                : profile.issuerPath() + "/device?user_code=" + Parameters.encode(userCode);
    }
}
