package dev.atrium.membership;

import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        new Replay(server)
                .knowing("organization", "application")
                .tokens(
                        bearer ->
                                server.bound(
                                        "user",
                                        bearer.path("organization_id").asString("organization"),
                                        Scope.values()))
                .taking(exchange -> exchange.path().startsWith("/organizations"))
                .play(name, atLeast);
    }
}
