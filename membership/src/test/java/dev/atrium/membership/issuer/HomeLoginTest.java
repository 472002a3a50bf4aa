package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.issuer.Browser.Page;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The login with an organization's own provider, for which the Dex of the tests stands in.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class HomeLoginTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private Servers servers;
    private Relying relying;

    @AfterEach
    void stop() {
        servers.close();
    }

    private void start(Database database, String sso, String privateAddresses) {
        servers =
                new Servers(
                        database,
                        clock,
                        Servers.clients(),
                        Map.of(
                                "LOGIN_WITH_SSO", sso,
                                "PROVIDERS_ALLOW_PRIVATE_ADDRESSES", privateAddresses));
        relying = new Relying(servers.issuer);
        servers.sql(
                "insert into membership.users (id, email) values ('owner', 'owner@acme.test')",
                "insert into membership.organizations (id, name, owner_id, domain, default_policy_id) values ('acme', 'Acme', 'owner', 'acme.test', 4), ('other', 'Other', 'owner', 'example.com', 10)");
    }

    private void provide() {
        String admin = admin();
        Page put =
                browser.json(
                        "PUT",
                        servers.issuer + "/organizations/acme/authentication-provider",
                        """
                        {"type": "", "name": "Acme ID", "clientID": "membership", "clientSecret": "membership-secret",
                         "config": {"issuer": "%s", "discoveryPath": "/.well-known/openid-configuration"}}
                        """
                                .formatted(servers.dex),
                        Map.of("Authorization", "Bearer " + admin));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
    }

    /// A root token of a platform administrator.
    private String admin() {
        Browser own = new Browser();
        JsonNode tokens = device(own, own.get(verification()), "ada");
        servers.sql("update membership.users set role = 'ADMIN' where email = 'ada@example.com'");
        return tokens.path("access_token").asString();
    }

    private JsonNode started = dev.atrium.kernel.Json.mapper().createObjectNode();

    private String verification() {
        started = relying.fctlLogin().json();
        return servers.issuer + "/device?user_code=" + started.path("user_code").asString();
    }

    private JsonNode device(Browser own, Page at, String name) {
        Page page = at;
        if (page.text().contains("id=\"email\"")) {
            page = own.submit(page, Map.of("email", name + "@elsewhere.test"));
        }
        page = own.logIn(page, name);
        own.submit(page, Map.of("decision", "approve"));
        clock.advance(Duration.ofSeconds(3));
        return relying.fctlPolls(started.path("device_code").asString(), "").json();
    }

    private JsonNode atHome(String name) {
        Page asked = browser.get(verification());
        Page login = browser.submit(asked, Map.of("email", name + "@ACME.test"));
        Page decision = browser.logIn(login, name);
        browser.submit(decision, Map.of("decision", "approve"));
        clock.advance(Duration.ofSeconds(3));
        return relying.fctlPolls(started.path("device_code").asString(), "").json();
    }

    @Nested
    class SwitchedOn {
        @BeforeEach
        void start(Database database) {
            HomeLoginTest.this.start(database, "true", "true");
        }

        @Test
        void an_address_of_its_domain_leads_to_the_organizations_provider() {
            provide();
            String token = atHome("bob").path("access_token").asString();

            assertThat(
                            servers.texts(
                                    "select issuer from membership.identities where subject like '%Ym9i%' or email = 'bob@example.com'"))
                    .singleElement()
                    .asString()
                    .startsWith("provider:");
            assertThat(relying.api("/organizations/acme", token).status()).isEqualTo(200);
            assertThat(
                            servers.texts(
                                    "select action from membership.logs where organization_id = 'acme' order by seq"))
                    .contains("organizations.auth-provider.configured", "organizations.join");
        }

        @Test
        void another_address_leads_to_the_usual_login() {
            provide();
            Page asked = browser.get(verification());
            Page login = browser.submit(asked, Map.of("email", "bob@unknown.test"));

            assertThat(login.address().toString()).startsWith(servers.dex);
            browser.logIn(login, "bob");
            assertThat(
                            servers.texts(
                                    "select issuer from membership.identities where email = 'bob@example.com'"))
                    .containsExactly(servers.dex);
        }

        @Test
        void what_it_says_counts_nowhere_else() {
            provide();
            servers.sql(
                    "insert into membership.invitations (id, organization_id, user_email, expires_at) values ('inv', 'other', 'bob@example.com', '2099-01-01')");
            String token = atHome("bob").path("access_token").asString();
            String bob =
                    servers.texts("select id from membership.users where email = 'bob@example.com'")
                            .getFirst();

            assertThat(
                            servers.texts(
                                    "select organization_id from membership.organization_users where user_id = '"
                                            + bob
                                            + "'"))
                    .containsExactly("acme");
            assertThat(relying.api("/me/invitations", token).json().path("data").size()).isZero();
            servers.sql(
                    "insert into membership.organization_users (organization_id, user_id, policy_id) values ('other', '"
                            + bob
                            + "', 10)");
            assertThat(relying.api("/organizations/other", token).status()).isEqualTo(404);
            assertThat(
                            relying.api("/organizations", token)
                                    .json()
                                    .path("data")
                                    .findValuesAsString("id"))
                    .containsExactly("acme");
        }

        @Test
        void the_same_person_by_the_usual_login_is_somebody_else() {
            provide();
            atHome("bob");
            Browser other = new Browser();
            device(other, other.get(verification()), "bob");

            assertThat(servers.count("membership.users where email = 'bob@example.com'"))
                    .isEqualTo(2);
        }

        @Test
        void whoever_came_by_a_provider_is_out_when_it_goes() {
            provide();
            JsonNode tokens = atHome("bob");
            String admin = admin();
            Page gone =
                    browser.json(
                            "DELETE",
                            servers.issuer + "/organizations/acme/authentication-provider",
                            "",
                            Map.of("Authorization", "Bearer " + admin));

            assertThat(gone.status()).isEqualTo(204);
            assertThat(relying.fctlRefreshes(tokens.path("refresh_token").asString()).status())
                    .isEqualTo(400);
            assertThat(browser.get(verification()).text()).contains("id=\"email\"");
        }

        @Test
        void no_secret_is_shown_or_stored_in_the_clear() {
            provide();
            Page shown =
                    browser.json(
                            "GET",
                            servers.issuer + "/organizations/acme/authentication-provider",
                            "",
                            Map.of("Authorization", "Bearer " + admin()));

            assertThat(shown.text()).doesNotContain("membership-secret");
            assertThat(shown.json().path("data").path("redirectURI").asString())
                    .isEqualTo(servers.issuer + "/authorize/callback");
            assertThat(
                            servers.texts(
                                    "select encode(sealed_secret, 'escape') from membership.authentication_providers"))
                    .noneMatch(text -> text.contains("membership-secret"));
        }
    }

    @Test
    void switched_off_no_field_is_shown(Database database) {
        start(database, "false", "true");
        Page page = browser.get(verification());
        assertThat(page.text()).doesNotContain("id=\"email\"").contains("id=\"password\"");
        Page posted =
                browser.post(
                        servers.issuer + "/login/address?req=x", Map.of("email", "bob@acme.test"));
        assertThat(posted.status()).isEqualTo(400);
    }

    @Test
    void a_provider_at_a_private_address_is_refused(Database database) {
        start(database, "true", "false");
        String admin = admin();
        for (String issuer : List.of("https://127.0.0.1/x", "https://localhost", servers.dex)) {
            Page put =
                    browser.json(
                            "PUT",
                            servers.issuer + "/organizations/acme/authentication-provider",
                            """
                            {"type": "oidc", "name": "A", "clientID": "i", "clientSecret": "s", "config": {"issuer": "%s"}}
                            """
                                    .formatted(issuer),
                            Map.of("Authorization", "Bearer " + admin));
            assertThat(put.status()).as(issuer).isEqualTo(400);
        }
        // A name that leads there passes, and the call is refused.
        servers.sql("update membership.organizations set domain = 'acme.test' where id = 'acme'");
        Page named =
                browser.json(
                        "PUT",
                        servers.issuer + "/organizations/acme/authentication-provider",
                        """
                        {"type": "oidc", "name": "A", "clientID": "i", "clientSecret": "s",
                         "config": {"issuer": "https://localhost.localdomain:%d"}}
                        """
                                .formatted(URI.create(servers.dex).getPort()),
                        Map.of("Authorization", "Bearer " + admin));
        assertThat(named.status()).isEqualTo(200);
        Page asked = browser.get(verification());
        assertThat(browser.submit(asked, Map.of("email", "bob@acme.test")).status()).isEqualTo(503);
    }
}
