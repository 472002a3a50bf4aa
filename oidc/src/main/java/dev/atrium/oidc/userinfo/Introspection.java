package dev.atrium.oidc.userinfo;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.GoQuote;
import dev.atrium.oidc.JsonText;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.keys.JwtVerifier;
import dev.atrium.oidc.token.ClientAuthentication;
import dev.atrium.oidc.token.RefreshTokens;
import dev.atrium.oidc.token.TokenPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Whether a token is good and what it stands for (RFC 7662). The claims that are not of the
/// protocol stand under `ext`.
public final class Introspection {
    private static final List<String> EXTENSIONS =
            List.of(
                    "azp",
                    "sid",
                    "email",
                    "email_verified",
                    "groups",
                    "name",
                    "preferred_username",
                    "organization_id",
                    "federated_claims");

    private final JwtVerifier verifier;
    private final RefreshTokens refreshTokens;
    private final TokenPolicy policy;
    private final Optional<ClientAuthentication> clients;
    private final Profile profile;

    /// @param clients that callers must be among; empty where anybody may ask
    public Introspection(
            JwtVerifier verifier,
            RefreshTokens refreshTokens,
            TokenPolicy policy,
            Optional<ClientAuthentication> clients,
            Profile profile) {
        this.verifier = verifier;
        this.refreshTokens = refreshTokens;
        this.policy = policy;
        this.clients = clients;
        this.profile = profile;
    }

    public Response handle(Request request) {
        if (!request.method().equals("POST")) {
            throw refused(
                    "HTTP method is " + GoQuote.quote(request.method()) + ", expected \"POST\".");
        }
        Parameters form = form(request);
        clients.ifPresent(authentication -> authentication.authenticate(request, form));
        if (form.asMap().isEmpty()) {
            throw refused("The POST body can not be empty.");
        }
        String token =
                form.first("token")
                        .orElseThrow(
                                () -> refused("The POST body doesn't contain 'token' parameter."));
        Optional<Map<String, Object>> known =
                JwtVerifier.looksLikeJwt(token)
                        ? verifier.current(token)
                                .map(JwtVerifier.Verified::claims)
                                .filter(
                                        claims ->
                                                !policy.ended(
                                                        new ClientId(client(claims)), () -> claims))
                                .map(Introspection::accessToken)
                        : refreshTokens.inspect(token).map(this::refreshToken);
        return known.map(members -> Response.of(200, "application/json", JsonText.compact(members)))
                .orElseGet(Introspection::inactive);
    }

    private static Response inactive() {
        return Response.of(200, "application/json", JsonText.compact(Map.of("active", false)))
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache");
    }

    private static String client(JsonNode claims) {
        JsonNode audience = claims.path("aud");
        if (claims.has("client_id")) {
            return claims.get("client_id").asString();
        }
        return audience.isString() ? audience.asString() : claims.path("azp").asString("");
    }

    private static Map<String, Object> accessToken(JsonNode claims) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("active", true);
        members.put("client_id", client(claims));
        put(members, claims, "scope", "scope");
        put(members, claims, "sub", "sub");
        put(members, claims, "exp", "exp");
        put(members, claims, "iat", "iat");
        put(members, claims, "nbf", "iat");
        put(members, claims, "username", "preferred_username");
        put(members, claims, "aud", "aud");
        put(members, claims, "iss", "iss");
        members.put("token_type", "Bearer");
        // At the top too: released Terraform providers look for it there.
        put(members, claims, "organization_id", "organization_id");
        members.put("token_use", "access_token");
        members.put("ext", extensions(claims));
        return members;
    }

    private Map<String, Object> refreshToken(RefreshTokens.Known known) {
        JsonNode claims = Json.mapper().valueToTree(policy.known(known.grant()));
        long issued = known.created().getEpochSecond();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("active", true);
        members.put("client_id", known.grant().client().value());
        members.put("sub", known.grant().subject());
        known.expires().ifPresent(end -> members.put("exp", end.getEpochSecond()));
        members.put("iat", issued);
        members.put("nbf", issued);
        put(members, claims, "username", "preferred_username");
        members.put("aud", known.grant().client().value());
        members.put("iss", profile.issuer());
        members.put("token_type", "Bearer");
        members.put("token_use", "refresh_token");
        members.put("ext", extensions(claims));
        return members;
    }

    private static Map<String, Object> extensions(JsonNode claims) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        EXTENSIONS.forEach(name -> put(extensions, claims, name, name));
        return extensions;
    }

    private static void put(
            Map<String, Object> members, JsonNode claims, String name, String claim) {
        if (claims.has(claim)) {
            members.put(name, claims.get(claim));
        }
    }

    private static Parameters form(Request request) {
        try {
            return request.form();
        } catch (Problem.Invalid _) {
            throw refused(
                    "Unable to parse HTTP body, make sure to send a properly formatted form request body.");
        }
    }

    private static OAuthProblem.Answered refused(String description) {
        return new OAuthProblem.Answered(OAuthError.INVALID_REQUEST, description);
    }
}
