package dev.atrium.server.walkthrough;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The documentation's way from nothing to a stack, on real processes; each step builds on the ones
/// before it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WalkThroughTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Path directory;
    private static Path data;
    private static Path values;
    private static int offset;
    private static Program up;
    private static Map<String, String> shell = new HashMap<>();
    private static Optional<FctlLogin> login = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        directory = Files.createTempDirectory("walk-through");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = directory.resolve("data");
        values = directory.resolve("values.yaml");
        Files.writeString(values, Seeds.text("newcomer.values.yaml"));
        offset = PortBlock.freeOffset();
        up = startUp();
    }

    @AfterAll
    static void stop() throws Exception {
        up.close();
        for (ProcessHandle left : Program.naming(data)) {
            left.destroyForcibly();
        }
        Seeds.delete(directory);
    }

    private static Program startUp() throws IOException {
        Program program =
                Program.start(
                        Map.of(),
                        "up",
                        "--data",
                        data.toString(),
                        "--port-offset",
                        Integer.toString(offset),
                        "--values",
                        values.toString());
        shell = program.awaitUp(data);
        return program;
    }

    @Test
    @Order(1)
    void the_three_addresses_of_the_verification_answer() throws Exception {
        assertThat(head(value("DEX_URL") + "/.well-known/openid-configuration")).isEqualTo(200);
        assertThat(head(value("MEMBERSHIP_URL") + "/api/_info")).isEqualTo(200);
        assertThat(head(value("CONSOLE_URL"))).isEqualTo(200);
    }

    @Test
    @Order(2)
    void the_wizard_applies_the_documented_file_and_the_second_time_finds_everything_there()
            throws Exception {
        Path wizard = directory.resolve("wizard.yaml");
        Files.writeString(wizard, Seeds.text("wizard.yaml"));
        Map<String, String> environment =
                Map.of(
                        "POSTGRES_URI", value("POSTGRES_URI"),
                        "MASTER_KEY", Files.readString(data.resolve("master.key")).strip());
        Program.Finished first =
                Program.run(
                        environment,
                        "membership",
                        "admin",
                        "wizard",
                        "--config",
                        wizard.toString());
        assertThat(first.output()).contains("Created 4 objects.");
        assertThat(first.exit()).isZero();
        Program.Finished second =
                Program.run(
                        environment,
                        "membership",
                        "admin",
                        "wizard",
                        "--config",
                        wizard.toString());
        assertThat(second.output()).contains("Everything declared is already there.");
        assertThat(second.exit()).isZero();
    }

    @Test
    @Order(3)
    void the_administrator_sees_the_stack_in_portal_and_logs_out_everywhere() {
        try (BrowserContext context = Browser.person()) {
            Page page = context.newPage();
            page.navigate(value("PORTAL_URL"));
            Browser.logIn(page, value("DEMO_ADMIN_EMAIL"), "password");
            page.waitForURL(value("PORTAL_URL") + "/**");
            page.navigate(value("PORTAL_URL") + "/organizations/demo/stacks");
            assertThat(Browser.heading(page, "Stacks")).isVisible();
            assertThat(page.getByText("development")).isVisible();
            assertThat(page.getByText("Ready").first()).isVisible();

            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName(value("DEMO_ADMIN_EMAIL")))
                    .click();
            page.getByText("Log out everywhere").click();
            assertThat(Browser.heading(page, "You are logged out")).isVisible();
            page.getByText("Log in again").click();
            assertThat(page.locator("input[name=password]")).isVisible();
        }
    }

    @Test
    @Order(4)
    void somebody_undeclared_gets_an_organization_of_their_own() {
        try (BrowserContext context = Browser.person()) {
            Page page = context.newPage();
            page.navigate(value("PORTAL_URL"));
            Browser.logIn(page, "newcomer@elsewhere.org", "password");
            page.waitForURL(value("PORTAL_URL") + "/organizations/*/stacks");
            assertThat(Browser.heading(page, "Stacks")).isVisible();
            assertThat(page.url()).matches(".*/organizations/[a-z]{12}/stacks");
        }
    }

    @Test
    @Order(5)
    void console_opens_the_stack_with_the_same_login() {
        try (BrowserContext context = Browser.person()) {
            Page page = context.newPage();
            page.navigate(value("CONSOLE_URL") + "/demo");
            Browser.logIn(page, value("DEMO_ADMIN_EMAIL"), "password");
            assertThat(Browser.heading(page, "Choose a stack")).isVisible();
            page.getByText("development").click();
            assertThat(Browser.heading(page, "development")).isVisible();
        }
    }

    @Test
    @Order(6)
    void people_find_their_logins_and_the_attempts_that_failed_in_portal() {
        try (BrowserContext context = Browser.person()) {
            Page page = context.newPage();
            page.navigate(value("PORTAL_URL"));
            Browser.logIn(page, "Newcomer@elsewhere.org", "not the password");
            assertThat(page.locator("input[name=password]")).isVisible();
            Browser.logIn(page, "newcomer@elsewhere.org", "password");
            page.waitForURL(value("PORTAL_URL") + "/organizations/*/stacks");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("newcomer@elsewhere.org"))
                    .click();
            page.getByText("Sign-ins").click();
            assertThat(Browser.heading(page, "Sign-ins")).isVisible();
            Page.GetByTextOptions exactly = new Page.GetByTextOptions().setExact(true);
            assertThat(page.getByText("Wrong password", exactly)).hasCount(1);
            assertThat(page.getByText("Signed in", exactly)).hasCount(2);
        }
    }

    @Test
    @Order(7)
    void a_command_line_logs_in_with_a_code_that_is_approved_in_the_browser() throws Exception {
        FctlLogin fctl = FctlLogin.begin(value("MEMBERSHIP_URL") + "/api");
        login = Optional.of(fctl);
        assertThat(fctl.poll().error()).contains("authorization_pending");
        try (BrowserContext context = Browser.person()) {
            Page page = context.newPage();
            page.navigate(fctl.verificationUri());
            Browser.logIn(page, value("DEMO_ADMIN_EMAIL"), "password");
            assertThat(page.getByText(fctl.userCode())).isVisible();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Allow")).click();
            assertThat(page.getByText("close this window")).isVisible();
        }
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> fctl.poll().error().isEmpty());
        assertThat(fctl.get("/organizations")).contains("\"demo\"");
        assertThat(fctl.idTokenClaims()).contains("\"org\"").contains("\"dev\"");
    }

    @Test
    @Order(8)
    void after_a_kill_nothing_is_lost_and_the_refresh_token_still_works() throws Exception {
        FctlLogin fctl = login.orElseThrow();
        fctl.put("/organizations/demo/stacks/dev", "{\"name\": \"renamed\", \"metadata\": {}}");
        up.kill();
        up.close();
        up = startUp();
        fctl.refresh();
        assertThat(fctl.get("/organizations")).contains("\"demo\"");
        assertThat(fctl.get("/organizations/demo/stacks")).contains("\"READY\"", "\"renamed\"");
    }

    @Test
    @Order(9)
    void a_stop_leaves_no_process_behind() throws Exception {
        up.stop();
        await().atMost(Duration.ofSeconds(20)).until(() -> Program.naming(data).isEmpty());
        assertThat(data.resolve("env")).doesNotExist();
    }

    private static String value(String name) {
        String value = shell.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not in the file for shells");
        }
        return value;
    }

    private static int head(String address) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
