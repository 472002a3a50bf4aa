package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.issuer.Browser.Page;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.keycloak.Keycloak;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Keycloak as the provider that logs people in, with the values of a deployment without Dex: its
/// realm `master`, and scopes that it does not know. [UpstreamTest] is the short version.
@Tag("slow")
@EnabledIfSystemProperty(named = "keycloak.zip", matches = ".+")
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class KeycloakTest {
    private static final Pattern ACTION = Pattern.compile("(?i)<form[^>]*action=\"([^\"]*)\"");
    private static Keycloak keycloak;

    private final FakeClock clock = new FakeClock(Clock.systemUTC().instant());
    private final Browser browser = new Browser();
    private Servers servers;
    private Relying portal;

    @BeforeAll
    static void provide(@TempDir Path dir) {
        keycloak = Keycloak.start(Path.of(System.getProperty("keycloak.zip", "")), dir);
    }

    @AfterAll
    static void stopProviding() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @BeforeEach
    void start(Database database) {
        servers =
                new Servers(
                        database,
                        clock,
                        Servers.clients(),
                        Map.of(
                                "RP_ISSUER",
                                keycloak.realm("master"),
                                "RP_CLIENT_ID",
                                client(),
                                "RP_CLIENT_SECRET",
                                "your-client-secret",
                                "RP_SCOPES",
                                "openid email federated:id"));
        portal = new Relying(servers.issuer);
        keycloak.make(
                "master/clients",
                """
                {"clientId": "%s", "secret": "your-client-secret", "publicClient": false,
                 "standardFlowEnabled": true, "redirectUris": ["%s/authorize/callback"]}
                """
                        .formatted(client(), servers.issuer));
    }

    /// One for each test, since each has an address of its own.
    private String client() {
        return "membership-" + System.identityHashCode(this);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    /// @return their id, which is the provider's `sub`
    private String person(String name) {
        return keycloak.make(
                "master/users",
                """
                {"username": "%1$s", "email": "%1$s@example.com", "emailVerified": true, "enabled": true,
                 "firstName": "%1$s", "lastName": "Doe", "credentials": [{"type": "password", "value": "secret"}]}
                """
                        .formatted(name));
    }

    private JsonNode logIn(Browser own, String name) {
        Page form = own.get(portal.authorize("openid email offline_access accesses", Map.of()));
        assertThat(form.address().toString()).startsWith(keycloak.realm("master"));
        Matcher action = ACTION.matcher(form.text());
        assertThat(action.find()).as(form.text()).isTrue();
        Page back =
                own.post(
                        action.group(1).replace("&amp;", "&"),
                        Map.of("username", name, "password", "secret", "credentialId", ""));
        assertThat(back.location()).as(back.text()).isPresent();
        Page tokens = portal.redeem(back.answer().text("code"));
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
        return Relying.claims(tokens.json().path("id_token").asString());
    }

    @Test
    void somebody_logs_in_though_keycloak_does_not_know_the_scopes_of_dex() {
        String jane = person("jane");
        JsonNode first = logIn(browser, "jane");
        assertThat(first.path("email").asString()).isEqualTo("jane@example.com");
        assertThat(first.path("email_verified").asBoolean(false)).isTrue();
        assertThat(first.path("org")).hasSize(1);
        assertThat(
                        servers.texts(
                                "select issuer || ' [' || connector_id || '] ' || subject from membership.identities"))
                .containsExactly(keycloak.realm("master") + " [] " + jane);
        assertThat(logIn(new Browser(), "jane").path("sub")).isEqualTo(first.path("sub"));
        assertThat(servers.count("membership.users")).isEqualTo(1);
    }

    @Test
    void a_declared_account_is_that_of_the_sub_that_it_names() {
        String chief = person("chief");
        servers.sql(
                "insert into membership.users (id, email, role) values ('"
                        + chief
                        + "', 'other@example.com', 'ADMIN')");
        assertThat(logIn(browser, "chief").path("sub").asString()).isEqualTo(chief);
        assertThat(
                        servers.texts(
                                "select role from membership.users join membership.identities on user_id = id"))
                .containsExactly("ADMIN");
    }
}
