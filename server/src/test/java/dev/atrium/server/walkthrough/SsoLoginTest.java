package dev.atrium.server.walkthrough;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.atrium.dex.config.DexConfigFile;
import dev.atrium.dex.config.DexOverrides;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.settings.SettingsBinder;
import dev.atrium.server.role.Address;
import dev.atrium.server.role.Closing;
import dev.atrium.server.role.DexPart;
import dev.atrium.server.role.Machine;
import dev.atrium.server.role.MembershipPart;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.PostgresUri;
import dev.atrium.storage.embedded.FreePort;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// `LOGIN_WITH_SSO`, in a real browser. One Dex stands for both providers and shows under which
/// name it was called: as Membership's usual login, and as Acme's own one.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class SsoLoginTest {
    /// bcrypt of `password`, cost 10.
    private static final String HASH =
            "$2a$10$27uh3e4T2U4EDUhnlAseVOmwJB/E.UNLwoTA19jVGdCdlSj5hz5im";

    @TempDir Path directory;
    private final Closing closing = new Closing();
    private Database database;
    private Machine machine;
    private String dex;
    private String membership;

    @BeforeEach
    void place(Database given) throws IOException {
        database = given;
        machine = Machine.of(Clock.systemUTC(), "test", Map.of());
        dex = "http://127.0.0.1:" + FreePort.choose();
        membership = "http://127.0.0.1:" + FreePort.choose();
    }

    @AfterEach
    void stop() {
        closing.close();
    }

    private static Address listen(String url) {
        return Address.parse("test", url.replace("http://", ""));
    }

    private void start(boolean sso) throws IOException, SQLException {
        MasterKey master = MasterKey.of(Secret.of("test"), machine.random());
        closing.add(
                DexPart.start(
                        DexConfigFile.parse(
                                "dex.yaml",
                                """
                                issuer: %1$s
                                storage: {type: memory}
                                web: {http: "%3$s"}
                                oauth2: {skipApprovalScreen: true}
                                enablePasswordDB: true
                                staticClients:
                                  - {id: usual, name: The usual login, secret: s, redirectURIs: ["%2$s/api/authorize/callback"]}
                                  - {id: acme, name: Acme alone, secret: s, redirectURIs: ["%2$s/api/authorize/callback"]}
                                staticPasswords:
                                  - {email: ada@example.com, hash: "%4$s", username: ada, userID: ada-id}
                                  - {email: bob@example.com, hash: "%4$s", username: bob, userID: bob-id}
                                """
                                        .formatted(
                                                dex, membership, dex.replace("http://", ""), HASH),
                                Map.of(),
                                DexOverrides.NONE),
                        database,
                        master,
                        machine));
        Path config =
                Files.writeString(
                        directory.resolve("config.yaml"),
                        "staticClients: [{id: fctl, public: true}]");
        MembershipPart.migrate(database);
        closing.add(
                MembershipPart.start(
                        new SettingsBinder(
                                        Map.of(
                                                "SERVICE_URL",
                                                membership + "/api",
                                                "RP_ISSUER",
                                                dex,
                                                "RP_CLIENT_ID",
                                                "usual",
                                                "RP_CLIENT_SECRET",
                                                "s",
                                                "LOGIN_WITH_SSO",
                                                Boolean.toString(sso),
                                                "PROVIDERS_ALLOW_PRIVATE_ADDRESSES",
                                                "true",
                                                "CONFIG",
                                                config.toString()))
                                .bind(Flags.serve(), Map.of()),
                        listen(membership),
                        new Address("127.0.0.1", FreePort.choose()),
                        database,
                        master,
                        machine));
        try (Connection sql = connect();
                Statement statement = sql.createStatement()) {
            statement.execute(
                    "insert into membership.users (id, email, role) values ('ada-id', 'ada@example.com', 'ADMIN')");
            statement.execute(
                    "insert into membership.organizations (id, name, owner_id, domain, default_policy_id) values ('acme', 'Acme', 'ada-id', 'acme.test', 4)");
        }
    }

    private Connection connect() throws SQLException {
        PostgresUri uri = database.uri();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database(),
                uri.user().orElse("postgres"),
                uri.password().map(Secret::reveal).orElse(""));
    }

    private static void approve(Page page, FctlLogin fctl) throws Exception {
        assertThat(page.getByText(fctl.userCode())).isVisible();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Allow")).click();
        assertThat(page.getByText("close this window")).isVisible();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> fctl.poll().error().isEmpty());
    }

    private static void address(Page page, String email) {
        page.locator("input[name=email]").fill(email);
        page.locator("button[type=submit]").first().click();
    }

    @Test
    void switched_off_nobody_is_asked_for_an_address() throws Exception {
        start(false);
        FctlLogin fctl = FctlLogin.begin(membership + "/api");
        try (BrowserContext context = Browser.person()) {
            Page page = context.newPage();
            page.navigate(fctl.verificationUri());
            assertThat(page.locator("input[name=password]")).isVisible();
            assertThat(page.locator("input[name=email]")).hasCount(0);
            assertThat(page.getByText("The usual login").first()).isVisible();
            Browser.logIn(page, "ada@example.com", "password");
            approve(page, fctl);
        }
    }

    @Test
    void switched_on_the_address_leads_to_its_organizations_login_and_others_to_the_usual_one()
            throws Exception {
        start(true);
        FctlLogin admin = FctlLogin.begin(membership + "/api");
        try (BrowserContext context = Browser.person()) {
            Page page = context.newPage();
            page.navigate(admin.verificationUri());
            assertThat(page.locator("input[name=password]")).hasCount(0);
            address(page, "ada@unknown.test");
            assertThat(page.getByText("The usual login").first()).isVisible();
            Browser.logIn(page, "ada@example.com", "password");
            approve(page, admin);
        }
        admin.put(
                "/organizations/acme/authentication-provider",
                """
                {"type": "oidc", "name": "Acme ID", "clientID": "acme", "clientSecret": "s", "config": {"issuer": "%s"}}
                """
                        .formatted(dex));

        FctlLogin fctl = FctlLogin.begin(membership + "/api");
        try (BrowserContext context = Browser.person()) {
            Page page = context.newPage();
            page.navigate(fctl.verificationUri());
            address(page, "bob@ACME.test");
            assertThat(page.getByText("Acme alone").first()).isVisible();
            Browser.logIn(page, "bob@example.com", "password");
            approve(page, fctl);
        }
        assertThat(fctl.get("/organizations")).contains("\"acme\"");
        assertThat(issuers()).anyMatch(issuer -> issuer.startsWith("provider:")).contains(dex);
    }

    private List<String> issuers() throws SQLException {
        List<String> issuers = new ArrayList<>();
        try (Connection sql = connect();
                Statement statement = sql.createStatement();
                ResultSet rows =
                        statement.executeQuery("select issuer from membership.identities")) {
            while (rows.next()) {
                issuers.add(rows.getString(1));
            }
        }
        return issuers;
    }
}
