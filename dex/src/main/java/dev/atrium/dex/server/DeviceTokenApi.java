package dev.atrium.dex.server;

import dev.atrium.http.Handler;
import dev.atrium.http.Parameters;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.token.TokenEndpoint;

/// `/device/token`, where devices of older releases poll: the token endpoint for one grant.
final class DeviceTokenApi {
    private DeviceTokenApi() {}

    static Handler of(TokenEndpoint tokens) {
        return request -> {
            if (!request.method().equals("POST")) {
                throw new OAuthProblem.Shown(400, "Requested resource does not exist.");
            }
            Parameters form = request.form();
            if (!form.text("grant_type").equals(GrantType.DEVICE_CODE.wire())) {
                throw new OAuthProblem.Answered(OAuthError.INVALID_GRANT, "");
            }
            return tokens.handle(request);
        };
    }
}
