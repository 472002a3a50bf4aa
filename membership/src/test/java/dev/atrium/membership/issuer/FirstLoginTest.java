package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class FirstLoginTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private Servers servers;
    private Relying portal;

    @BeforeEach
    void start(Database database) {
        run(new Servers(database, clock));
        servers.sql(
                "insert into membership.users (id, email) values ('eve', 'eve@acme.test')",
                "insert into membership.organizations (id, name, owner_id, default_policy_id) values ('acme', 'Acme', 'eve', 6)",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('acme', 'eve', 10)");
    }

    private void run(Servers started) {
        servers = started;
        portal = new Relying(servers.issuer);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private Browser.Page logIn(String name) {
        return browser.logIn(browser.get(portal.authorize("openid", Map.of())), name);
    }

    private List<String> organizationsOf(String email) {
        return servers.texts(
                "select member.organization_id || ' ' || member.policy_id from membership.organization_users member join membership.users account on account.id = member.user_id where account.email = '"
                        + email
                        + "' order by 1");
    }

    private List<String> actions() {
        return servers.texts("select action from membership.logs order by seq");
    }

    private void invite(String email, String policy) {
        servers.sql(
                "insert into membership.invitations (id, organization_id, user_email, policy_id, expires_at) values ('inv-1', 'acme', '"
                        + email
                        + "', "
                        + policy
                        + ", '2026-11-29T12:00:00Z')");
    }

    @Test
    void an_unknown_person_gets_an_organization_of_their_own() {
        assertThat(logIn("ada").answer().has("code")).isTrue();
        assertThat(organizationsOf("ada@example.com")).hasSize(1);
        assertThat(organizationsOf("ada@example.com").getFirst()).matches("[a-z]{12} 10");
        assertThat(actions()).containsExactly("users.created", "organizations.created");
        browser.forget();
        logIn("ada");
        assertThat(servers.count("membership.users")).isEqualTo(2);
        assertThat(actions()).hasSize(2);
    }

    @Test
    void two_people_with_one_address_are_two_people() {
        servers.sql("insert into membership.users (id, email) values ('other', 'ada@example.com')");
        logIn("ada");
        assertThat(servers.count("membership.users where email = 'ada@example.com'")).isEqualTo(2);
        assertThat(servers.texts("select user_id from membership.identities"))
                .doesNotContain("other");
    }

    @Test
    void a_declared_person_gets_their_account_by_the_connectors_user_id() {
        servers.sql(
                "insert into membership.users (id, email, role) values ('ada-id', 'root@example.com', 'ADMIN')");
        logIn("ada");
        assertThat(
                        servers.texts(
                                "select connector_id || ' ' || subject || ' ' || user_id from membership.identities"))
                .containsExactly("local ada-id ada-id");
        assertThat(actions()).containsExactly("users.linked");
        assertThat(organizationsOf("root@example.com")).isEmpty();
    }

    @Test
    void a_person_declared_for_another_connector_is_not_this_one() {
        servers.sql(
                "insert into membership.users (id, email, declared_connector) values ('ada-id', 'ada@example.com', 'ldap')");
        logIn("ada");
        assertThat(servers.texts("select user_id from membership.identities"))
                .doesNotContain("ada-id");
    }

    @Test
    void a_verified_address_of_a_domain_joins_it_with_its_default_policy() {
        servers.sql("update membership.organizations set domain = 'Example.com'");
        logIn("ada");
        assertThat(organizationsOf("ada@example.com")).containsExactly("acme 6");
        assertThat(actions()).containsExactly("users.created", "users.join-domain");
    }

    @Test
    void an_address_that_nobody_verified_joins_nothing() {
        servers.sql("update membership.organizations set domain = 'example.com'");
        invite("dan@example.com", "10");
        assertThat(logIn("dan").answer().has("code")).isTrue();
        assertThat(organizationsOf("dan@example.com").getFirst()).matches("[a-z]{12} 10");
    }

    @Test
    void an_invited_person_may_accept() {
        invite("ADA@example.com", "2");
        Browser.Page page = logIn("ada");
        assertThat(page.text()).contains("You have been invited").contains("Acme");
        assertThat(servers.count("membership.users where email = 'ada@example.com'")).isZero();
        assertThat(servers.count("membership_oidc.sessions")).isZero();
        Browser.Page back =
                browser.submit(page, Map.of("decision", "accept", "invitation", "inv-1"));
        assertThat(back.answer().has("code")).isTrue();
        assertThat(organizationsOf("ada@example.com")).containsExactly("acme 2");
        assertThat(servers.texts("select status from membership.invitations"))
                .containsExactly("ACCEPTED");
        assertThat(actions()).containsExactly("users.created", "invitations.accepted");
    }

    @Test
    void an_invited_person_may_continue_without() {
        invite("ada@example.com", "null");
        Browser.Page page = logIn("ada");
        Browser.Page back =
                browser.submit(page, Map.of("decision", "later", "invitation", "inv-1"));
        assertThat(back.answer().has("code")).isTrue();
        assertThat(organizationsOf("ada@example.com").getFirst()).matches("[a-z]{12} 10");
        assertThat(servers.texts("select status from membership.invitations"))
                .containsExactly("PENDING");
    }

    @Test
    void nobody_accepts_an_invitation_that_is_not_theirs() {
        invite("ada@example.com", "10");
        servers.sql(
                "insert into membership.invitations (id, organization_id, user_email, policy_id, expires_at) values ('inv-2', 'acme', 'bob@example.com', 4, '2026-11-29T12:00:00Z')");
        Browser.Page page = logIn("bob");
        browser.submit(page, Map.of("decision", "accept", "invitation", "inv-1"));
        assertThat(organizationsOf("bob@example.com").getFirst()).matches("[a-z]{12} 10");
        assertThat(servers.texts("select distinct status from membership.invitations"))
                .containsExactly("PENDING");
    }

    @Test
    void an_invited_person_who_came_from_fctl_returns_to_its_page() {
        invite("ada@example.com", "4");
        var device = portal.fctlLogin().json();
        Browser.Page page =
                browser.logIn(
                        browser.get(
                                servers.issuer
                                        + "/device?user_code="
                                        + device.path("user_code").asString()),
                        "ada");
        Browser.Page back =
                browser.submit(page, Map.of("decision", "accept", "invitation", "inv-1"));
        assertThat(back.text()).contains("Allow fctl to log in?");
    }

    @Test
    void an_unused_account_is_linked_by_verified_address_where_the_operator_says_so(
            Database database) {
        servers.close();
        run(
                new Servers(
                        database,
                        clock,
                        Servers.clients(),
                        Map.of("LINK_BY_EMAIL_CONNECTORS", "local")));
        servers.sql(
                "insert into membership.users (id, email, role) values ('u-ada', 'Ada@example.com', 'USER'), ('u-bob', 'bob@example.com', 'ADMIN'), ('u-dan', 'dan@example.com', 'USER')");
        for (String name : List.of("ada", "bob", "dan")) {
            browser.forget();
            logIn(name);
        }
        assertThat(
                        servers.texts(
                                "select user_id from membership.identities where user_id like 'u-%'"))
                .containsExactly("u-ada");
        assertThat(actions().getFirst()).isEqualTo("users.linked");
    }

    @Test
    void the_session_of_an_account_that_is_gone_is_none() {
        logIn("ada");
        String user = servers.texts("select user_id from membership.identities").getFirst();
        servers.sql(
                "delete from membership.organizations where owner_id = '" + user + "'",
                "delete from membership.users where id = '" + user + "'");
        Browser.Page back = browser.get(portal.authorize("openid", Map.of("prompt", "none")));
        assertThat(back.answer().text("error")).isEqualTo("login_required");
    }

    @Test
    void first_logins_of_one_person_at_once_make_one_account() throws Exception {
        List<Browser> browsers = List.of(new Browser(), new Browser(), new Browser());
        List<Callable<Browser.Page>> logins = new ArrayList<>();
        for (Browser each : browsers) {
            Browser.Page form = each.get(portal.authorize("openid", Map.of()));
            logins.add(() -> each.logIn(form, "ada"));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var login : threads.invokeAll(logins)) {
                assertThat(login.get().answer().has("code")).isTrue();
            }
        }
        assertThat(servers.count("membership.users where email = 'ada@example.com'")).isEqualTo(1);
        assertThat(organizationsOf("ada@example.com")).hasSize(1);
    }
}
