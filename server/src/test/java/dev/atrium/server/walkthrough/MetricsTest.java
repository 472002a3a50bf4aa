package dev.atrium.server.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.atrium.storage.PostgresUri;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Dashboards and alerts know the metrics by name and label, so both are held by a golden file;
/// with `-Dgolden.write=true` it is written instead.
@ExtendWith(TestDatabase.class)
class MetricsTest {
    private static final Pattern SAMPLE =
            Pattern.compile("((?:atrium|hikaricp)_\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void the_metrics_are_those_that_dashboards_know(PostgresUri uri) throws Exception {
        Path directory = Files.createTempDirectory("metrics");
        Path data = directory.resolve("data");
        int offset = PortBlock.freeOffset();
        try (Program up =
                Program.start(
                        Map.of("POSTGRES_URI", uri.whole().reveal()),
                        "up",
                        "--data",
                        data.toString(),
                        "--port-offset",
                        Integer.toString(offset))) {
            Map<String, String> shell = up.awaitUp(data);
            get(Objects.requireNonNull(shell.get("DEX_URL")) + "/.well-known/openid-configuration");
            get(Objects.requireNonNull(shell.get("MEMBERSHIP_URL")) + "/api/_info");
            logIn(
                    Objects.requireNonNull(shell.get("PORTAL_URL")),
                    Objects.requireNonNull(shell.get("DEMO_ADMIN_EMAIL")));
            String address = "http://localhost:" + (5558 + offset) + "/metrics";
            String metrics = get(address);

            golden(names(metrics));
            assertThat(metrics)
                    .contains(
                            "atrium_logins_total{connector=\"local\",outcome=\"refused\",role=\"dex\"} 1.0")
                    .contains(
                            "atrium_logins_total{connector=\"local\",outcome=\"success\",role=\"dex\"} 1.0")
                    .containsPattern(
                            "atrium_logins_total\\{connector=\"[^\"]+\",outcome=\"success\",role=\"membership\"} 1\\.0")
                    .containsPattern(
                            "atrium_http_requests_seconds_count\\{method=\"GET\",role=\"dex\",route=\"[^\"]+\",status=\"200\"}")
                    .containsPattern("atrium_oidc_signatures_total\\{role=\"dex\"} [1-9]")
                    .containsPattern("atrium_oidc_signatures_total\\{role=\"membership\"} [1-9]")
                    .contains(
                            "atrium_jobs_seconds_count{job=\"dex-expired-rows\",outcome=\"failed\"} 0")
                    .contains("atrium_master_key_generated 1.0")
                    .containsPattern("hikaricp_connections_active\\{pool=\"up\"} ");
            assertThat(up.stop()).isEqualTo(143);
        } finally {
            Seeds.delete(directory);
        }
    }

    private static void logIn(String portal, String email) {
        try (BrowserContext context = Browser.person()) {
            Page page = context.newPage();
            page.navigate(portal);
            Browser.logIn(page, email, "not the password");
            page.locator("input[name=password]").waitFor();
            Browser.logIn(page, email, "password");
            page.waitForURL(portal + "/**");
        }
    }

    /// Each name once, with its labels and without their values.
    private static String names(String metrics) {
        TreeSet<String> names = new TreeSet<>();
        for (String line : metrics.lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                String labels = sample.group(2) == null ? "" : sample.group(2);
                names.add(
                        sample.group(1)
                                + LABEL.matcher(labels)
                                        .results()
                                        .map(label -> label.group(1))
                                        .sorted()
                                        .collect(Collectors.joining(",", "{", "}")));
            }
        }
        return String.join("\n", names) + "\n";
    }

    private static void golden(String actual) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Path file = Path.of("src/test/resources/golden/metrics.txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
            return;
        }
        try (InputStream in = MetricsTest.class.getResourceAsStream("/golden/metrics.txt")) {
            assertThat(in).as("golden file metrics.txt").isNotNull();
            assertThat(actual).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String get(String address) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(address)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
