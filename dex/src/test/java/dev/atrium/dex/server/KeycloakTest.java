package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.keycloak.Keycloak;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Keycloak as upstream: an OpenID provider and a SAML identity provider of somebody else's making.
/// The short versions, with simulated ones, are the tests of the connectors.
@Tag("slow")
@EnabledIfSystemProperty(named = "keycloak.zip", matches = ".+")
@ExtendWith(TestDatabase.class)
class KeycloakTest {
    private static final String HEAD =
            """
            issuer: ${origin}
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2: {skipApprovalScreen: true}
            staticClients:
            - CLIENT
            connectors:
            """
                    .replace("CLIENT", Relying.CLIENT);
    private static final Pattern ACTION = Pattern.compile("(?i)<form[^>]*action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "(?i)<input[^>]*name=\"(SAMLResponse|RelayState)\"[^>]*value=\"([^\"]*)\"");

    private static Keycloak keycloak;

    private final FakeClock clock = new FakeClock(Clock.systemUTC().instant());
    private final Browser browser = new Browser();

    @BeforeAll
    static void start(@TempDir Path dir) {
        keycloak =
                Keycloak.start(
                        Path.of(System.getProperty("keycloak.zip", "")), dir, "/people-realm.json");
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    /// Keycloak answers a request that was posted with a redirect to its form.
    private HttpResponse<String> logIn(HttpResponse<String> begun) {
        HttpResponse<String> form = begun;
        while (form.statusCode() == 302 || form.statusCode() == 303) {
            form = browser.get(Browser.location(form));
        }
        Matcher action = ACTION.matcher(form.body());
        assertThat(action.find()).as(form.body()).isTrue();
        return browser.post(
                action.group(1).replace("&amp;", "&"),
                Map.of("username", "jane", "password", "secret", "credentialId", ""));
    }

    /// Keycloak's clock is the machine's, and a loaded machine takes its time for a login.
    private void catchUp() {
        clock.advance(Duration.between(clock.instant(), Clock.systemUTC().instant()));
    }

    @Test
    void an_openid_provider(Database database) {
        String connector =
                """
                - type: oidc
                  id: keycloak
                  name: Keycloak
                  config:
                    issuer: ${realm}
                    clientID: dex
                    clientSecret: secret
                    redirectURI: ${origin}/callback
                    insecureEnableGroups: true
                    allowedGroups: [devs]
                    scopes: [profile, email, offline_access]
                """;
        DexServer.Setup setup =
                DexServer.Setup.of(database, clock, HEAD + connector)
                        .replacing("realm", keycloak.realm("people"));
        try (DexServer dex = DexServer.start(setup)) {
            Relying relying = new Relying(dex, browser);
            HttpResponse<String> form = browser.get(Browser.location(relying.begin("keycloak")));
            HttpResponse<String> back = logIn(form);
            if (back.statusCode() == 200) {
                // Keycloak asks for consent to offline access.
                Matcher action = ACTION.matcher(back.body());
                assertThat(action.find()).as(back.body()).isTrue();
                back = browser.post(action.group(1).replace("&amp;", "&"), Map.of("accept", "Yes"));
            }

            catchUp();
            JsonNode tokens = relying.tokens(browser.get(Browser.location(back)));
            JsonNode claims = Relying.claims(tokens);
            assertThat(claims.path("email").asString()).isEqualTo("jane@example.com");
            assertThat(claims.path("name").asString()).isEqualTo("Jane Doe");
            assertThat(claims.path("groups").toString()).isEqualTo("[\"devs\"]");
            assertThat(Relying.claims(relying.refresh(tokens)).path("sub"))
                    .isEqualTo(claims.path("sub"));
        }
    }

    @Test
    void a_saml_identity_provider(Database database) {
        String connector =
                """
                - type: saml
                  id: keycloak
                  name: Keycloak
                  config:
                    ssoURL: ${realm}/protocol/saml
                    caData: ${certificate}
                    entityIssuer: https://dex.example.com
                    ssoIssuer: ${realm}
                    redirectURI: ${origin}/callback
                    usernameAttr: name
                    emailAttr: email
                    groupsAttr: groups
                    allowedGroups: [ops]
                """;
        DexServer.Setup setup =
                DexServer.Setup.of(database, clock, HEAD + connector)
                        .replacing("realm", keycloak.realm("people"))
                        .replacing(
                                "certificate",
                                Base64.getEncoder()
                                        .encodeToString(
                                                keycloak.certificate("people")
                                                        .getBytes(StandardCharsets.UTF_8)));
        try (DexServer dex = DexServer.start(setup)) {
            Relying relying = new Relying(dex, browser);
            Map<String, String> request = Relying.fields(relying.begin("keycloak").body());
            HttpResponse<String> page =
                    logIn(browser.post(keycloak.realm("people") + "/protocol/saml", request));
            Map<String, String> answer = new java.util.LinkedHashMap<>();
            Matcher fields = HIDDEN.matcher(page.body());
            while (fields.find()) {
                answer.put(fields.group(1), fields.group(2));
            }
            assertThat(answer).as(page.body()).containsKeys("SAMLResponse", "RelayState");

            catchUp();
            JsonNode tokens = relying.tokens(browser.post(dex.base() + "/callback", answer));
            JsonNode claims = Relying.claims(tokens);
            assertThat(claims.path("email").asString()).isEqualTo("jane@example.com");
            assertThat(claims.path("name").asString()).isEqualTo("jane");
            assertThat(claims.path("groups"))
                    .extracting(JsonNode::asString)
                    .contains("devs", "ops");
        }
    }
}
