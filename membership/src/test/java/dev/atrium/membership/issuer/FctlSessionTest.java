package dev.atrium.membership.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.fctl.FctlClient;
import dev.atrium.testkit.fctl.Recording;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// fctl's recorded logins and what it does with their tokens, sent as they were to the whole of
/// Dex and Membership, with a person at the browser.
@ExtendWith(TestDatabase.class)
final class FctlSessionTest {
    private final FakeClock clock = FakeClock.atNoon();
    private final Browser browser = new Browser();

    @SuppressWarnings("NullAway.Init")
    private Servers servers;

    @SuppressWarnings("NullAway.Init")
    private FctlClient fctl;

    @BeforeEach
    void start(Database database) {
        servers = new Servers(database, clock);
        fctl =
                new FctlClient(
                        Map.of(
                                "membership", servers.issuer,
                                "organization_scopes", Approver.organizationScopes(),
                                "organization", "acme",
                                "organization_2", "globex",
                                "organization_3", "initech",
                                "stack", "prod",
                                "invitation", "one",
                                "invitation_2", "two",
                                "invitation_3", "three"),
                        this::token,
                        new Approver(servers, browser, clock));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private String token(JsonNode bearer) {
        String token = bearer.path("token").asString("");
        return token.startsWith("${") ? fctl.value(token.substring(2, token.length() - 1)) : token;
    }

    private void replay(Recording.Line line) {
        for (Recording.Exchange exchange : line.exchanges()) {
            if (exchange.toMembership()) {
                assertThat(fctl.replay(exchange))
                        .as(line.number() + " " + line.command() + " " + exchange.path())
                        .isEmpty();
            }
        }
    }

    private void log_in() {
        replay(Recording.of("login").lines().get(1));
    }

    @Test
    void every_recorded_login_goes_as_it_was_recorded() {
        List<Recording.Line> lines =
                Recording.of("login").lines().stream().filter(line -> !line.tampered()).toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(5);
        lines.forEach(this::replay);
    }

    @Test
    void what_is_asked_about_oneself_is_answered_as_recorded() {
        log_in();
        servers.sql(
                "insert into membership.organizations (id, name, owner_id) select 'globex', 'Globex', id from membership.users",
                "insert into membership.invitations (id, organization_id, user_email, creator_id, expires_at) select id, 'globex', 'ada@example.com', 'bob', '2026-11-29T12:00:00Z' from unnest(array['one', 'two', 'three']) id");
        List<Recording.Line> lines =
                Recording.of("me").lines().stream().filter(line -> !line.tampered()).toList();
        assertThat(lines).hasSize(12);
        lines.forEach(this::replay);
    }

    @Test
    void an_organizations_token_is_obtained_with_an_id_token_that_may_have_expired() {
        log_in();
        servers.sql(
                "insert into membership.organizations (id, name, owner_id, default_policy_id) select 'initech', 'Initech', id, 5 from membership.users",
                "insert into membership.organization_users (organization_id, user_id, policy_id) select 'initech', id, 10 from membership.users");
        clock.advance(Duration.ofHours(1));
        replay(
                Recording.of("organizations").lines().stream()
                        .filter(line -> line.exchanges().size() == 5)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void a_stacks_token_is_obtained_as_it_was_recorded() {
        servers.sql(
                "insert into membership.users (id, email) values ('eve', 'eve@example.com')",
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'eve')",
                "insert into membership.regions (id, name, base_url, active) values ('eu', 'EU', 'https://eu.example.com', true)",
                "insert into membership.stacks (organization_id, id, name, region_id, status) values ('acme', 'prod', 'Prod', 'eu', 'READY')");
        log_in();
        servers.sql(
                "insert into membership.organization_users (organization_id, user_id, policy_id) select 'acme', id, 10 from membership.users where id <> 'eve'");
        List<Recording.Line> lines =
                Recording.of("stack-access").lines().stream()
                        .filter(line -> !line.tampered())
                        .toList();
        assertThat(lines).hasSize(5);
        lines.forEach(this::replay);
    }
}
