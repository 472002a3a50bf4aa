package dev.atrium.membership;

import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.fctl.Recording;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What fctl 3, fctl 2 and the Terraform provider sent about stacks, where they run and who may use
/// them: every request of their recorded sessions, in order, with a token of the recorded kind and
/// scopes. Tokens are handed out by the test; how clients get theirs is the issuer's matter.
@ExtendWith(TestDatabase.class)
final class StackReplayTest {
    /// Where the recorded stub said something else than the API: a region that was just made has
    /// never had an agent and is created with 201, and the id of a stack's user stands in `userId`.
    private static final Pattern STUB =
            Pattern.compile(
                    "\\$\\.data\\.(lastPing|version|capabilities.(MODULE_LIST|EE)) is missing|\\$\\.data(\\[\\d+])?\\.id is missing|status 201, recorded 200: .*");

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @BeforeEach
    void state(Database database) {
        server = new TestServer(database);
        server.sql(
                "insert into membership.users (id, email, role) values ('user', 'ada@example.com', 'USER'), ('user_2', 'bob@example.com', 'USER')",
                "insert into membership.organizations (id, name, owner_id, domain) values ('organization', 'Acme', 'user', 'example.com')",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('organization', 'user', 10), ('organization', 'user_2', 5)",
                "insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits) values ('client', 'organization', '', 'abcd')",
                "insert into membership.regions (id, name, base_url, organization_id, creator_id, active, version, production, last_ping, client_secret_hash, client_secret_last_digits, capabilities) select id, name, 'https://' || id || '.example.com', owner, creator, true, 'v2.10.0', true, now(), '', 'abcd', '{\"MODULE_LIST\": [\"auth\", \"ledger\", \"gateway\", \"payments\", \"stargate\", \"webhooks\", \"wallets\", \"search\", \"orchestration\", \"reconciliation\"], \"EE\": []}' from (values ('region', 'Public region', null, null), ('region_2', 'Private region', 'organization', 'user')) region (id, name, owner, creator)",
                "insert into membership.region_versions (region_id, name, versions) select 'region', name, '{\"ledger\": \"v2.2.0\", \"payments\": \"v2.0.0\"}' from unnest(array['v2.1', 'v2.2', 'v3.0', 'default', 'latest']) name",
                "insert into membership.stacks (organization_id, id, name, region_id, status, version) values ('organization', 'stack', 'prod', 'region', 'READY', 'v2.2')",
                "insert into membership.stack_modules (organization_id, stack_id, name, status) select 'organization', 'stack', name, 'READY' from unnest(array['auth', 'ledger', 'gateway', 'payments', 'stargate']) name",
                "insert into membership.stack_users (organization_id, stack_id, user_id, policy_id) values ('organization', 'stack', 'user_2', 2)");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "stacks, 68",
        "modules, 7",
        "stack-users, 6",
        "regions, 10",
        "fctl2/stacks, 45",
        "fctl2/regions, 4",
        "terraform/stack, 40",
        "terraform/stack-member, 6",
        "terraform/stack-module, 25",
        "terraform/data-sources, 7",
        "terraform/e2e, 12"
    })
    void every_request_is_answered_as_recorded(String name, int atLeast) {
        new Replay(server)
                .knowing("user", "user_2", "organization", "region", "region_2", "stack")
                .with("policy", "2")
                .with("policy_2", "1")
                .taking(StackReplayTest::controls)
                .allowing(STUB)
                .play(name, atLeast);
    }

    private static boolean controls(Recording.Exchange exchange) {
        return exchange.toMembership()
                && (exchange.path().startsWith("/organizations")
                        || exchange.path().equals("/_info"));
    }
}
