package dev.atrium.membership.issuer;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import dev.atrium.oidc.Digest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What clients send: Portal, and fctl in its exact forms.
final class Relying {
    static final String REDIRECT = "http://localhost:3000/auth/login";
    static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-x";
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final String issuer;
    private final Browser http = new Browser();

    Relying(String issuer) {
        this.issuer = issuer;
    }

    /// Where Portal sends a browser.
    String authorize(String scope, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("client_id", "portal");
        all.put("redirect_uri", REDIRECT);
        all.put("response_type", "code");
        all.put("scope", scope);
        all.put("state", "the state");
        all.put("nonce", "the nonce");
        all.put("code_challenge", Digest.base64Url(Digest.sha256(VERIFIER)));
        all.put("code_challenge_method", "S256");
        all.putAll(more);
        Parameters query = Parameters.EMPTY;
        for (Map.Entry<String, String> entry : all.entrySet()) {
            query = query.with(entry.getKey(), entry.getValue());
        }
        return issuer + "/authorize?" + query.encode();
    }

    Browser.Page redeem(String code) {
        return http.post(
                issuer + "/oauth/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "code", code,
                        "redirect_uri", REDIRECT,
                        "code_verifier", VERIFIER),
                portal());
    }

    Browser.Page refresh(String token) {
        return http.post(
                issuer + "/oauth/token",
                Map.of("grant_type", "refresh_token", "refresh_token", token),
                portal());
    }

    static Map<String, String> portal() {
        return Map.of("Authorization", basic("portal", "portal-secret"));
    }

    static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /// fctl asks with an empty password in the header and no client id in the form.
    Browser.Page fctlStarts(Map<String, String> form) {
        return http.post(
                issuer + "/device_authorization", form, Map.of("Authorization", basic("fctl", "")));
    }

    Browser.Page fctlLogin() {
        return fctlStarts(
                Map.of("scope", "openid offline_access accesses on_behalf", "prompt", "no-org"));
    }

    /// @param resource in the query, as fctl sends it; empty for none
    Browser.Page fctlPolls(String deviceCode, String resource) {
        String query = resource.isEmpty() ? "" : "?resource=" + Parameters.encode(resource);
        return http.post(
                issuer + "/oauth/token" + query,
                Map.of(
                        "grant_type", DEVICE_GRANT,
                        "device_code", deviceCode,
                        "client_id", "fctl",
                        "client_secret", "",
                        "resource", ""),
                Map.of());
    }

    Browser.Page fctlRefreshes(String token) {
        return http.post(
                issuer + "/oauth/token",
                Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", token,
                        "client_id", "fctl"),
                Map.of());
    }

    Browser.Page api(String path, String token) {
        return http.get(issuer + path, Map.of("Authorization", "Bearer " + token));
    }

    static JsonNode claims(String jwt) {
        return Json.mapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
    }

    static String place(Browser.Page page) {
        return URI.create(page.location().orElseThrow()).getPath();
    }
}
