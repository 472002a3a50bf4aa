package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Json;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What Dex does not have: each is off unless the file switches it on.
@ExtendWith(TestDatabase.class)
class ExtrasTest {
    private static final String REDIRECT = "http://127.0.0.1:5555/callback";
    private static final String PLAIN =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2: {skipApprovalScreen: true, responseTypes: [code, id_token]}
            staticClients:
            - {id: app, secret: app-secret, name: App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            - {id: other, secret: other-secret, name: Other, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            connectors:
            - {type: mockCallback, id: mock, name: Example}
            """;
    private static final String SWITCHED_ON =
            PLAIN
                    + "atrium: {revocation: true, authenticatedIntrospection: true, issuerInResponses: true, replayRevokes: true, standardRefreshErrors: true}\n";

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();

    @Test
    void nothing_shows_unless_it_is_switched_on(Database database) {
        try (DexServer dex = DexServer.start(database, clock, PLAIN)) {
            JsonNode tokens = json(exchange(dex, code(dex)));

            JsonNode document = json(browser.get(dex.base() + "/.well-known/openid-configuration"));
            assertThat(document.has("revocation_endpoint")).isFalse();
            assertThat(document.has("authorization_response_iss_parameter_supported")).isFalse();
            assertThat(post(dex, "/token/revoke", Map.of()).statusCode()).isEqualTo(404);
            assertThat(
                            json(post(
                                            dex,
                                            "/token/introspect",
                                            Map.of(
                                                    "token",
                                                    tokens.path("access_token").asString())))
                                    .path("active")
                                    .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void revokes_a_refresh_token_for_the_client_that_holds_it(Database database) {
        try (DexServer dex = DexServer.start(database, clock, SWITCHED_ON)) {
            String refresh = json(exchange(dex, code(dex))).path("refresh_token").asString();

            assertThat(revoke(dex, "other", refresh).statusCode()).isEqualTo(200);
            HttpResponse<String> stillGood = refresh(dex, refresh);
            assertThat(stillGood.statusCode()).isEqualTo(200);
            String next = json(stillGood).path("refresh_token").asString();
            assertThat(revoke(dex, "app", next).statusCode()).isEqualTo(200);

            HttpResponse<String> ended = refresh(dex, next);
            assertThat(ended.statusCode()).isEqualTo(400);
            assertThat(json(ended).path("error").asString()).isEqualTo("invalid_grant");
            assertThat(
                            json(browser.get(dex.base() + "/.well-known/openid-configuration"))
                                    .path("revocation_endpoint")
                                    .asString())
                    .isEqualTo(dex.base() + "/token/revoke");
        }
    }

    @Test
    void tells_only_clients_what_a_token_is_good_for(Database database) {
        try (DexServer dex = DexServer.start(database, clock, SWITCHED_ON)) {
            String access = json(exchange(dex, code(dex))).path("access_token").asString();

            assertThat(post(dex, "/token/introspect", Map.of("token", access)).statusCode())
                    .isEqualTo(401);
            assertThat(
                            json(post(
                                            dex,
                                            "/token/introspect",
                                            as("other", Map.of("token", access))))
                                    .path("active")
                                    .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void names_the_issuer_in_what_goes_through_the_browser(Database database) {
        try (DexServer dex = DexServer.start(database, clock, SWITCHED_ON)) {
            String refused =
                    Browser.location(browser.get(authorization(dex, "response_type=code&scope=x")));

            assertThat(Browser.query(answer(dex, "response_type=code&scope=openid")).text("iss"))
                    .isEqualTo(dex.base());
            assertThat(answer(dex, "response_type=id_token&nonce=n&scope=openid"))
                    .contains("#id_token=")
                    .contains("&iss=http%3A%2F%2F127.0.0.1");
            assertThat(Browser.query(refused).text("iss")).isEqualTo(dex.base());
        }
    }

    @Test
    void ends_everything_when_a_code_or_a_token_is_used_again(Database database) {
        try (DexServer dex = DexServer.start(database, clock, SWITCHED_ON)) {
            String code = code(dex);
            String first = json(exchange(dex, code)).path("refresh_token").asString();
            exchange(dex, code);
            assertThat(refresh(dex, first).statusCode())
                    .as("the code was used twice")
                    .isEqualTo(400);

            String second = json(exchange(dex, code(dex))).path("refresh_token").asString();
            String third = json(refresh(dex, second)).path("refresh_token").asString();
            refresh(dex, second);
            assertThat(refresh(dex, third).statusCode())
                    .as("the second token was used twice")
                    .isEqualTo(400);
        }
    }

    @Test
    void refuses_an_extra_that_nobody_knows(Database database) {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () ->
                                DexServer.start(
                                        database, clock, PLAIN + "atrium: {revocatoin: true}\n"))
                .hasMessageContaining("revocatoin")
                .hasMessageContaining("revocation");
    }

    private static String authorization(DexServer dex, String query) {
        return dex.base()
                + "/auth/mock?client_id=app&state=s&redirect_uri="
                + REDIRECT
                + "&"
                + query;
    }

    /// Where the browser ends.
    private String answer(DexServer dex, String query) {
        String callback = Browser.location(browser.get(authorization(dex, query)));
        String dispatcher = Browser.location(browser.get(callback));
        return Browser.location(browser.get(dex.origin() + dispatcher));
    }

    private String code(DexServer dex) {
        return Browser.query(answer(dex, "response_type=code&scope=openid+offline_access"))
                .text("code");
    }

    private HttpResponse<String> exchange(DexServer dex, String code) {
        return post(
                dex,
                "/token",
                as(
                        "app",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                REDIRECT)));
    }

    private HttpResponse<String> refresh(DexServer dex, String token) {
        return post(
                dex,
                "/token",
                as("app", Map.of("grant_type", "refresh_token", "refresh_token", token)));
    }

    private HttpResponse<String> revoke(DexServer dex, String client, String token) {
        return post(dex, "/token/revoke", as(client, Map.of("token", token)));
    }

    private static Map<String, String> as(String client, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("client_id", client);
        all.put("client_secret", client + "-secret");
        return all;
    }

    private HttpResponse<String> post(DexServer dex, String path, Map<String, String> form) {
        return browser.post(dex.base() + path, form);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.mapper().readTree(response.body());
    }
}
