package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
final class InvitationsTest {
    private static final String INVITATIONS = "/api/organizations/acme/invitations";

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    @SuppressWarnings("NullAway.Init")
    private String bob;

    @BeforeEach
    void two_organizations(Database database) {
        server = new TestServer(database);
        Acme.settle(server);
        bob = server.root("bob");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestServer.Answer invite(String email) {
        return server.send("POST", INVITATIONS + "?email=" + email, bob);
    }

    private static String id(TestServer.Answer answer) {
        return answer.json().at("/data/id").asString();
    }

    @Test
    void are_made_once_and_shown_again_while_they_are_open() {
        TestServer.Answer first = invite("Other%2BTag@Example.com");
        assertThat(first.status()).isEqualTo(201);
        JsonNode made = first.json().get("data");
        assertThat(made.get("userEmail").asString()).isEqualTo("Other+Tag@Example.com");
        assertThat(made.get("status").asString()).isEqualTo("PENDING");
        assertThat(made.get("expiresAt").asString()).isEqualTo("2026-11-29T12:00:00Z");
        assertThat(made.get("creatorId").asString()).isEqualTo("bob");
        TestServer.Answer second = invite("other%2Btag@example.com");
        assertThat(second.status()).isEqualTo(200);
        assertThat(id(second)).isEqualTo(id(first));
        assertThat(server.log("acme")).containsExactly("invitations.created by bob");
    }

    @Test
    void show_the_link_where_no_mail_takes_it_to_anybody() {
        assertThat(invite("new@example.com").json().at("/data/link").asString())
                .matches(
                        "https://m\\.example\\.com/api/invitations/[0-9a-f-]{36}\\?token=[\\w-]{43}");
        assertThat(server.get(INVITATIONS, bob).text()).doesNotContain("token=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not-an-email",
                "a@b@c",
                "a%20b@c.example",
                "a@c.example%0d%0aBcc:x@y.z"
            })
    void refuse_what_is_no_address(String email) {
        assertThat(invite(email).status()).isEqualTo(400);
    }

    @Test
    void of_older_clients_name_a_role() {
        TestServer.Answer admin =
                server.send(
                        "POST", INVITATIONS + "?email=a@example.com", bob, "{\"role\": \"ADMIN\"}");
        assertThat(admin.json().at("/data/policyId").asInt()).isEqualTo(10);
        assertThat(admin.json().at("/data/role").asString()).isEqualTo("ADMIN");
        assertThat(
                        server.send("POST", INVITATIONS + "?email=b@example.com", bob, "{}")
                                .json()
                                .at("/data/role")
                                .asString())
                .isEqualTo("GUEST");
    }

    @Test
    void give_nothing_that_the_inviter_lacks() {
        server.sql(
                "insert into membership.policies (id, organization_id, name) values (100, 'acme', 'clerk')",
                "insert into membership.policy_scopes select 100, id from membership.scopes where label = 'organization:CreateInvitation'",
                "update membership.organization_users set policy_id = 100 where user_id = 'carl'");
        assertThat(
                        server.send(
                                        "POST",
                                        INVITATIONS + "?email=a@example.com",
                                        server.root("carl"),
                                        "{\"role\": \"ADMIN\"}")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void can_be_answered_for_seven_days_and_then_be_made_anew() {
        String old = id(invite("fay@example.com"));
        server.clock.advance(Duration.ofDays(7));
        assertThat(
                        server.send(
                                        "POST",
                                        "/api/me/invitations/" + old + "/accept",
                                        server.root("fay"))
                                .status())
                .isEqualTo(409);
        TestServer.Answer again = invite("fay@example.com");
        assertThat(again.status()).isEqualTo(201);
        assertThat(
                        server.send(
                                        "POST",
                                        "/api/me/invitations/" + id(again) + "/accept",
                                        server.root("fay"))
                                .status())
                .isEqualTo(204);
        assertThat(server.log("acme"))
                .containsExactly(
                        "invitations.created by bob",
                        "invitations.cancelled by ",
                        "invitations.created by bob",
                        "invitations.accepted by fay");
    }

    @Test
    void make_a_member_with_the_policy_they_name_or_the_organizations_default() {
        server.sql("update membership.organizations set default_policy_id = 4 where id = 'acme'");
        String plain = id(invite("fay@example.com"));
        server.send("POST", "/api/me/invitations/" + plain + "/accept", server.root("fay"));
        assertThat(
                        server.get("/api/organizations/acme/users/fay", bob)
                                .json()
                                .at("/data/policyId")
                                .asInt())
                .isEqualTo(4);
    }

    @Test
    void that_were_taken_back_twice_are_gone_and_unknown_ones_never_were() {
        String id = id(invite("fay@example.com"));
        assertThat(server.send("DELETE", INVITATIONS + "/" + id, bob).status()).isEqualTo(204);
        assertThat(server.send("DELETE", INVITATIONS + "/" + id, bob).status()).isEqualTo(204);
        assertThat(server.send("DELETE", INVITATIONS + "/unknown", bob).status()).isEqualTo(404);
        assertThat(
                        server.send(
                                        "POST",
                                        "/api/me/invitations/" + id + "/accept",
                                        server.root("fay"))
                                .status())
                .isEqualTo(409);
        assertThat(server.log("acme"))
                .containsExactly("invitations.created by bob", "invitations.cancelled by bob");
    }

    @Test
    void that_were_accepted_are_not_taken_back() {
        String id = id(invite("fay@example.com"));
        server.send("POST", "/api/me/invitations/" + id + "/accept", server.root("fay"));
        assertThat(server.send("DELETE", INVITATIONS + "/" + id, bob).status()).isEqualTo(409);
    }

    @Test
    void of_another_organization_cannot_be_taken_back() {
        String id = id(invite("fay@example.com"));
        assertThat(
                        server.send(
                                        "DELETE",
                                        "/api/organizations/globex/invitations/" + id,
                                        server.root("eve"))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void of_an_organization_are_its_programs_business() {
        server.sql(
                "insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits) values ('tf', 'acme', '', '')");
        String client =
                server.client(
                        "tf",
                        "acme",
                        Scope.ORGANIZATION_CREATE_USER,
                        Scope.ORGANIZATION_UPDATE_USER);
        TestServer.Answer made =
                server.send("POST", INVITATIONS + "?email=fay@example.com", client);
        assertThat(made.status()).isEqualTo(201);
        server.send("POST", "/api/me/invitations/" + id(made) + "/accept", server.root("fay"));
        JsonNode all =
                server.get("/api/me/invitations?organization=acme", client).json().get("data");
        assertThat(all).hasSize(1);
        assertThat(all.get(0).get("status").asString()).isEqualTo("ACCEPTED");
        assertThat(all.get(0).get("userId").asString()).isEqualTo("fay");
        TestServer.Answer second = server.send("POST", INVITATIONS + "?email=x@y.example", client);
        assertThat(server.send("DELETE", INVITATIONS + "/" + id(second), client).status())
                .isEqualTo(204);
    }

    @Test
    void need_the_scope_that_they_name_from_a_person() {
        String narrow =
                server.bound(
                        "bob",
                        "acme",
                        Scope.ORGANIZATION_CREATE_USER,
                        Scope.ORGANIZATION_UPDATE_USER);
        assertThat(server.send("POST", INVITATIONS + "?email=x@y.example", narrow).status())
                .isEqualTo(403);
    }
}
