package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.dex.audit.LoginEvent;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.directory.Slapd;
import dev.atrium.testkit.kerberos.Realm;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Logging in with a Kerberos ticket: what the browser sends, whether it was asked before, whether
/// a password may be typed instead, and whose realm counts.
@ExtendWith(TestDatabase.class)
class TicketsTest {
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2: {skipApprovalScreen: true}
            staticClients:
            - {id: app, secret: app-secret, name: App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            connectors:
            - type: ldap
              id: corp
              name: Corp
              config:
                host: ${ldap}
                insecureNoSSL: true
                bindDN: cn=admin,dc=example,dc=org
                bindPW: admin
                userSearch: {baseDN: "ou=People,dc=example,dc=org", username: uid, idAttr: DN, emailAttr: mail, nameAttr: cn}
                kerberos: {enabled: true, keytabPath: "${keytab}", expectedRealm: ${realm}, fallbackToPassword: ${fallback}}
            """;
    private static final String TRIED = "dex_spnego_tried";

    private static Slapd slapd;
    private static Realm realm;

    private final FakeClock clock = FakeClock.atNoon();

    @BeforeAll
    static void start() {
        slapd = Slapd.start();
        realm = Realm.start("jdoe");
    }

    @AfterAll
    static void stop() {
        realm.close();
        slapd.close();
    }

    private DexServer dex(Database database, boolean fallback, String expected) {
        return DexServer.start(
                DexServer.Setup.of(database, clock, CONFIG)
                        .replacing("ldap", slapd.plain())
                        .replacing("keytab", realm.keytab().toString())
                        .replacing("realm", expected)
                        .replacing("fallback", Boolean.toString(fallback)));
    }

    /// Where the password would be typed.
    private static String page(DexServer dex, Browser browser) {
        return dex.origin()
                + Browser.location(
                        browser.get(
                                dex.base()
                                        + "/auth/corp?client_id=app&response_type=code&scope=openid&state=s&redirect_uri=http://127.0.0.1:5555/callback"));
    }

    private static HttpResponse<String> negotiate(Browser browser, String page, String token) {
        return browser.get(page, Map.of("Authorization", "Negotiate " + token));
    }

    private static boolean asks(HttpResponse<String> answer) {
        return answer.headers()
                .allValues("WWW-Authenticate")
                .equals(java.util.List.of("Negotiate"));
    }

    private static boolean hasForm(HttpResponse<String> answer) {
        return answer.body().contains("name=\"password\"");
    }

    @Test
    void a_ticket_logs_in_without_a_page(Database database) {
        try (DexServer dex = dex(database, false, "example.org")) {
            Browser browser = new Browser();
            String page = page(dex, browser);
            HttpResponse<String> question = browser.get(page);
            assertThat(question.statusCode()).isEqualTo(401);
            assertThat(asks(question)).isTrue();
            assertThat(hasForm(question)).isFalse();
            assertThat(browser.cookies()).doesNotContainKey(TRIED);

            HttpResponse<String> in = negotiate(browser, page, realm.token("jdoe"));
            assertThat(in.statusCode()).isEqualTo(303);
            assertThat(in.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .as("proves the server to the browser")
                    .startsWith("Negotiate ");
            HttpResponse<String> back = browser.get(dex.origin() + Browser.location(in));
            assertThat(Browser.location(back))
                    .startsWith("http://127.0.0.1:5555/callback?code=")
                    .endsWith("&state=s");
            assertThat(dex.dex().trail().latest(5))
                    .extracting(LoginEvent::outcome, LoginEvent::userId)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    LoginEvent.Outcome.SUCCESS,
                                    "cn=jane,ou=People,dc=example,dc=org"));
        }
    }

    @Test
    void who_has_no_ticket_is_asked_once_and_finds_the_form(Database database) {
        try (DexServer dex = dex(database, true, "example.org")) {
            Browser browser = new Browser();
            String page = page(dex, browser);
            HttpResponse<String> question = browser.get(page);
            assertThat(question.statusCode()).isEqualTo(401);
            assertThat(asks(question)).isTrue();
            assertThat(hasForm(question)).as("browsers without a ticket show this").isTrue();
            assertThat(question.headers().allValues("Set-Cookie"))
                    .contains(TRIED + "=1; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");

            HttpResponse<String> form = browser.get(page);
            assertThat(form.statusCode()).isEqualTo(200);
            assertThat(form.headers().firstValue("WWW-Authenticate")).isEmpty();
            assertThat(hasForm(form)).isTrue();
            assertThat(browser.post(page, Map.of("login", "jdoe", "password", "foo")).statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void a_ticket_counts_although_the_browser_was_asked_before(Database database) {
        try (DexServer dex = dex(database, true, "example.org")) {
            Browser browser = new Browser();
            String page = page(dex, browser);
            browser.get(page);
            assertThat(browser.cookies()).containsKey(TRIED);
            assertThat(negotiate(browser, page, realm.token("jdoe")).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void a_ticket_that_is_refused_leads_to_the_form_or_nowhere(Database database) {
        try (DexServer open = dex(database, true, "corp.example.org")) {
            Browser browser = new Browser();
            for (String token : new String[] {realm.token("jdoe"), "bm8=", "no base64 !", ""}) {
                HttpResponse<String> form = negotiate(browser, page(open, browser), token);
                assertThat(form.statusCode()).as(token).isEqualTo(200);
                assertThat(hasForm(form)).isTrue();
            }
        }
        try (DexServer closed = dex(database, false, "corp.example.org")) {
            Browser browser = new Browser();
            for (String token : new String[] {realm.token("jdoe"), "bm8=", "no base64 !", ""}) {
                HttpResponse<String> answer = negotiate(browser, page(closed, browser), token);
                assertThat(answer.statusCode()).as(token).isEqualTo(401);
                assertThat(asks(answer)).isTrue();
                assertThat(hasForm(answer)).isFalse();
            }
            assertThat(closed.dex().trail().latest(1))
                    .extracting(LoginEvent::outcome)
                    .containsExactly(LoginEvent.Outcome.REFUSED);
        }
    }

    @Test
    void a_token_is_of_use_once(Database database) {
        try (DexServer dex = dex(database, false, "example.org")) {
            String token = realm.token("jdoe");
            Browser first = new Browser();
            assertThat(negotiate(first, page(dex, first), token).statusCode()).isEqualTo(303);
            Browser second = new Browser();
            assertThat(negotiate(second, page(dex, second), token).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void another_scheme_is_as_good_as_none(Database database) {
        try (DexServer dex = dex(database, true, "example.org")) {
            for (String scheme : new String[] {"Basic amRvZTpmb28=", "Negotiated", "NTLM TlRM"}) {
                Browser browser = new Browser();
                HttpResponse<String> answer =
                        browser.get(page(dex, browser), Map.of("Authorization", scheme));
                assertThat(answer.statusCode()).as(scheme).isEqualTo(401);
                assertThat(asks(answer)).isTrue();
            }
        }
    }

    @Test
    void a_header_that_is_too_large_is_refused_and_nothing_breaks(Database database) {
        try (DexServer dex = dex(database, false, "example.org")) {
            Browser browser = new Browser();
            String page = page(dex, browser);
            assertThat(negotiate(browser, page, "A".repeat(40_000)).statusCode()).isEqualTo(431);
            assertThat(negotiate(browser, page, "A".repeat(20_000)).statusCode()).isEqualTo(401);
            assertThat(negotiate(browser, page, realm.token("jdoe")).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void a_password_counts_only_where_there_is_a_form(Database database) {
        try (DexServer dex = dex(database, false, "example.org")) {
            Browser browser = new Browser();
            String page = page(dex, browser);
            HttpResponse<String> refused =
                    browser.post(page, Map.of("login", "jdoe", "password", "foo"));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("ticket of your network");
        }
    }

    @Test
    void the_browser_has_a_session_afterwards(Database database) {
        String sessions = "sessions: {absoluteLifetime: 24h}\n";
        DexServer.Setup setup =
                DexServer.Setup.of(database, clock, CONFIG + sessions)
                        .with(Map.of("DEX_SESSIONS_ENABLED", "true"))
                        .replacing("ldap", slapd.plain())
                        .replacing("keytab", realm.keytab().toString())
                        .replacing("realm", "example.org")
                        .replacing("fallback", "false");
        try (DexServer dex = DexServer.start(setup)) {
            Browser browser = new Browser();
            HttpResponse<String> in = negotiate(browser, page(dex, browser), realm.token("jdoe"));
            browser.get(dex.origin() + Browser.location(in));
            assertThat(page(dex, browser)).as("without asking again").doesNotContain("/login");
        }
    }
}
