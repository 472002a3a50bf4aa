package dev.atrium.membership.issuer;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.issuer.token.AccessTokens;
import dev.atrium.membership.issuer.token.MembershipTokens;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.device.DeviceAuthorizationEndpoint;
import dev.atrium.oidc.keys.JwtVerifier;
import dev.atrium.oidc.token.ClientAuthentication;
import dev.atrium.oidc.userinfo.Introspection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Membership adds to the endpoints that programs call.
final class Programs {
    private Programs() {}

    /// `/device_authorization`: an installation may be without fctl, which should be told so in
    /// words.
    static Response device(
            Request request, ClientRegistry clients, DeviceAuthorizationEndpoint endpoint) {
        ClientId id;
        try {
            id = ClientAuthentication.presented(request, request.form()).id();
        } catch (Problem.Invalid _) {
            throw new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, "The form cannot be read.");
        }
        Optional<Client> client = clients.find(id);
        if (client.filter(found -> !found.mayUse(GrantType.DEVICE_CODE)).isPresent()) {
            throw new OAuthProblem.Answered(
                    OAuthError.UNAUTHORIZED_CLIENT, "Nobody logs in with this client.");
        }
        if (client.isEmpty()) {
            throw new OAuthProblem.Answered(
                    OAuthError.INVALID_CLIENT,
                    id.value().equals("fctl")
                            ? "Logging in with fctl is switched off on this server: its operator has not declared the client fctl."
                            : "This server knows no client of that name.");
        }
        return endpoint.handle(request);
    }

    /// `/oauth/introspect`. An ID token opens nothing, so it counts as no active token; that is
    /// said only to clients that the endpoint knows.
    static Response introspection(Request request, JwtVerifier verifier, Introspection endpoint) {
        Response answer = endpoint.handle(request);
        return verifier.signed(request.form().text("token"))
                        .filter(token -> !AccessTokens.isAccessToken(token.claims()))
                        .isPresent()
                ? Response.json(200, Map.of("active", false)).header("Cache-Control", "no-store")
                : answer;
    }

    /// `/userinfo`. An ID token is no key to it.
    static String userinfo(JwtVerifier.Verified token, MembershipTokens tokens) {
        if (!AccessTokens.isAccessToken(token.claims())) {
            throw refused("This is no access token.");
        }
        Map<String, Object> known = tokens.claims(new UserId(token.subject()));
        if (known.isEmpty()) {
            throw refused("The account of this access token does not exist.");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("sub", token.subject());
        members.putAll(known);
        return Json.write(members);
    }

    private static OAuthProblem refused(String sentence) {
        return new OAuthProblem.Answered(
                OAuthError.INVALID_TOKEN,
                sentence,
                401,
                List.of(new Response.Header("WWW-Authenticate", "Bearer error=\"invalid_token\"")));
    }
}
