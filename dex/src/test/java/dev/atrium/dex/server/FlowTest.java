package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.atrium.kernel.Json;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The whole way from a client's request to its tokens, over HTTP.
@ExtendWith(TestDatabase.class)
class FlowTest {
    private static final String REDIRECT = "http://127.0.0.1:5555/callback";
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2: {skipApprovalScreen: true}
            expiry: {refreshTokens: {reuseInterval: 30s}}
            staticClients:
            - {id: example-app, secret: app-secret, name: Example App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            - {id: other-app, secret: other-secret, name: Other App, redirectURIs: ["http://127.0.0.1:5556/cb"]}
            connectors:
            - {type: mockPassword, id: people, name: People, config: {username: admin, password: PASSWORD}}
            - {type: mockCallback, id: mock, name: Example}
            """;

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();

    @Test
    void satisfies_an_independent_relying_party(Database database) throws Exception {
        FakeClock now = new FakeClock(Clock.systemUTC().instant());
        try (DexServer dex = DexServer.start(database, now, CONFIG)) {
            OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(new Issuer(dex.base()));
            CodeVerifier verifier = new CodeVerifier();
            Nonce nonce = new Nonce();
            String challenge =
                    com.nimbusds.oauth2.sdk.pkce.CodeChallenge.compute(
                                    com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod.S256, verifier)
                            .getValue();
            String code =
                    logIn(
                            dex,
                            dex,
                            "&nonce="
                                    + nonce.getValue()
                                    + "&code_challenge_method=S256&code_challenge="
                                    + challenge);
            TokenRequest request =
                    new TokenRequest.Builder(
                                    provider.getTokenEndpointURI(),
                                    new ClientSecretBasic(
                                            new ClientID("example-app"), new Secret("app-secret")),
                                    new AuthorizationCodeGrant(
                                            new AuthorizationCode(code),
                                            URI.create(REDIRECT),
                                            verifier))
                            .build();
            TokenResponse answer = OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
            assertThat(answer.indicatesSuccess()).isTrue();
            OIDCTokenResponse tokens = (OIDCTokenResponse) answer.toSuccessResponse();

            IDTokenValidator validator =
                    new IDTokenValidator(
                            provider.getIssuer(),
                            new ClientID("example-app"),
                            com.nimbusds.jose.JWSAlgorithm.RS256,
                            provider.getJWKSetURI().toURL());
            assertThat(
                            validator
                                    .validate(tokens.getOIDCTokens().getIDToken(), nonce)
                                    .getSubject()
                                    .getValue())
                    .isEqualTo("Cg0wLTM4NS0yODA4OS0wEgZwZW9wbGU");
        }
    }

    @Test
    void writes_nothing_before_somebody_has_logged_in(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            String form = Browser.location(browser.get(authorization(dex, "people", "")));
            browser.get(dex.origin() + form);
            browser.post(dex.origin() + form, Map.of("login", "admin", "password", "wrong"));
            browser.get(authorization(dex, "mock", ""));

            assertThat(rows(database)).isZero();
        }
    }

    @Test
    void refuses_a_login_that_another_browser_began(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            String form = Browser.location(browser.get(authorization(dex, "people", "")));
            String callback = Browser.location(browser.get(authorization(dex, "mock", "")));
            Browser victim = new Browser();

            assertThat(victim.get(dex.origin() + form).statusCode()).isEqualTo(400);
            assertThat(victim.get(callback).statusCode()).isEqualTo(400);
            assertThat(browser.get(dex.origin() + form).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void gives_one_code_for_a_request_however_often_its_form_is_posted(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            Map<String, String> right = Map.of("login", "admin", "password", "PASSWORD");
            String form = Browser.location(browser.get(authorization(dex, "people", "")));
            Map<String, String> kept = Map.copyOf(browser.cookies());
            HttpResponse<String> first = browser.post(dex.origin() + form, right);
            assertThat(Browser.location(browser.get(dex.origin() + Browser.location(first))))
                    .startsWith(REDIRECT + "?code=");

            assertThat(browser.get(dex.origin() + form).statusCode()).isEqualTo(400);
            assertThat(browser.post(dex.origin() + form, right).statusCode()).isEqualTo(400);

            browser.cookies().putAll(kept);
            HttpResponse<String> second = browser.post(dex.origin() + form, right);
            HttpResponse<String> end = browser.get(dex.origin() + Browser.location(second));
            assertThat(end.statusCode()).isEqualTo(400);
            assertThat(end.headers().firstValue("Location")).isEmpty();
        }
    }

    @Test
    void refuses_a_request_that_was_tampered_with_or_has_expired(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            String form = Browser.location(browser.get(authorization(dex, "people", "")));
            char last = form.charAt(form.length() - 2);
            String changed =
                    form.substring(0, form.length() - 2)
                            + (last == 'A' ? 'B' : 'A')
                            + form.substring(form.length() - 1);

            assertThat(browser.get(dex.origin() + changed).statusCode()).isEqualTo(400);
            clock.advance(Duration.ofHours(25));
            HttpResponse<String> late =
                    browser.post(
                            dex.origin() + form, Map.of("login", "admin", "password", "PASSWORD"));
            assertThat(browser.get(dex.origin() + Browser.location(late)).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void carries_a_request_that_is_too_long_for_a_url(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            String code = logIn(dex, dex, "&nonce=" + "n".repeat(3000));

            JsonNode tokens = exchange(dex, code);
            assertThat(claims(tokens.path("id_token").asString()).path("nonce").asString())
                    .hasSize(3000);
        }
    }

    @Test
    void keeps_the_number_of_cookies_small(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            for (int begun = 0; begun < 40; begun++) {
                clock.advance(Duration.ofSeconds(1));
                assertThat(browser.get(authorization(dex, "people", "")).statusCode())
                        .isEqualTo(302);
            }

            assertThat(browser.cookies()).hasSizeLessThanOrEqualTo(12);
            assertThat(logIn(dex, dex, "")).isNotEmpty();
        }
    }

    @Test
    void gives_tokens_once_for_a_code_that_is_used_in_parallel(Database database) throws Exception {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            String code = logIn(dex, dex, "");
            List<Integer> statuses = inParallel(6, () -> token(dex, codeForm(code)).statusCode());

            assertThat(statuses).containsOnly(200, 400).containsOnlyOnce(200);
        }
    }

    @Test
    void gives_parallel_refreshes_the_same_next_token(Database database) throws Exception {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            String refresh = exchange(dex, logIn(dex, dex, "")).path("refresh_token").asString();
            clock.advance(Duration.ofMinutes(1));

            List<String> next =
                    inParallel(
                            6,
                            () ->
                                    json(token(dex, refreshForm(refresh)))
                                            .path("refresh_token")
                                            .asString());

            assertThat(next).doesNotContain("").containsOnly(next.getFirst());
            clock.advance(Duration.ofMinutes(1));
            assertThat(token(dex, refreshForm(refresh)).statusCode()).isEqualTo(400);
            assertThat(token(dex, refreshForm(next.getFirst())).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void spreads_every_step_over_two_processes(Database database) {
        try (DexServer one = DexServer.start(database, clock, CONFIG);
                DexServer two = DexServer.beside(database, clock, CONFIG, one)) {
            for (int round = 0; round < 5; round++) {
                String code = logIn(one, two, "");
                JsonNode first = exchange(one, code);
                JsonNode second =
                        json(token(two, refreshForm(first.path("refresh_token").asString())));
                assertThat(userinfo(one, second.path("access_token").asString()).statusCode())
                        .isEqualTo(200);
                assertThat(userinfo(two, first.path("access_token").asString()).statusCode())
                        .isEqualTo(200);
                clock.advance(Duration.ofHours(5));
                one.dex().keys().maintain();
                two.dex().keys().maintain();
            }
        }
    }

    @Test
    void refuses_tokens_that_are_expired_or_foreign(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            String access = exchange(dex, logIn(dex, dex, "")).path("access_token").asString();

            assertThat(userinfo(dex, access).statusCode()).isEqualTo(200);
            clock.advance(Duration.ofHours(24));
            assertThat(userinfo(dex, access).statusCode()).isEqualTo(403);
            assertThat(userinfo(dex, "eyJhbGciOiJub25lIn0.e30.").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void answers_bad_bodies_in_the_protocols_words(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            HttpResponse<String> huge =
                    browser.post(
                            dex.base() + "/token",
                            Map.of(),
                            "grant_type=" + "x".repeat(1 << 20),
                            "application/x-www-form-urlencoded");
            HttpResponse<String> json =
                    browser.post(
                            dex.base() + "/token",
                            Map.of(),
                            "{\"grant_type\":\"authorization_code\"}",
                            "application/json");

            assertThat(huge.statusCode()).isEqualTo(413);
            assertThat(json(huge).path("error").asString()).isEqualTo("invalid_request");
            assertThat(json.statusCode()).isEqualTo(400);
            assertThat(json(json).path("error").asString()).isEqualTo("unsupported_grant_type");
        }
    }

    @Test
    void protects_pages_with_headers_and_without_scripts(Database database) {
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            HttpResponse<String> page =
                    browser.get(
                            dex.origin()
                                    + Browser.location(
                                            browser.get(authorization(dex, "people", ""))));

            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.body())
                    .contains("id=\"login\"", "id=\"password\"", "id=\"submit-login\"")
                    .contains("127.0.0.1")
                    .doesNotContain("<script", "style=");
        }
    }

    private String authorization(DexServer dex, String connector, String more) {
        return dex.base()
                + "/auth/"
                + connector
                + "?client_id=example-app&response_type=code&scope=openid+offline_access&state=s"
                + more
                + "&redirect_uri="
                + REDIRECT;
    }

    /// Logs in by the form, each request going to the other process.
    private String logIn(DexServer one, DexServer two, String more) {
        String form = Browser.location(browser.get(authorization(one, "people", more)));
        assertThat(browser.get(two.origin() + form).statusCode()).isEqualTo(200);
        String dispatcher =
                Browser.location(
                        browser.post(
                                one.origin() + form,
                                Map.of("login", "admin", "password", "PASSWORD")));
        String back = Browser.location(browser.get(two.origin() + dispatcher));
        assertThat(back).startsWith(REDIRECT);
        return Browser.query(back).text("code");
    }

    private static Map<String, String> codeForm(String code) {
        return Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", REDIRECT);
    }

    private static Map<String, String> refreshForm(String refresh) {
        return Map.of("grant_type", "refresh_token", "refresh_token", refresh);
    }

    private JsonNode exchange(DexServer dex, String code) {
        HttpResponse<String> response = token(dex, codeForm(code));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private HttpResponse<String> token(DexServer dex, Map<String, String> form) {
        String basic =
                Base64.getEncoder()
                        .encodeToString("example-app:app-secret".getBytes(StandardCharsets.UTF_8));
        return new Browser()
                .post(
                        dex.base() + "/token",
                        Map.of("Authorization", "Basic " + basic),
                        Browser.encode(form),
                        "application/x-www-form-urlencoded");
    }

    private HttpResponse<String> userinfo(DexServer dex, String token) {
        return browser.post(
                dex.base() + "/userinfo",
                Map.of("Authorization", "Bearer " + token),
                "",
                "application/x-www-form-urlencoded");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.mapper().readTree(response.body());
    }

    private static JsonNode claims(String token) {
        return Json.mapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private static int rows(Database database) {
        return database.in(Dex.SCHEMA)
                .read(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                """
                                                select (select count(*) from <schema>.logins)
                                                     + (select count(*) from <schema>.parked_requests)
                                                     + (select count(*) from <schema>.spent_requests)
                                                     + (select count(*) from <schema>.codes)
                                                """)
                                        .mapTo(Integer.class)
                                        .one());
    }

    private static <T> List<T> inParallel(int count, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                running.add(threads.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        }
    }
}
