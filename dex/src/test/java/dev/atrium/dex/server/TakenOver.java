package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.dex.config.DexConfigFile;
import dev.atrium.dex.config.DexOverrides;
import dev.atrium.dex.takeover.RealDex;
import dev.atrium.dex.takeover.TakeOver;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.MasterKey;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A server that took the place of a Dex, as the clients of that Dex meet it.
record TakenOver(DexServer server, JsonNode given) {

    /// What takes over for a server of these tests.
    static TakeOver into(Clock clock, String config) {
        return new TakeOver(
                MasterKey.of(Secret.of("test"), new SecureRandom()),
                TakeOver.Setting.of(
                        DexConfigFile.parse(
                                "dex.yaml",
                                config.replace("${storage}", "{type: memory}")
                                        .replace("${listen}", "127.0.0.1:1"),
                                Map.of(),
                                DexOverrides.NONE)),
                "dex_passwords",
                clock);
    }

    static TakenOver of(DexServer server, RealDex dex) {
        return new TakenOver(server, dex.tokens());
    }

    /// Everything that the old server gave is worth here what it was there.
    void honoursEveryToken() {
        for (String login : List.of("rotated", "declared", "stored", "second", "bound")) {
            JsonNode tokens = given.path(login);
            assertThat(active(tokens.path("access").asString()))
                    .as("access token of " + login)
                    .isTrue();
            assertThat(active(tokens.path("refresh").asString()))
                    .as("refresh token of " + login)
                    .isTrue();
            JsonNode renewed = refreshed(tokens, tokens.path("refresh").asString());
            JsonNode before = claims(tokens.path("id").asString());
            JsonNode after = claims(renewed.path("id_token").asString());
            for (String claim :
                    List.of("iss", "sub", "aud", "nonce", "email", "name", "federated_claims")) {
                assertThat(after.path(claim)).as(login + " " + claim).isEqualTo(before.path(claim));
            }
            assertThat(active(renewed.path("access_token").asString())).isTrue();
            assertThat(refreshed(tokens, renewed.path("refresh_token").asString()).has("id_token"))
                    .as("a second refresh of " + login)
                    .isTrue();
            assertThat(refresh(tokens, tokens.path("refresh").asString()).path("error").asString())
                    .as("the first token of " + login)
                    .isEqualTo("invalid_request");
        }
    }

    /// The key that signed there signs here, and none of its predecessors is missing.
    void publishesTheKeys() {
        List<String> there = kids(given.path("keys"));
        List<String> here = kids(Json.mapper().readTree(get("/keys")));
        assertThat(here).startsWith(there.getFirst()).containsAll(there);
        assertThat(active(given.path("oldKey").path("access").asString())).isTrue();
    }

    private static List<String> kids(JsonNode set) {
        List<String> kids = new ArrayList<>();
        set.path("keys").forEach(key -> kids.add(key.path("kid").asString()));
        return kids;
    }

    String get(String path) {
        return new Browser().get(server.base() + path).body();
    }

    boolean active(String token) {
        return Json.mapper()
                .readTree(
                        new Browser()
                                .post(server.base() + "/token/introspect", Map.of("token", token))
                                .body())
                .path("active")
                .asBoolean();
    }

    JsonNode refreshed(JsonNode login, String token) {
        JsonNode answer = refresh(login, token);
        assertThat(answer.has("refresh_token")).as(answer.toString()).isTrue();
        return answer;
    }

    JsonNode refresh(JsonNode login, String token) {
        return token(login, Map.of("grant_type", "refresh_token", "refresh_token", token));
    }

    JsonNode token(JsonNode login, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("client_id", login.path("client").asString());
        all.put("client_secret", login.path("secret").asString());
        HttpResponse<String> answer = new Browser().post(server.base() + "/token", all);
        return Json.mapper().readTree(answer.body());
    }

    static JsonNode claims(String jwt) {
        return Json.mapper()
                .readTree(
                        new String(
                                Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]),
                                StandardCharsets.UTF_8));
    }
}
