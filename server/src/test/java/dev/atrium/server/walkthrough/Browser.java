package dev.atrium.server.walkthrough;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Debian's chromium, one for each JVM; each person has a context of their own.
final class Browser {
    private Browser() {}

    static BrowserContext person() {
        return Shared.INSTANCE.browser.newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                        .setIgnoreHTTPSErrors(true));
    }

    /// Logs in on Dex's password page, wherever the page that leads there is.
    static void logIn(Page page, String email, String password) {
        page.locator("input[name=login]").fill(email);
        page.locator("input[name=password]").fill(password);
        page.locator("button[type=submit]").first().click();
    }

    static com.microsoft.playwright.Locator heading(Page page, String text) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    private static final class Shared {
        static final Shared INSTANCE = new Shared();

        private final com.microsoft.playwright.Browser browser;

        private Shared() {
            Playwright playwright =
                    Playwright.create(
                            new Playwright.CreateOptions()
                                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser =
                    playwright
                            .chromium()
                            .launch(
                                    new BrowserType.LaunchOptions()
                                            .setExecutablePath(installed())
                                            .setArgs(
                                                    List.of(
                                                            "--no-sandbox",
                                                            "--disable-gpu",
                                                            "--disable-background-networking",
                                                            "--disable-component-update",
                                                            "--disable-sync",
                                                            "--no-first-run")));
        }

        private static Path installed() {
            return Stream.of(
                            "/usr/bin/chromium",
                            "/usr/bin/chromium-browser",
                            "/usr/bin/google-chrome")
                    .map(Path::of)
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "no chromium is installed; ./atrium test installs it"));
        }
    }
}
