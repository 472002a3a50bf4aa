package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Style sheets, pictures and values that an operator made for Dex's pages show on these.
@ExtendWith(TestDatabase.class)
class FrontendTest {
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            frontend: FRONTEND
            connectors:
            - {type: mockPassword, id: people, name: People, config: {username: a, password: b}}
            - {type: mockCallback, id: mock, name: Example}
            staticClients:
            - {id: app, secret: secret, name: App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            """;

    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();

    @TempDir private Path web;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectories(web.resolve("static/img"));
        Files.createDirectories(web.resolve("themes/acme"));
        Files.writeString(web.resolve("robots.txt"), "User-agent: acme\n");
        Files.writeString(web.resolve("static/main.css"), ".dex-btn { color: teal }");
        Files.writeString(web.resolve("static/img/back.svg"), "<svg/>");
        Files.writeString(web.resolve("themes/acme/styles.css"), ".theme-body { color: navy }");
        Files.writeString(web.resolve("themes/acme/logo.png"), "logo");
        Files.writeString(web.resolve("themes/acme/favicon.png"), "favicon");
    }

    @Test
    void shows_the_operator_s_theme(Database database) {
        try (DexServer dex = started(database, "{dir: " + web + ", theme: acme, issuer: Acme}")) {
            HttpResponse<String> page = login(dex);

            assertThat(page.body())
                    .contains("<title>Acme</title>")
                    .contains("<link rel=\"stylesheet\" href=\"/dex/static/main.css\">")
                    .contains("<link rel=\"stylesheet\" href=\"/dex/theme/styles.css\">")
                    .contains("<link rel=\"icon\" href=\"/dex/theme/favicon.png\">")
                    .contains("src=\"/dex/theme/logo.png\"")
                    .containsSubsequence("/dex/static/main.css", "/dex/theme/styles.css");
            assertThat(file(dex, "/static/main.css")).isEqualTo(".dex-btn { color: teal }");
            assertThat(file(dex, "/static/img/back.svg")).isEqualTo("<svg/>");
            assertThat(file(dex, "/theme/styles.css")).isEqualTo(".theme-body { color: navy }");
            assertThat(file(dex, "/theme/logo.png")).isEqualTo("logo");
            assertThat(file(dex, "/theme/favicon.png")).isEqualTo("favicon");
            assertThat(file(dex, "/robots.txt")).isEqualTo("User-agent: acme\n");
        }
    }

    @Test
    void sends_a_file_again_only_when_it_changed(Database database) throws IOException {
        Path sheet = web.resolve("static/main.css");
        Files.setLastModifiedTime(sheet, FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));
        try (DexServer dex = started(database, "{dir: " + web + "}")) {
            HttpResponse<String> first = browser.get(dex.base() + "/static/main.css");
            assertThat(first.headers().firstValue("Last-Modified"))
                    .contains("Fri, 02 Jan 2026 03:04:05 GMT");

            assertThat(since(dex, "Fri, 02 Jan 2026 03:04:05 GMT").statusCode()).isEqualTo(304);
            assertThat(since(dex, "Fri, 02 Jan 2026 03:04:04 GMT").statusCode()).isEqualTo(200);
            assertThat(since(dex, "yesterday").statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> since(DexServer dex, String date) {
        return browser.get(dex.base() + "/static/main.css", Map.of("If-Modified-Since", date));
    }

    @Test
    void serves_its_own_file_where_the_folder_has_none(Database database) throws IOException {
        Files.delete(web.resolve("static/main.css"));
        try (DexServer dex = started(database, "{dir: " + web + ", theme: other}")) {
            assertThat(file(dex, "/static/main.css")).contains(".dex-list");
            assertThat(file(dex, "/theme/styles.css")).isNotEmpty();
        }
    }

    @Test
    void lets_the_operator_s_style_sheets_load_what_they_name(Database database) {
        try (DexServer dex = started(database, "{dir: " + web + ", theme: acme}")) {
            assertThat(login(dex).headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("style-src 'self' https:;")
                    .contains("font-src 'self' data: https:;")
                    .contains("default-src 'none'")
                    .doesNotContain("script-src");
        }
    }

    @Test
    void shows_a_logo_from_elsewhere(Database database) {
        try (DexServer dex = started(database, "{logoURL: \"https://cdn.example.com/a.png\"}")) {
            HttpResponse<String> page = login(dex);

            assertThat(page.body()).contains("src=\"https://cdn.example.com/a.png\"");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("img-src 'self' data: https://cdn.example.com;")
                    .contains("style-src 'self';");
        }
    }

    @Test
    void gives_style_sheets_the_extra_values(Database database) {
        try (DexServer dex =
                started(
                        database,
                        "{extra: {supportHint: 'Call \"42\" <now>', terms_of_service: \"https://example.com/terms\"}}")) {
            assertThat(login(dex).body())
                    .contains("data-extra-supporthint=\"Call &quot;42&quot; &lt;now&gt;\"")
                    .contains("data-extra-terms-of-service=")
                    .contains(">terms of service</a>");
        }
    }

    @Test
    void never_links_to_a_script(Database database) {
        try (DexServer dex = started(database, "{extra: {help: \"javascript:alert(1)\"}}")) {
            assertThat(login(dex).body()).doesNotContain("href=\"javascript");
        }
    }

    @Test
    void follows_the_dark_theme(Database database) {
        try (DexServer dex = started(database, "{theme: dark}")) {
            assertThat(login(dex).body()).contains("data-theme=\"dark\"");
        }
    }

    @Test
    void serves_nothing_from_outside_the_folder(Database database) throws IOException {
        Files.writeString(web.resolve("secret.txt"), "secret");
        try (DexServer dex = started(database, "{dir: " + web + ", theme: acme}")) {
            for (String path :
                    new String[] {
                        "/static/../secret.txt",
                        "/static/%2e%2e/secret.txt",
                        "/theme/..%2f..%2fsecret.txt"
                    }) {
                assertThat(browser.get(dex.base() + path).body()).as(path).doesNotContain("secret");
            }
        }
    }

    private DexServer started(Database database, String frontend) {
        return DexServer.start(database, clock, CONFIG.replace("FRONTEND", frontend));
    }

    private HttpResponse<String> login(DexServer dex) {
        return browser.get(
                dex.base()
                        + "/auth?client_id=app&response_type=code&scope=openid&redirect_uri="
                        + Relying.REDIRECT);
    }

    private String file(DexServer dex, String path) {
        HttpResponse<String> answer = browser.get(dex.base() + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }
}
