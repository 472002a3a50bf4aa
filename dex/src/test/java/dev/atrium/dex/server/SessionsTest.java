package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.http.Parameters;
import dev.atrium.oidc.token.ProtoPair;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Browsers that stay logged in, for how long, and what their cookie tells.
@ExtendWith(TestDatabase.class)
class SessionsTest {
    private static final String COOKIE = "dex_session";
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2: {skipApprovalScreen: true}
            sessions: {absoluteLifetime: 24h, validIfNotUsedFor: 1h, rememberMeCheckedByDefault: REMEMBERMORE}
            staticClients:
            - {id: app, secret: secret, name: App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            connectors:
            - {type: mockPassword, id: people, name: People, config: {username: admin, password: PASSWORD}}
            - {type: mockCallback, id: mock, name: Example}
            """;

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();

    @Test
    void asks_nobody_twice_within_a_session(Database database) {
        try (DexServer dex = started(database, "false", "")) {
            byPassword(dex, false);

            assertThat(silent(dex, browser)).startsWith(Relying.REDIRECT).contains("code=");
            assertThat(silent(dex, new Browser())).contains("error=login_required");
        }
    }

    @Test
    void forgets_a_browser_that_was_idle(Database database) {
        try (DexServer dex = started(database, "false", "")) {
            byPassword(dex, false);
            clock.advance(Duration.ofMinutes(59));
            assertThat(silent(dex, browser)).contains("code=");
            clock.advance(Duration.ofMinutes(59));
            assertThat(silent(dex, browser)).as("each use begins the hour anew").contains("code=");

            clock.advance(Duration.ofMinutes(61));
            assertThat(silent(dex, browser)).contains("error=login_required");
            assertThat(browser.cookies()).as("it means nothing any more").doesNotContainKey(COOKIE);
        }
    }

    @Test
    void ends_a_session_that_is_always_used(Database database) {
        try (DexServer dex = started(database, "false", "")) {
            byPassword(dex, false);
            for (int used = 0; used < 26; used++) {
                clock.advance(Duration.ofMinutes(55));
                assertThat(silent(dex, browser)).contains("code=");
            }

            clock.advance(Duration.ofMinutes(11));
            assertThat(silent(dex, browser)).contains("error=login_required");
        }
    }

    @Test
    void outlives_the_browser_only_where_the_box_is_ticked(Database database) {
        try (DexServer dex = started(database, "false", "")) {
            assertThat(byPassword(dex, false)).doesNotContain("Max-Age");
            assertThat(byPassword(dex, true))
                    .contains("Max-Age=86400")
                    .contains("HttpOnly")
                    .contains("SameSite=Lax")
                    .contains("Path=/dex")
                    .doesNotContain("Secure");
        }
    }

    @Test
    void ticks_the_box_at_first_where_the_file_says_so(Database database) {
        try (DexServer dex = started(database, "true", "")) {
            assertThat(browser.get(dex.origin() + form(dex)).body())
                    .containsPattern("name=\"remember_me\"[^>]* checked");
        }
    }

    @Test
    void remembers_a_login_without_a_form_as_the_file_says(Database database) {
        try (DexServer dex = started(database, "true", "")) {
            assertThat(byMock(dex)).contains("Max-Age=86400");
        }
        try (DexServer dex = started(database, "false", "")) {
            assertThat(byMock(dex)).isNotEmpty().doesNotContain("Max-Age");
        }
    }

    @Test
    void encrypts_the_cookie_where_there_is_a_key(Database database) {
        try (DexServer plain = started(database, "false", "")) {
            byPassword(plain, false);
            assertThat(ProtoPair.decode(held())).isPresent();
        }
        String key = "cookieEncryptionKey: 0123456789abcdef0123456789abcdef, ";
        try (DexServer dex = started(database, "false", key)) {
            browser.cookies().clear();
            byPassword(dex, false);
            String sealed = held();
            assertThat(ProtoPair.decode(sealed)).isEmpty();
            assertThat(silent(dex, browser)).contains("code=");

            Browser other = new Browser();
            other.cookies().put(COOKIE, flipped(sealed));
            assertThat(silent(dex, other)).contains("error=login_required");
            assertThat(other.cookies()).doesNotContainKey(COOKIE);
        }
    }

    @Test
    void reads_no_cookie_that_another_key_encrypted(Database database) {
        try (DexServer one = started(database, "false", "cookieEncryptionKey: 0123456789abcdef, ");
                DexServer two =
                        started(database, "false", "cookieEncryptionKey: fedcba9876543210, ");
                DexServer plain = started(database, "false", "")) {
            byPassword(one, false);
            String sealed = held();
            for (DexServer dex : List.of(two, plain)) {
                Browser other = new Browser();
                other.cookies().put(COOKIE, sealed);
                assertThat(silent(dex, other)).contains("error=login_required");
            }
        }
    }

    @Test
    void gives_a_new_secret_at_each_login(Database database) {
        try (DexServer dex = started(database, "false", "")) {
            byPassword(dex, false);
            String first = held();
            byPassword(dex, false);

            Browser planted = new Browser();
            planted.cookies().put(COOKIE, first);
            assertThat(silent(dex, planted)).contains("error=login_required");
            assertThat(silent(dex, browser)).contains("code=");
        }
    }

    private DexServer started(Database database, String remembers, String more) {
        return DexServer.start(
                DexServer.Setup.of(
                                database,
                                clock,
                                CONFIG.replace("{absoluteLifetime", "{" + more + "absoluteLifetime")
                                        .replace("REMEMBERMORE", remembers))
                        .with(Map.of("DEX_SESSIONS_ENABLED", "true")));
    }

    private static String flipped(String sealed) {
        char last = sealed.charAt(sealed.length() / 2);
        return sealed.substring(0, sealed.length() / 2)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() / 2 + 1);
    }

    /// Where a client ends that wants nobody to be asked.
    private static String silent(DexServer dex, Browser browser) {
        return followed(dex, browser, request(dex, "people", "&prompt=none"));
    }

    private static String followed(DexServer dex, Browser browser, String url) {
        String at = url;
        while (!at.startsWith(Relying.REDIRECT)) {
            at = Browser.location(browser.get(at.startsWith("/") ? dex.origin() + at : at));
        }
        return at;
    }

    private static String request(DexServer dex, String connector, String more) {
        return dex.base()
                + "/auth/"
                + connector
                + "?"
                + Parameters.EMPTY
                        .with("client_id", "app")
                        .with("redirect_uri", Relying.REDIRECT)
                        .with("response_type", "code")
                        .with("scope", "openid")
                        .encode()
                + more;
    }

    private String form(DexServer dex) {
        return Browser.location(browser.get(request(dex, "people", "&prompt=login")));
    }

    /// Logs in by name and password.
    ///
    /// @return the session cookie as it was set
    private String byPassword(DexServer dex, boolean remember) {
        String form = form(dex);
        browser.get(dex.origin() + form);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("login", "admin");
        fields.put("password", "PASSWORD");
        if (remember) {
            fields.put("remember_me", "on");
        }
        HttpResponse<String> answer = browser.post(dex.origin() + form, fields);
        followed(dex, browser, Browser.location(answer));
        return cookie(answer);
    }

    private String byMock(DexServer dex) {
        Browser fresh = new Browser();
        String at = request(dex, "mock", "");
        String cookie = "";
        while (!at.startsWith(Relying.REDIRECT)) {
            HttpResponse<String> answer = fresh.get(at.startsWith("/") ? dex.origin() + at : at);
            cookie = cookie(answer).isEmpty() ? cookie : cookie(answer);
            at = Browser.location(answer);
        }
        return cookie;
    }

    /// The session cookie that the browser has.
    private String held() {
        return Objects.requireNonNull(browser.cookies().get(COOKIE), "no cookie");
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith(COOKIE + "="))
                .findFirst()
                .orElse("");
    }
}
