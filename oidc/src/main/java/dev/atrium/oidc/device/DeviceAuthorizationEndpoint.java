package dev.atrium.oidc.device;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.GoQuote;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.JsonText;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.SpaceDelimited;
import dev.atrium.oidc.token.Challenge;
import dev.atrium.oidc.token.ClientAuthentication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Hands out device codes (RFC 8628 section 3.1).
public final class DeviceAuthorizationEndpoint {
    private final DeviceCodes codes;
    private final ClientAuthentication clients;
    private final Function<Parameters, JsonNode> remembered;
    private final Function<Request, String> address;
    private final Profile profile;

    /// @param remembered what the role keeps of parameters of its own
    /// @param address of the caller
    public DeviceAuthorizationEndpoint(
            DeviceCodes codes,
            ClientAuthentication clients,
            Function<Parameters, JsonNode> remembered,
            Function<Request, String> address,
            Profile profile) {
        this.codes = codes;
        this.clients = clients;
        this.remembered = remembered;
        this.address = address;
        this.profile = profile;
    }

    public Response handle(Request request) {
        if (!request.method().equals("POST")) {
            throw new OAuthProblem.Shown(400, "Invalid device code request type");
        }
        Parameters form = form(request);
        ClientAuthentication.Presented presented = ClientAuthentication.presented(request, form);
        if (profile.device().authenticatesClient()) {
            clients.authenticate(request, form, GrantType.DEVICE_CODE);
        }
        List<String> scopes = SpaceDelimited.words(form.text("scope"));
        DeviceCodes.Codes issued =
                codes.start(
                        new DeviceRequest(
                                presented.id(),
                                presented.secret(),
                                scopes.isEmpty() ? List.of("openid") : scopes,
                                challenge(form),
                                remembered.apply(form)),
                        address.apply(request));
        return Response.of(200, "application/json", JsonText.compact(members(issued)))
                .header("Cache-Control", "no-store");
    }

    private Map<String, Object> members(DeviceCodes.Codes issued) {
        String page = profile.url(profile.endpoints().deviceVerification());
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("device_code", issued.deviceCode());
        members.put("user_code", issued.userCode());
        members.put("verification_uri", page);
        members.put("verification_uri_complete", page + "?user_code=" + issued.userCode());
        members.put("expires_in", issued.lifetime().toSeconds());
        members.put("interval", issued.interval().toSeconds());
        return members;
    }

    private static Challenge challenge(Parameters form) {
        String named = form.text("code_challenge_method");
        String method = named.isEmpty() ? "plain" : named;
        if (!method.equals("plain") && !method.equals("S256")) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_REQUEST,
                    "Unsupported PKCE challenge method (" + GoQuote.quote(method) + ").");
        }
        String value = form.text("code_challenge");
        return value.isEmpty() ? Challenge.NONE : new Challenge(value, method);
    }

    private static Parameters form(Request request) {
        try {
            return request.form();
        } catch (Problem.Invalid _) {
            throw new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, "");
        }
    }
}
