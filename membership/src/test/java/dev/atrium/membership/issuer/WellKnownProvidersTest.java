package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import dev.atrium.membership.issuer.Browser.Page;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The login with an organization's own Google, GitHub or Microsoft, whose servers are simulated.
/// [HomeLoginTest] has the rules that hold for every kind.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class WellKnownProvidersTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private final Elsewhere world = new Elsewhere();
    private Servers servers;
    private Relying relying;
    private String admin;
    private JsonNode started;

    @BeforeEach
    void an_organization_with_a_domain(Database database) {
        servers =
                new Servers(
                        database,
                        clock,
                        Servers.clients(),
                        Map.of(
                                "LOGIN_WITH_SSO", "true",
                                "PROVIDERS_ALLOW_PRIVATE_ADDRESSES", "true"),
                        world);
        relying = new Relying(servers.issuer);
        servers.sql(
                "insert into membership.users (id, email, role) values ('ada-id', 'ada@example.com', 'ADMIN')",
                "insert into membership.organizations (id, name, owner_id, domain, default_policy_id) values ('acme', 'Acme', 'ada-id', 'acme.test', 4)");
        Page usual = browser.submit(opened(browser), Map.of("email", "ada@elsewhere.test"));
        admin = approved(browser, browser.logIn(usual, "ada")).path("access_token").asString();
    }

    @AfterEach
    void stop() {
        servers.close();
        world.close();
    }

    private Page opened(Browser own) {
        started = relying.fctlLogin().json();
        return own.get(
                servers.issuer + "/device?user_code=" + started.path("user_code").asString());
    }

    private JsonNode approved(Browser own, Page decision) {
        own.submit(decision, Map.of("decision", "approve"));
        clock.advance(Duration.ofSeconds(3));
        Page answer = relying.fctlPolls(started.path("device_code").asString(), "");
        assertThat(answer.status()).as(answer.text() + decision.text()).isEqualTo(200);
        return answer.json();
    }

    private void provide(String type, String config) {
        Page put =
                browser.json(
                        "PUT",
                        servers.issuer + "/organizations/acme/authentication-provider",
                        """
                        {"type": "%s", "name": "Acme's", "clientID": "our-id", "clientSecret": "our-secret", "config": %s}
                        """
                                .formatted(type, config),
                        Map.of("Authorization", "Bearer " + admin));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
    }

    /// Types an address of the domain.
    ///
    /// @return where the provider is asked
    private URI leaves(Browser own) {
        Page gone = own.submit(opened(own), Map.of("email", "jane@acme.test"));
        assertThat(gone.status()).as(gone.text()).isEqualTo(302);
        URI place = URI.create(gone.location().orElseThrow());
        Parameters query = Parameters.parse(place.getRawQuery());
        assertThat(query.text("client_id")).isEqualTo("our-id");
        assertThat(query.text("redirect_uri")).isEqualTo(servers.issuer + "/authorize/callback");
        assertThat(query.text("response_type")).isEqualTo("code");
        return place;
    }

    private static String query(URI place, String name) {
        return Parameters.parse(place.getRawQuery()).text(name);
    }

    private Page comesBack(Browser own, URI place) {
        return own.get(
                servers.issuer
                        + "/authorize/callback?code=the-code&state="
                        + Parameters.encode(query(place, "state")));
    }

    private void belongsToAcmeAlone(JsonNode tokens, String subject) {
        assertThat(
                        relying.api("/organizations", tokens.path("access_token").asString())
                                .json()
                                .path("data")
                                .findValuesAsString("id"))
                .containsExactly("acme");
        assertThat(
                        servers.texts(
                                "select subject || ' ' || email from membership.identities where issuer like 'provider:%'"))
                .containsExactly(subject + " jane@acme.test");
        assertThat(world.asked())
                .anyMatch(line -> line.startsWith("POST ") && line.contains("the-code"));
    }

    @Test
    void github_names_somebody_by_their_number() {
        provide("github", "{}");
        world.on(
                        "POST github.com/login/oauth/access_token",
                        "{\"access_token\": \"T\", \"token_type\": \"bearer\"}")
                .on(
                        "GET api.github.com/user",
                        "{\"id\": 4711, \"login\": \"jane\", \"name\": \"Jane\"}")
                .on(
                        "GET api.github.com/user/emails",
                        "[{\"email\": \"jane@acme.test\", \"primary\": true, \"verified\": true}]");
        Browser jane = new Browser();
        URI place = leaves(jane);
        assertThat(place.toString()).startsWith("https://github.com/login/oauth/authorize?");
        belongsToAcmeAlone(approved(jane, comesBack(jane, place)), "4711");
    }

    @Test
    void microsoft_is_asked_at_the_tenant_that_the_organization_named() {
        provide("microsoft", "{\"tenant\": \"acme.onmicrosoft.com\"}");
        world.on(
                        "POST login.microsoftonline.com/acme.onmicrosoft.com/oauth2/v2.0/token",
                        "{\"access_token\": \"T\", \"token_type\": \"bearer\", \"expires_in\": 3600}")
                .on(
                        "GET graph.microsoft.com/v1.0/me",
                        "{\"id\": \"ms-1\", \"displayName\": \"Jane\", \"userPrincipalName\": \"jane@acme.test\"}");
        Browser jane = new Browser();
        URI place = leaves(jane);
        assertThat(place.toString())
                .startsWith(
                        "https://login.microsoftonline.com/acme.onmicrosoft.com/oauth2/v2.0/authorize?");
        belongsToAcmeAlone(approved(jane, comesBack(jane, place)), "ms-1");
    }

    @Test
    void google_is_believed_by_the_signature_of_its_token() throws GeneralSecurityException {
        provide("google", "{}");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair key = generator.generateKeyPair();
        google((RSAPublicKey) key.getPublic());
        Browser jane = new Browser();
        URI place = leaves(jane);
        assertThat(place.toString()).startsWith("https://accounts.google.com/o/oauth2/v2/auth?");
        world.on("POST oauth2.googleapis.com/token", answer(place, key, "our-id"));
        belongsToAcmeAlone(approved(jane, comesBack(jane, place)), "google-1");

        Browser other = new Browser();
        URI forged = leaves(other);
        world.on("POST oauth2.googleapis.com/token", answer(forged, key, "another-id"));
        assertThat(comesBack(other, forged).status()).isEqualTo(403);
    }

    private void google(RSAPublicKey key) {
        world.on(
                        "GET accounts.google.com/.well-known/openid-configuration",
                        """
                        {"issuer": "https://accounts.google.com",
                         "authorization_endpoint": "https://accounts.google.com/o/oauth2/v2/auth",
                         "token_endpoint": "https://oauth2.googleapis.com/token",
                         "jwks_uri": "https://www.googleapis.com/oauth2/v3/certs",
                         "userinfo_endpoint": "https://openidconnect.googleapis.com/v1/userinfo",
                         "response_types_supported": ["code"], "subject_types_supported": ["public"],
                         "id_token_signing_alg_values_supported": ["RS256"]}
                        """)
                .on(
                        "GET www.googleapis.com/oauth2/v3/certs",
                        Json.write(
                                Map.of(
                                        "keys",
                                        java.util.List.of(
                                                Map.of(
                                                        "kty", "RSA",
                                                        "kid", "k",
                                                        "alg", "RS256",
                                                        "use", "sig",
                                                        "n", base64(key.getModulus()),
                                                        "e", base64(key.getPublicExponent()))))));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// What Google answers for the code of this login.
    private String answer(URI place, KeyPair key, String audience) throws GeneralSecurityException {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://accounts.google.com");
        claims.put("sub", "google-1");
        claims.put("aud", audience);
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("exp", clock.instant().plusSeconds(600).getEpochSecond());
        claims.put("email", "jane@acme.test");
        claims.put("email_verified", true);
        claims.put("name", "Jane");
        String nonce = query(place, "nonce");
        if (!nonce.isEmpty()) {
            claims.put("nonce", nonce);
        }
        String signed =
                base64("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8))
                        + "."
                        + base64(Json.write(claims).getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return Json.write(
                Map.of(
                        "access_token", "T",
                        "token_type", "Bearer",
                        "id_token", signed + "." + base64(signature.sign())));
    }

    @Test
    void a_refusal_of_the_provider_is_said_on_a_page_and_makes_no_account() {
        provide("github", "{}");
        Browser jane = new Browser();
        Page refused = comesBack(jane, leaves(jane));
        assertThat(refused.status()).as(refused.text()).isBetween(400, 503);
        assertThat(refused.type()).startsWith("text/html");
        assertThat(refused.text()).doesNotContain("our-secret");
        assertThat(servers.count("membership.identities where issuer like 'provider:%'")).isZero();
    }
}
