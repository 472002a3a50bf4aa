package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Json;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.signin.SignIn;
import dev.atrium.membership.signin.SignInTrail;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
final class SignInsTest {
    private static final String DEX = "https://dex.example.com";

    private final Recorded recorded = new Recorded(new ArrayList<>());

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    /// Records seven logins of whoever is known at one provider, and notes who was asked for.
    private record Recorded(List<String> asked) implements SignInTrail {
        @Override
        public boolean records(List<Name> names) {
            return names.stream().anyMatch(name -> name.issuer().equals(DEX));
        }

        @Override
        public List<SignIn> of(List<Name> names, long before, int limit) {
            names.forEach(name -> asked.add(name.connector() + "/" + name.subject()));
            return LongStream.rangeClosed(1, 7)
                    .map(number -> 8 - number)
                    .filter(number -> number < before)
                    .limit(limit)
                    .mapToObj(Recorded::signIn)
                    .toList();
        }

        private static SignIn signIn(long number) {
            return new SignIn(
                    number,
                    Instant.parse("2026-01-31T10:00:00Z").plusSeconds(number),
                    number == 7 ? SignIn.Outcome.REFUSED : SignIn.Outcome.SUCCESS,
                    "local",
                    "membership",
                    "192.0.2.7",
                    "a browser");
        }
    }

    @BeforeEach
    void state(Database database) {
        server = new TestServer(database, recorded);
        server.sql(
                "insert into membership.users (id, email, role) values ('ada', 'ada@example.com', 'ADMIN'), ('bob', 'bob@example.com', 'USER'), ('carl', 'carl@example.com', 'USER')",
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'bob')",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('acme', 'bob', 10), ('acme', 'carl', 10)",
                "insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits) values ('robot', 'acme', '', '0000')",
                "insert into membership.identities (issuer, connector_id, subject, user_id, email, email_verified) values ('"
                        + DEX
                        + "', 'local', 'bob-1', 'bob', 'bob@example.com', true), ('"
                        + DEX
                        + "', 'ldap', 'cn=bob', 'bob', '', false), ('https://keycloak.example.com', '', 'carl-1', 'carl', '', false)");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void people_see_their_own_by_every_name_that_they_have_the_latest_first() {
        JsonNode page = read("bob?pageSize=2", "bob").get("data");
        assertThat(page.get("data"))
                .isEqualTo(
                        Json.mapper()
                                .readTree(
                                        """
                                        [{"seq": "7", "date": "2026-01-31T10:00:07Z", "outcome": "REFUSED", "connector": "local",
                                          "clientId": "membership", "address": "192.0.2.7", "userAgent": "a browser"},
                                         {"seq": "6", "date": "2026-01-31T10:00:06Z", "outcome": "SUCCESS", "connector": "local",
                                          "clientId": "membership", "address": "192.0.2.7", "userAgent": "a browser"}]
                                        """));
        assertThat(page.get("recorded").asBoolean()).isTrue();
        assertThat(page.get("hasMore").asBoolean()).isTrue();
        assertThat(recorded.asked()).containsExactly("ldap/cn=bob", "local/bob-1");
    }

    @Test
    void pages_follow_one_another_to_the_end() {
        List<String> seen = new ArrayList<>();
        String query = "?pageSize=3";
        while (!query.isEmpty()) {
            JsonNode page = read("bob" + query, "bob").get("data");
            page.get("data").forEach(entry -> seen.add(entry.get("seq").asString()));
            query = page.get("hasMore").asBoolean() ? "?cursor=" + page.get("next").asString() : "";
        }
        assertThat(seen).containsExactly("7", "6", "5", "4", "3", "2", "1");
    }

    @Test
    void nobody_else_sees_them_but_an_administrator_of_the_platform() {
        assertThat(read("bob", "ada").at("/data/data")).hasSize(7);
        for (String token :
                List.of(
                        server.root("carl"),
                        server.bound("carl", "acme", Scope.values()),
                        server.client("robot", "acme", Scope.values()))) {
            TestServer.Answer bobs = server.get("/api/users/bob/sign-ins", token);
            TestServer.Answer nobodys = server.get("/api/users/nobody/sign-ins", token);
            assertThat(bobs.status()).isEqualTo(403);
            assertThat(bobs.json().get("errorMessage"))
                    .isEqualTo(nobodys.json().get("errorMessage"));
        }
        assertThat(server.get("/api/users/nobody/sign-ins", server.root("ada")).status())
                .isEqualTo(404);
        assertThat(recorded.asked()).containsOnly("ldap/cn=bob", "local/bob-1");
    }

    @Test
    void a_token_for_one_organization_does_not_make_an_administrator_one_elsewhere() {
        String token = server.bound("ada", "acme", Scope.ORGANIZATION_READ);
        assertThat(server.get("/api/users/bob/sign-ins", token).status()).isEqualTo(403);
    }

    @Test
    void the_answer_says_so_where_a_persons_provider_records_nothing() {
        for (String somebody : List.of("carl", "ada")) {
            JsonNode page = read(somebody, somebody).get("data");
            assertThat(page.get("recorded").asBoolean()).isFalse();
            assertThat(page.get("data")).isEmpty();
        }
        assertThat(recorded.asked()).isEmpty();
    }

    @Test
    void another_lists_cursor_is_refused() {
        for (String cursor : List.of("logs.f5.7", "sign-ins.f5.x", "sign-ins.b5.7")) {
            assertThat(
                            server.get(
                                            "/api/users/bob/sign-ins?cursor=" + cursor,
                                            server.root("bob"))
                                    .status())
                    .as(cursor)
                    .isEqualTo(400);
        }
    }

    private JsonNode read(String whose, String caller) {
        int query = whose.indexOf('?');
        String user = query < 0 ? whose : whose.substring(0, query);
        TestServer.Answer answer =
                server.get(
                        "/api/users/" + user + "/sign-ins" + whose.substring(user.length()),
                        server.root(caller));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
