package dev.atrium.membership;

import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.fctl.Recording;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What fctl 3, fctl 2 and the Terraform provider sent about organizations, their people, policies
/// and invitations: every request of their recorded sessions, in order, with a token of the
/// recorded kind and scopes.
@ExtendWith(TestDatabase.class)
final class PeopleReplayTest {
    /// Where the recorded stub said something else than the API: it took a role that does not
    /// exist, knew no request of the page before, and gave a null default policy to new
    /// organizations.
    private static final Pattern STUB =
            Pattern.compile(
                    "status 400, recorded 204: .*role: .*OWNER.*|\\$\\.data\\.previous is missing|.*\\.data\\.stackId is missing");

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @BeforeEach
    void state(Database database) {
        server = new TestServer(database);
        server.sql(
                "insert into membership.users (id, email, role) values ('user', 'ada@example.com', 'USER'), ('user_2', 'bob@example.com', 'USER'), ('user_3', 'carol@example.com', 'USER')",
                "insert into membership.identities (issuer, connector_id, subject, user_id, email, email_verified) select 'https://dex', 'local', email, 'user', email, true from unnest(array['ada@example.com', 'ada@recorded.example.com', 'ada@other.example.com']) email",
                "insert into membership.identities (issuer, connector_id, subject, user_id, email, email_verified) values ('https://dex', 'local', 'user_3', 'user_3', 'carol@example.com', true)",
                "insert into membership.organizations (id, name, owner_id, domain) values ('organization', 'Acme', 'user', 'example.com'), ('organization_2', 'Globex', 'user_2', null)",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('organization', 'user', 10), ('organization', 'user_2', 5), ('organization_2', 'user_2', 10)",
                "insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits) values ('client', 'organization', '', 'abcd')",
                "insert into membership.logs (organization_id, user_id, action, date, data) select 'organization', 'user', action, now(), '{\"name\": \"Acme\"}' from unnest(array['organizations.created', 'organizations.updated']) action");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "organizations, 26",
        "users, 9",
        "invitations, 11",
        "policies, 20",
        "me, 9",
        "fctl2/organizations, 24",
        "terraform/organization-member, 26"
    })
    void every_request_is_answered_as_recorded(String name, int atLeast) {
        if (name.equals("me") || name.startsWith("fctl2")) {
            invited();
        }
        new Replay(server)
                .knowing("user", "user_2", "user_3", "organization", "organization_2")
                .knowing("invitation", "invitation_2", "invitation_3", "invitation_4")
                .with("policy", "5")
                .with("scope", "10")
                .with("scope_2", "12")
                .taking(PeopleReplayTest::ours)
                .allowing(STUB)
                .before(line -> between(name, line))
                .play(name, atLeast);
    }

    private void invited() {
        server.sql(
                "insert into membership.invitations (id, organization_id, user_email, creator_id, expires_at) select id, 'organization_2', 'ada@example.com', 'user_2', '2026-11-29T12:00:00Z' from unnest(array['invitation', 'invitation_2', 'invitation_3', 'invitation_4']) id");
    }

    /// What the sessions of Terraform had changed besides.
    private void between(String name, int line) {
        if (name.startsWith("terraform") && List.of(4, 6, 10, 16).contains(line)) {
            server.sql("delete from membership.invitations");
        }
        if (name.startsWith("terraform") && line == 7) {
            server.sql(
                    "update membership.invitations set status = 'ACCEPTED', user_id = 'user_3' where user_email = 'carol@example.com'",
                    "insert into membership.organization_users (organization_id, user_id, policy_id) values ('organization', 'user_3', 5)");
        }
        if (name.startsWith("terraform") && line == 11) {
            server.sql(
                    "update membership.invitations set expires_at = '2020-01-01T00:00:00Z' where status = 'PENDING'");
        }
    }

    /// The session of fctl 2 goes on with what other packages serve.
    private static boolean ours(Recording.Exchange exchange) {
        return exchange.toMembership()
                && (exchange.path().startsWith("/organizations")
                        || exchange.path().startsWith("/me/"))
                && !exchange.path().contains("/clients")
                && !exchange.path().contains("/authentication-provider");
    }
}
