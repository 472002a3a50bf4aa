package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.vault.TransitEngine;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Tokens signed by a Vault (`signer.type: vault`).
@ExtendWith(TestDatabase.class)
class VaultSignerTest {
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2: {skipApprovalScreen: true, responseTypes: [code, token, id_token]}
            signer: {type: vault, config: {keyName: dex}}
            staticClients: [%s]
            connectors:
            - {type: mockCallback, id: mock, name: Example}
            """
                    .formatted(Relying.CLIENT);

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();

    @Test
    void gives_tokens_that_verify_against_the_published_keys(Database database) throws Exception {
        try (TransitEngine vault = new TransitEngine("ecdsa-p384", clock);
                DexServer dex = started(database, vault)) {
            JsonNode tokens = exchange(dex, code(dex));

            JWSObject id = JWSObject.parse(tokens.path("id_token").asString());
            assertThat(id.verify(new ECDSAVerifier(key(dex, id)))).isTrue();
            byte[] hash =
                    MessageDigest.getInstance("SHA-384")
                            .digest(
                                    tokens.path("access_token")
                                            .asString()
                                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(Relying.claims(tokens).path("at_hash").asString())
                    .isEqualTo(
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(Arrays.copyOf(hash, 24)));
            assertThat(userinfo(dex, tokens)).isEqualTo(200);
            assertThat(new Browser().get(dex.base() + "/.well-known/openid-configuration").body())
                    .contains("\"ES384\"");
        }
    }

    @Test
    void still_knows_its_tokens_after_a_rotation(Database database) {
        try (TransitEngine vault = new TransitEngine("ecdsa-p384", clock);
                DexServer dex = started(database, vault)) {
            JsonNode before = exchange(dex, code(dex));
            vault.rotate();
            clock.advance(Duration.ofMinutes(16));
            JsonNode after = exchange(dex, code(dex));

            assertThat(header(after)).isNotEqualTo(header(before));
            assertThat(userinfo(dex, before)).isEqualTo(200);
            assertThat(userinfo(dex, after)).isEqualTo(200);
        }
    }

    @Test
    void keeps_codes_and_refresh_tokens_good_while_nothing_can_be_signed(Database database) {
        try (TransitEngine vault = new TransitEngine("ecdsa-p384", clock);
                DexServer dex = started(database, vault)) {
            String code = code(dex);
            vault.seal(true);
            JsonNode refused = exchange(dex, code);
            vault.seal(false);
            JsonNode tokens = exchange(dex, code);
            vault.seal(true);
            JsonNode notRefreshed = refresh(dex, tokens);
            vault.seal(false);

            assertThat(refused.path("error").asString()).isEqualTo("server_error");
            assertThat(refused.toString()).doesNotContain(TransitEngine.TOKEN, "sealed");
            assertThat(notRefreshed.path("error").asString()).isEqualTo("server_error");
            assertThat(refresh(dex, tokens).has("id_token")).isTrue();
        }
    }

    @Test
    void tells_the_client_that_tokens_for_the_browser_cannot_be_signed(Database database) {
        try (TransitEngine vault = new TransitEngine("ecdsa-p384", clock);
                DexServer dex = started(database, vault)) {
            vault.seal(true);

            assertThat(arrived(dex, "id_token"))
                    .startsWith(Relying.REDIRECT)
                    .contains("error=server_error")
                    .contains("state=s");
        }
    }

    @Test
    void starts_while_the_vault_is_sealed_and_serves_once_it_is_not(Database database) {
        try (TransitEngine vault = new TransitEngine("ecdsa-p384", clock)) {
            vault.seal(true);
            try (DexServer dex = started(database, vault)) {
                assertThat(new Browser().get(dex.base() + "/keys").statusCode()).isEqualTo(500);
                vault.seal(false);

                assertThat(new Browser().get(dex.base() + "/keys").statusCode()).isEqualTo(200);
                assertThat(exchange(dex, code(dex)).has("id_token")).isTrue();
            }
        }
    }

    private DexServer started(Database database, TransitEngine vault) {
        return DexServer.start(
                DexServer.Setup.of(database, clock, CONFIG)
                        .with(
                                Map.of(
                                        "VAULT_ADDR",
                                        vault.address(),
                                        "VAULT_TOKEN",
                                        TransitEngine.TOKEN)));
    }

    private String code(DexServer dex) {
        return Browser.query(arrived(dex, "code")).text("code");
    }

    private String arrived(DexServer dex, String type) {
        String at =
                dex.base()
                        + "/auth/mock?"
                        + Parameters.EMPTY
                                .with("client_id", "app")
                                .with("redirect_uri", Relying.REDIRECT)
                                .with("response_type", type)
                                .with("scope", "openid offline_access")
                                .with("nonce", "n")
                                .with("state", "s")
                                .encode();
        while (!at.startsWith(Relying.REDIRECT)) {
            at = Browser.location(browser.get(at.startsWith("/") ? dex.origin() + at : at));
        }
        return at;
    }

    private JsonNode exchange(DexServer dex, String code) {
        return token(
                dex,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        Relying.REDIRECT));
    }

    private JsonNode refresh(DexServer dex, JsonNode tokens) {
        return token(
                dex,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.path("refresh_token").asString()));
    }

    private static JsonNode token(DexServer dex, Map<String, String> form) {
        HttpResponse<String> answer =
                new Browser()
                        .post(
                                dex.base() + "/token",
                                Map.of("Authorization", "Basic YXBwOnNlY3JldA=="),
                                Browser.encode(form),
                                "application/x-www-form-urlencoded");
        JsonNode body = Json.mapper().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(body.has("error") ? 500 : 200);
        return body;
    }

    private static int userinfo(DexServer dex, JsonNode tokens) {
        return new Browser()
                .get(
                        dex.base() + "/userinfo",
                        Map.of("Authorization", "Bearer " + tokens.path("access_token").asString()))
                .statusCode();
    }

    private static String header(JsonNode tokens) {
        return tokens.path("id_token").asString().split("\\.", -1)[0];
    }

    private static ECKey key(DexServer dex, JWSObject token) throws Exception {
        return JWKSet.parse(new Browser().get(dex.base() + "/keys").body())
                .getKeyByKeyId(token.getHeader().getKeyID())
                .toECKey();
    }
}
