package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.fctl.FctlClient;
import dev.atrium.testkit.fctl.Recording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What fctl sends about OAuth clients, applications and the authentication provider, each recorded
/// session in its order. Tokens are handed out by the test.
@ExtendWith(TestDatabase.class)
final class IdentityReplayTest {
    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @BeforeEach
    void state(Database database) {
        server = new TestServer(database);
        server.sql(
                "insert into membership.users (id, email) values ('user', 'ada@example.com')",
                "insert into membership.organizations (id, name, owner_id) values ('organization', 'Acme', 'user')",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('organization', 'user', 10)",
                "insert into membership.applications (id, name, url, alias) values ('application', 'Deploy', 'https://deploy.example.com', 'deploy')",
                "insert into membership.scopes (label, application_id, protected) values ('apps:Read', 'application', true), ('apps:Write', 'application', true)",
                "insert into membership.organization_applications (organization_id, application_id) values ('organization', 'application')");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"clients, 19", "applications, 6", "authentication-provider, 10"})
    void every_request_is_answered_as_recorded(String name, int atLeast) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("membership", server.url("/api"));
        values.put("organization", "organization");
        values.put("application", "application");
        FctlClient client = new FctlClient(values, this::token, new NobodyWaits());
        List<String> differences = new ArrayList<>();
        int sent = 0;
        for (Recording.Line line : Recording.of(name).lines()) {
            for (Recording.Exchange exchange : line.exchanges()) {
                if (!line.tampered() && exchange.path().startsWith("/organizations")) {
                    sent++;
                    client.replay(exchange)
                            .forEach(
                                    difference ->
                                            differences.add(
                                                    line.number()
                                                            + " ("
                                                            + line.command()
                                                            + "): "
                                                            + exchange.method()
                                                            + " "
                                                            + exchange.path()
                                                            + ": "
                                                            + difference));
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(sent).isGreaterThanOrEqualTo(atLeast);
    }

    private String token(JsonNode bearer) {
        return server.bound(
                "user", bearer.path("organization_id").asString("organization"), Scope.values());
    }

    private static final class NobodyWaits implements FctlClient.Waiting {
        @Override
        public void polls() {
            throw new IllegalStateException("no device waits here");
        }

        @Override
        public void approve(String userCode) {
            throw new IllegalStateException("no device waits here");
        }

        @Override
        public void deny(String userCode) {
            throw new IllegalStateException("no device waits here");
        }
    }
}
