package dev.atrium.server.walkthrough;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The requests of fctl's login, in its own shapes: Basic with an empty password and no `client_id`
/// for the device code, form fields with an empty `client_secret` and `resource` for the poll,
/// `client_id` alone for the refresh.
final class FctlLogin {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String membership;
    private final JsonNode discovery;
    private final JsonNode device;
    private String accessToken = "";
    private String refreshToken = "";
    private String idToken = "";
    private int lifetime;

    private FctlLogin(String membership, JsonNode discovery, JsonNode device) {
        this.membership = membership;
        this.discovery = discovery;
        this.device = device;
    }

    /// @param error of the poll; empty when it brought tokens
    record Poll(Optional<String> error) {}

    static FctlLogin begin(String membership) throws Exception {
        JsonNode discovery =
                json(
                        HTTP.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        membership
                                                                + "/.well-known/openid-configuration"))
                                        .header("User-Agent", "fctl/develop")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()));
        HttpRequest request =
                post(
                                discovery.get("device_authorization_endpoint").asString(),
                                form(
                                        "scope",
                                        "openid offline_access accesses on_behalf",
                                        "prompt",
                                        "no-org"))
                        .header("Authorization", "Basic ZmN0bDo=")
                        .build();
        return new FctlLogin(
                membership,
                discovery,
                json(HTTP.send(request, HttpResponse.BodyHandlers.ofString())));
    }

    String verificationUri() {
        return device.get("verification_uri").asString() + "?user_code=" + userCode();
    }

    String userCode() {
        return device.get("user_code").asString();
    }

    Poll poll() throws Exception {
        return take(
                form(
                        "grant_type", "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code", device.get("device_code").asString(),
                        "client_id", "fctl",
                        "client_secret", "",
                        "resource", ""));
    }

    void refresh() throws Exception {
        Poll answer =
                take(
                        form(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                refreshToken,
                                "client_id",
                                "fctl"));
        if (answer.error().isPresent()) {
            throw new IllegalStateException("refresh refused: " + answer.error().orElseThrow());
        }
    }

    private Poll take(String form) throws Exception {
        HttpResponse<String> response =
                HTTP.send(
                        post(discovery.get("token_endpoint").asString(), form).build(),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode answer = json(response);
        if (response.statusCode() != 200) {
            return new Poll(Optional.of(answer.get("error").asString()));
        }
        accessToken = answer.get("access_token").asString();
        refreshToken = answer.get("refresh_token").asString();
        lifetime = answer.get("expires_in").asInt();
        if (answer.has("id_token")) {
            idToken = answer.get("id_token").asString();
        }
        return new Poll(Optional.empty());
    }

    String get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(membership + path))
                        .header("Authorization", "Bearer " + accessToken)
                        .header("Accept", "application/json")
                        .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    void put(String path, String json) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(membership + path))
                        .header("Authorization", "Bearer " + accessToken)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(json))
                        .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    path + ": " + response.statusCode() + " " + response.body());
        }
    }

    /// In seconds, of the latest access token.
    int lifetime() {
        return lifetime;
    }

    String idTokenClaims() {
        return new String(
                Base64.getUrlDecoder().decode(idToken.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder post(String address, String form) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", "fctl/develop")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private static String form(String... pairs) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            fields.put(pairs[index], List.of(pairs[index + 1]));
        }
        return Parameters.of(fields).encode();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.mapper().readTree(response.body());
    }
}
