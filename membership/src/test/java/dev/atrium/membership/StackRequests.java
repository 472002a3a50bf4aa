package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Two organizations, acme and globex, with a region that no agent runs and one that waits for its
/// agent, and the requests about their stacks. Bob owns acme, carl reads there, eve owns globex.
final class StackRequests implements AutoCloseable {
    static final String STACKS = "/api/organizations/acme/stacks";

    final TestServer server;
    final String bob;
    final String carl;
    final String eve;

    StackRequests(Database database) {
        server = new TestServer(database);
        server.sql(
                "insert into membership.users (id, email, role) values ('ada', 'ada@example.com', 'ADMIN'), ('bob', 'bob@example.com', 'USER'), ('carl', 'carl@example.com', 'USER'), ('eve', 'eve@example.com', 'USER')",
                "insert into membership.organizations (id, name, owner_id) values ('acme', 'Acme', 'bob'), ('globex', 'Globex', 'eve')",
                "insert into membership.organization_users (organization_id, user_id, policy_id) values ('acme', 'bob', 10), ('acme', 'carl', 5), ('globex', 'eve', 10)",
                "insert into membership.organization_clients (id, organization_id, secret_hash, secret_last_digits) values ('client', 'acme', '', 'abcd')",
                "insert into membership.regions (id, name, base_url, active) values ('here', 'Here', 'https://eu.example.com/', true)",
                "insert into membership.regions (id, name, base_url, organization_id, creator_id, active, agent_id, client_secret_hash, client_secret_last_digits, capabilities) values ('agent', 'With agent', 'https://us.example.com', 'acme', 'bob', true, 'agent', '', 'abcd', '{\"MODULE_LIST\": [\"auth\", \"ledger\", \"gateway\", \"stargate\", \"webhooks\"]}')");
        bob = server.root("bob");
        carl = server.root("carl");
        eve = server.root("eve");
    }

    TestServer.Answer send(String method, String path, String token, String json) {
        return server.send(
                HttpRequest.newBuilder()
                        .method(method, HttpRequest.BodyPublishers.ofString(json))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token),
                path);
    }

    /// Without a body, as bob.
    TestServer.Answer put(String path) {
        return server.send("PUT", path, bob);
    }

    TestServer.Answer delete(String path) {
        return server.send("DELETE", path, bob);
    }

    /// @return the path of a new stack of bob's
    String stackIn(String region) {
        TestServer.Answer answer =
                send("POST", STACKS, bob, "{\"name\": \"test\", \"regionID\": \"" + region + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return STACKS + "/" + answer.json().get("data").get("id").asString();
    }

    JsonNode read(String path) {
        TestServer.Answer answer = server.get(path, bob);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("data");
    }

    /// State, expected status and status of a stack in one text.
    String life(String path) {
        JsonNode stack = read(path);
        return stack.get("state").asString()
                + "/"
                + stack.get("expectedStatus").asString()
                + "/"
                + stack.get("status").asString();
    }

    List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(item -> names.add(item.get("name").asString()));
        return names;
    }

    /// What was logged in acme, the oldest first.
    List<String> logged() {
        List<String> actions = new ArrayList<>();
        read("/api/organizations/acme/logs")
                .get("data")
                .forEach(line -> actions.addFirst(line.get("action").asString()));
        return actions;
    }

    @Override
    public void close() {
        server.close();
    }
}
