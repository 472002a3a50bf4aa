package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Secret;
import dev.atrium.membership.ServiceUrl;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The link of an invitation, opened in a browser.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class LinkTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();
    private Servers servers;
    private String link;

    @BeforeEach
    void an_invitation_to_somebody_elses_address(Database database) {
        servers = new Servers(database, clock);
        servers.sql(
                "insert into membership.users (id, email) values ('eve', 'eve@acme.test')",
                "insert into membership.organizations (id, name, owner_id, default_policy_id) values ('acme', 'Acme', 'eve', 6)",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('acme', 'eve', 10)",
                "insert into membership.invitations (id, organization_id, user_email, expires_at) values ('inv-1', 'acme', 'ada.work@acme.test', '2026-11-29T12:00:00Z')");
        link =
                new InvitationLinks(
                                MasterKey.of(Secret.of("test"), new SecureRandom())
                                        .derive("membership.invitation_links"),
                                new ServiceUrl(servers.issuer))
                        .of(new InvitationId("inv-1"))
                        .toString();
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private List<String> members() {
        return servers.texts(
                "select account.email || ' ' || member.policy_id from membership.organization_users member join membership.users account on account.id = member.user_id where member.organization_id = 'acme' order by 1");
    }

    @Test
    void it_leads_through_a_login_to_the_question_and_into_the_organization() {
        Browser.Page question = browser.logIn(browser.get(link), "ada");
        assertThat(question.text())
                .contains("Join Acme?")
                .contains("ada@example.com")
                .contains("ada.work@acme.test");
        assertThat(members()).containsExactly("eve@acme.test 10");
        Browser.Page joined = browser.submit(question, Map.of("decision", "accept"));
        assertThat(joined.text()).contains("You belong to Acme now");
        assertThat(members()).containsExactly("ada@example.com 6", "eve@acme.test 10");
        assertThat(
                        servers.texts(
                                "select action from membership.logs where organization_id = 'acme'"))
                .containsExactly("invitations.accepted-from-link");
        assertThat(browser.get(link).text()).contains("You belong to Acme now");
        browser.forget();
        assertThat(browser.get(link).status()).isEqualTo(400);
    }

    @Test
    void it_changes_nothing_when_the_person_does_not_want_to() {
        Browser.Page question = browser.logIn(browser.get(link), "ada");
        browser.submit(question, Map.of("decision", "later"));
        assertThat(members()).containsExactly("eve@acme.test 10");
    }

    @Test
    void its_decision_counts_from_our_own_page_only() {
        Browser.Page question = browser.logIn(browser.get(link), "ada");
        assertThat(
                        browser.submit(question, Map.of("decision", "accept", "proof", "forged"))
                                .status())
                .isEqualTo(400);
        assertThat(members()).containsExactly("eve@acme.test 10");
    }

    @Test
    void it_is_worth_nothing_with_another_token_or_after_its_time() {
        assertThat(browser.get(link.replaceFirst("token=.{4}", "token=AAAA")).status())
                .isEqualTo(400);
        assertThat(browser.get(link.replace("inv-1", "inv-2")).status()).isEqualTo(400);
        clock.advance(Duration.ofDays(7));
        assertThat(browser.get(link).status()).isEqualTo(400);
    }
}
