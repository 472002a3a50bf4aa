package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.ClientId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What an organization's OAuth client may do: it has no user.
@ExtendWith(TestDatabase.class)
final class ClientAccessTest {
    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @BeforeEach
    void start(Database database) {
        server = new TestServer(database);
        server.sql(
                "insert into membership.users (id, email) values ('ada', 'ada@acme.test'), ('bob', 'bob@acme.test')",
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'ada'), ('other', 'Other', 'bob')",
                """
                insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits)
                values ('robot', 'acme', '\\x00', '0000')
                """,
                """
                insert into membership.invitations (id, organization_id, user_email, status, user_id, expires_at)
                values ('inv-1', 'acme', 'Bob@acme.test', 'PENDING', null, now()),
                       ('inv-2', 'acme', 'bob@acme.test', 'ACCEPTED', 'bob', now()),
                       ('inv-3', 'other', 'eve@acme.test', 'PENDING', null, now())
                """);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void reads_its_organization_with_the_scopes_of_its_token() {
        String token = server.client("robot", "acme", Scope.ORGANIZATION_READ);
        assertThat(server.get("/api/organizations/acme", token).status()).isEqualTo(200);
        assertThat(server.get("/api/organizations/acme/users", token).status()).isEqualTo(403);
    }

    @Test
    void reaches_no_other_organization_and_learns_nothing_about_one() {
        String token = server.client("robot", "acme", Scope.ORGANIZATION_READ);
        TestServer.Answer other = server.get("/api/organizations/other", token);
        TestServer.Answer none = server.get("/api/organizations/none", token);
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.json().path("errorMessage")).isEqualTo(none.json().path("errorMessage"));
        assertThat(none.status()).isEqualTo(403);
    }

    @Test
    void lists_its_own_organization_only() {
        TestServer.Answer answer = server.get("/api/organizations", server.client("robot", "acme"));
        assertThat(answer.json().path("data").size()).isEqualTo(1);
        assertThat(answer.json().path("data").get(0).path("id").asString()).isEqualTo("acme");
    }

    @Test
    void is_nobody_where_a_person_is_needed() {
        String token = server.client("robot", "acme", Scope.values());
        assertThat(server.get("/api/me", token).status()).isEqualTo(403);
        assertThat(server.send("POST", "/api/me/invitations/inv-1/accept", token).status())
                .isEqualTo(403);
    }

    @Test
    void sees_every_invitation_of_its_organization() {
        String token = server.client("robot", "acme");
        TestServer.Answer all = server.get("/api/me/invitations?organization=acme", token);
        assertThat(all.json().path("data").findValuesAsString("id"))
                .containsExactly("inv-1", "inv-2");
        assertThat(all.json().path("data").get(1).path("userId").asString()).isEqualTo("bob");
        assertThat(server.get("/api/me/invitations", token).json().path("data").size())
                .isEqualTo(2);
        TestServer.Answer foreign = server.get("/api/me/invitations?organization=other", token);
        assertThat(foreign.json().path("data").size()).isZero();
    }

    @Test
    void loses_its_access_with_its_row() {
        String token = server.client("robot", "acme", Scope.ORGANIZATION_READ);
        server.sql("delete from membership.organization_clients");
        assertThat(server.get("/api/organizations/acme", token).status()).isEqualTo(401);
    }

    @Test
    void may_manage_members_with_the_scopes_that_terraform_holds() {
        assertThat(Scope.impliedForClients(java.util.Set.of(Scope.ORGANIZATION_CREATE_USER)))
                .containsExactly(Scope.ORGANIZATION_CREATE_INVITATION);
        assertThat(Scope.impliedForClients(java.util.Set.of(Scope.ORGANIZATION_UPDATE_USER)))
                .containsExactlyInAnyOrder(
                        Scope.ORGANIZATION_DELETE_INVITATION, Scope.ORGANIZATION_DELETE_USER);
    }

    @Test
    void is_named_in_the_log() {
        Caller robot =
                new Caller.OrganizationClient(new ClientId("robot"), new OrganizationId("acme"));
        server.database.writing(
                tx ->
                        new LogStore()
                                .append(
                                        tx,
                                        new Entry(
                                                Action.STACKS_CREATED,
                                                Optional.of(new OrganizationId("acme")),
                                                Optional.empty(),
                                                Optional.of(robot),
                                                server.clock.instant(),
                                                Map.of())));
        TestServer.Answer log =
                server.get(
                        "/api/organizations/acme/logs",
                        server.client("robot", "acme", Scope.ORGANIZATION_READ_LOGS));
        assertThat(log.json().path("data").path("data").get(0).path("userId").asString())
                .isEqualTo("organization_robot");
    }
}
