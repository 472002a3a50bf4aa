package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.directory.Slapd;
import dev.atrium.testkit.saml.IdentityProvider;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The three connectors that the documentation of the chart shows, each with its hosts and paths
/// replaced, log somebody in.
@ExtendWith(TestDatabase.class)
class ConnectorsOfTheSeedsTest {
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
    private static final String SAML =
            """
            - type: saml
              id: saml
              name: SAML
              config:
                ssoURL: https://your-idp.example.com/sso
                ca: ${dir}/idp.pem
                redirectURI: ${origin}/callback
                usernameAttr: name
                emailAttr: email
                groupsAttr: groups
            """;
    private static final String LDAP =
            """
            - type: ldap
              id: ldap
              name: LDAP
              config:
                host: ${ldap}
                insecureNoSSL: false
                rootCA: ${ca}
                bindDN: cn=admin,dc=example,dc=org
                bindPW: admin
                userSearch:
                  baseDN: ou=People,dc=example,dc=org
                  username: mail
                  idAttr: DN
                  emailAttr: mail
                  nameAttr: cn
            """;
    private static final String OIDC =
            """
            - type: oidc
              id: okta
              name: Okta
              config:
                issuer: ${upstream}
                clientID: app
                clientSecret: secret
                redirectURI: ${origin}/callback
                insecureEnableGroups: true
                scopes: [profile, email, groups, offline_access]
            """;

    /// A little late, so that certificates made meanwhile are valid.
    private final FakeClock clock = new FakeClock(Clock.systemUTC().instant().plusSeconds(120));

    private final Browser browser = new Browser();
    private Path dir;
    private IdentityProvider idp;

    @BeforeEach
    void keys(@TempDir Path folder) throws Exception {
        dir = folder;
        Slapd.certificate(dir, "idp", "DNS:your-idp.example.com");
        idp = IdentityProvider.of(dir, "idp");
    }

    private DexServer saml(Database database) {
        return DexServer.start(
                DexServer.Setup.of(database, clock, HEAD + SAML).replacing("dir", dir.toString()));
    }

    /// What the provider makes the browser post.
    private Map<String, String> answered(DexServer dex, Map<String, String> asked)
            throws Exception {
        String request =
                new String(
                        Base64.getDecoder().decode(asked.get("SAMLRequest")),
                        StandardCharsets.UTF_8);
        String id = IdentityProvider.parse(request).getDocumentElement().getAttribute("ID");
        assertThat(asked.get("RelayState")).isEqualTo(id).hasSizeLessThan(80);
        String response =
                IdentityProvider.response(id, clock.instant())
                        .replace(IdentityProvider.ACS, dex.base() + "/callback")
                        .replace(IdentityProvider.AUDIENCE + "<", dex.base() + "/callback<");
        String signed = IdentityProvider.write(idp.sign(IdentityProvider.parse(response), "_asrt"));
        Map<String, String> posted = new LinkedHashMap<>();
        posted.put(
                "SAMLResponse",
                Base64.getEncoder().encodeToString(signed.getBytes(StandardCharsets.UTF_8)));
        posted.put("RelayState", id);
        return posted;
    }

    @Test
    void saml_logs_somebody_in_once(Database database) throws Exception {
        try (DexServer dex = saml(database)) {
            Relying relying = new Relying(dex, browser);
            HttpResponse<String> page = relying.begin("saml");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("action=\"https://your-idp.example.com/sso\"");
            Map<String, String> answer = answered(dex, Relying.fields(page.body()));

            JsonNode tokens = relying.tokens(browser.post(dex.base() + "/callback", answer));
            JsonNode claims = Relying.claims(tokens);
            assertThat(claims.path("sub").asString()).isEqualTo("CgdqYW5lLWlkEgRzYW1s");
            assertThat(claims.path("name").asString()).isEqualTo("Jane");
            assertThat(claims.path("groups").toString()).isEqualTo("[\"devs\",\"ops\"]");
            assertThat(Relying.claims(relying.refresh(tokens)).path("sub"))
                    .isEqualTo(claims.path("sub"));

            assertThat(browser.post(dex.base() + "/callback", again(answer)).statusCode())
                    .as("the same answer once more")
                    .isEqualTo(400);
        }
    }

    private static Map<String, String> again(Map<String, String> answer) {
        Map<String, String> repeated = new LinkedHashMap<>(answer);
        repeated.put("atrium_repeated", "1");
        return repeated;
    }

    /// Browsers leave Lax cookies out of a post that another site causes.
    @Test
    void saml_works_where_the_browser_leaves_its_cookies_out(Database database) throws Exception {
        try (DexServer dex = saml(database)) {
            Relying relying = new Relying(dex, browser);
            Map<String, String> answer =
                    answered(dex, Relying.fields(relying.begin("saml").body()));

            HttpResponse<String> page = new Browser().post(dex.base() + "/callback", answer);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("action=\"/callback\"").contains("forward.js");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(browser.get(dex.base() + "/static/forward.js").statusCode()).isEqualTo(200);
            Map<String, String> repeated = Relying.fields(page.body());
            assertThat(repeated).containsAllEntriesOf(answer);

            JsonNode tokens = relying.tokens(browser.post(dex.base() + "/callback", repeated));
            assertThat(Relying.claims(tokens).path("email").asString())
                    .isEqualTo("jane@example.com");
        }
    }

    @Test
    void saml_answers_belong_to_one_browser_and_one_request(Database database) throws Exception {
        try (DexServer dex = saml(database)) {
            Relying relying = new Relying(dex, browser);
            Map<String, String> first = answered(dex, Relying.fields(relying.begin("saml").body()));
            Map<String, String> second = Relying.fields(relying.begin("saml").body());

            HttpResponse<String> stolen =
                    new Browser().post(dex.base() + "/callback", again(first));
            assertThat(stolen.statusCode()).isEqualTo(400);
            Map<String, String> mixed = new LinkedHashMap<>(first);
            mixed.put("RelayState", second.get("RelayState"));
            assertThat(browser.post(dex.base() + "/callback", mixed).statusCode()).isEqualTo(500);
            HttpResponse<String> got =
                    browser.get(dex.base() + "/callback?state=" + first.get("RelayState"));
            assertThat(got.statusCode()).isEqualTo(400);
            assertThat(got.body()).contains("Invalid request");
        }
    }

    @Test
    void ldap_logs_somebody_in(Database database) {
        try (Slapd slapd = Slapd.start();
                DexServer dex =
                        DexServer.start(
                                DexServer.Setup.of(database, clock, HEAD + LDAP)
                                        .replacing("ldap", slapd.tls())
                                        .replacing("ca", slapd.authority().toString()))) {
            Relying relying = new Relying(dex, browser);
            String form = dex.origin() + Browser.location(relying.begin("ldap"));
            assertThat(browser.get(form).body()).contains("Username");
            assertThat(
                            browser.post(
                                            form,
                                            Map.of(
                                                    "login",
                                                    "janedoe@example.org",
                                                    "password",
                                                    "no"))
                                    .statusCode())
                    .isEqualTo(401);

            JsonNode tokens =
                    relying.tokens(
                            browser.post(
                                    form,
                                    Map.of("login", "janedoe@example.org", "password", "foo")));
            assertThat(Relying.claims(tokens).path("email").asString())
                    .isEqualTo("janedoe@example.org");
            assertThat(Relying.claims(relying.refresh(tokens)).path("name").asString())
                    .isEqualTo("jane");
        }
    }

    @Test
    void openid_connect_logs_somebody_in(Database database) {
        String upstreamConfig =
                HEAD.replace(Relying.REDIRECT, "${redirect}")
                        + "- {type: mockCallback, id: m, name: M}\n";
        DexServer.Setup setup = DexServer.Setup.of(database, clock, HEAD + OIDC);
        try (DexServer upstream =
                        DexServer.start(
                                DexServer.Setup.of(database.in("upstream"), clock, upstreamConfig)
                                        .replacing("redirect", setup.origin() + "/callback"));
                DexServer dex = DexServer.start(setup.replacing("upstream", upstream.base()))) {
            Relying relying = new Relying(dex, browser);
            HttpResponse<String> at = relying.begin("okta");
            assertThat(Browser.location(at)).startsWith(upstream.base() + "/auth?");
            while (at.statusCode() == 200
                    || !Browser.location(at).startsWith(dex.base() + "/callback?")) {
                at = at.statusCode() == 200 ? consent(at) : next(upstream, at);
            }
            JsonNode tokens = relying.tokens(browser.get(Browser.location(at)));

            JsonNode claims = Relying.claims(tokens);
            assertThat(claims.path("email").asString()).isEqualTo("kilgore@kilgore.trout");
            assertThat(claims.path("groups").toString()).isEqualTo("[\"authors\"]");
            assertThat(Relying.claims(relying.refresh(tokens)).path("sub"))
                    .isEqualTo(claims.path("sub"));
        }
    }

    private HttpResponse<String> next(DexServer at, HttpResponse<String> redirect) {
        String location = Browser.location(redirect);
        return browser.get(location.startsWith("/") ? at.origin() + location : location);
    }

    /// Asked for because a refreshable login is wanted.
    private HttpResponse<String> consent(HttpResponse<String> page) {
        assertThat(page.body()).contains("approval");
        String address = page.uri().toString();
        return browser.post(
                address, Map.of("req", Browser.query(address).text("req"), "approval", "approve"));
    }

    @Test
    void a_proxy_in_front_says_who_it_is_only_at_its_own_callback(Database database) {
        String config = HEAD + "- {type: authproxy, id: proxy, name: Proxy}\n";
        try (DexServer dex = DexServer.start(database, clock, config)) {
            Relying relying = new Relying(dex, browser);
            String callback = Browser.location(relying.begin("proxy"));
            assertThat(callback).startsWith(dex.base() + "/callback/proxy?state=");

            Map<String, String> headers = Map.of("X-Remote-User", "jane");
            assertThat(browser.get(callback).statusCode()).as("no header").isEqualTo(500);
            assertThat(browser.get(callback.replace("/proxy", ""), headers).statusCode())
                    .as("the callback of everybody")
                    .isEqualTo(500);
            JsonNode tokens = relying.tokens(browser.get(callback, headers));
            assertThat(Relying.claims(tokens).path("name").asString()).isEqualTo("jane");
            assertThat(tokens.has("refresh_token")).isFalse();
        }
    }
}
