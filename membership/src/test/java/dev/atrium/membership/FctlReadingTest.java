package dev.atrium.membership;

import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.fctl.Recording;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Every reading request of fctl's recorded sessions, and its answers to invitations, sent as it
/// was recorded. Tokens are handed out by the test: how fctl gets its own is the issuer's matter.
@ExtendWith(TestDatabase.class)
final class FctlReadingTest {
    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @BeforeEach
    void state(Database database) {
        server = new TestServer(database);
        server.sql(
                "insert into membership.users (id, email, role) values ('user', 'ada@example.com', 'USER'), ('user_2', 'bob@example.com', 'USER')",
                "insert into membership.identities (issuer, connector_id, subject, user_id, email, email_verified) values ('https://dex', 'local', 'user', 'user', 'ada@example.com', true)",
                "insert into membership.organizations (id, name, owner_id, domain) values ('organization', 'Acme', 'user', 'example.com'), ('organization_2', 'Globex', 'user_2', null), ('organization_3', 'recorded', 'user', 'recorded.example.com')",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('organization', 'user', 10), ('organization_2', 'user', 10), ('organization_3', 'user', 10), ('organization', 'user_2', 5)",
                "insert into membership.regions (id, name, base_url, organization_id, creator_id, active, version, production, last_ping, capabilities) values ('region', 'Public region', 'https://region.example.com', null, null, true, 'v2.10.0', true, now(), '{\"MODULE_LIST\": [\"auth\"], \"EE\": []}'), ('region_2', 'Private region', 'https://region-2.example.com', 'organization', 'user', true, 'v2.10.0', true, now(), '{\"MODULE_LIST\": [\"auth\"], \"EE\": []}'), ('region_3', 'recorded', 'https://region-3.example.com', 'organization', 'user', true, 'v2.10.0', true, now(), '{\"MODULE_LIST\": [\"auth\"], \"EE\": []}')",
                "insert into membership.region_versions (region_id, name, versions) values ('region', 'v2.1', '{\"ledger\": \"v2.2.0\", \"payments\": \"v2.0.0\"}'), ('region', 'default', '{\"ledger\": \"v2.2.0\", \"payments\": \"v2.0.0\"}')",
                "insert into membership.stacks (organization_id, id, name, region_id, status, version) select 'organization', id, id, 'region', 'READY', 'v2.1' from unnest(array['stack', 'stack_2', 'stack_3', 'stack_4', 'stack_5']) id",
                "insert into membership.stack_modules (organization_id, stack_id, name, status) select 'organization', id, 'ledger', 'READY' from unnest(array['stack', 'stack_2', 'stack_3', 'stack_4', 'stack_5']) id",
                "insert into membership.invitations (id, organization_id, user_email, creator_id, expires_at) select id, 'organization_2', 'ada@example.com', 'user_2', '2026-11-29T12:00:00Z' from unnest(array['invitation', 'invitation_2', 'invitation_3']) id",
                "insert into membership.logs (organization_id, stack_id, user_id, action, date, data) select 'organization', 'stack_2', 'user', action, now(), '{\"name\": \"recorded\", \"stackId\": \"stack_2\"}' from unnest(array['stacks.created', 'organizations.updated', 'stacks.disabled', 'stacks.enabled']) action, generate_series(1, 6)");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"me, 10", "organizations, 15", "stacks, 30", "regions, 5"})
    void every_request_is_answered_as_recorded(String name, int atLeast) {
        Replay replay = new Replay(server).tokens(this::token).taking(FctlReadingTest::reading);
        for (String kind : List.of("user", "organization", "region", "stack", "invitation")) {
            replay.knowing(kind);
            for (int number = 2; number < 6; number++) {
                replay.knowing(kind + "_" + number);
            }
        }
        replay.play(name, atLeast);
    }

    private static boolean reading(Recording.Exchange exchange) {
        boolean invitation = exchange.path().startsWith("/me/invitations");
        boolean rest =
                invitation
                        || exchange.path().startsWith("/organizations")
                        || exchange.path().equals("/_info");
        return exchange.toMembership()
                && rest
                && (exchange.method().equals("GET") || invitation)
                && !writtenBefore(exchange);
    }

    /// What only exists after a request that writes: those are not served yet.
    private static boolean writtenBefore(Recording.Exchange exchange) {
        return exchange.url().contains("/users/") || exchange.url().contains("/clients");
    }

    private String token(JsonNode bearer) {
        String organization = bearer.path("organization_id").asString("");
        return organization.isEmpty()
                ? server.root("user")
                : server.bound("user", organization, Scope.values());
    }
}
