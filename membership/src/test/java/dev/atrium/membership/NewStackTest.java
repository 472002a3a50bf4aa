package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Json;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
final class NewStackTest {
    @SuppressWarnings("NullAway.Init")
    private StackRequests requests;

    @BeforeEach
    void start(Database database) {
        requests = new StackRequests(database);
    }

    @AfterEach
    void stop() {
        requests.close();
    }

    @Test
    void a_new_stack_is_accepted_and_shown_whole_with_what_was_typed() {
        TestServer.Answer answer =
                create(
                        """
                        {"name": "Tést ", "regionID": "here", "version": "v2.1", "metadata": {"env": "Test", "": ""}}""");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        JsonNode stack = answer.json().get("data");
        assertThat(stack.get("id").asString()).matches("[a-z]{4}");
        assertThat(stack.get("name").asString()).isEqualTo("Tést ");
        assertThat(stack.get("version").asString()).isEqualTo("v2.1");
        assertThat(stack.get("metadata"))
                .isEqualTo(Json.mapper().readTree("{\"env\": \"Test\", \"\": \"\"}"));
        assertThat(stack.get("uri").asString())
                .isEqualTo("https://acme-" + stack.get("id").asString() + ".eu.example.com");
        assertThat(stack.get("region").get("name").asString()).isEqualTo("Here");
        assertThat(stack.get("regionID").asString()).isEqualTo("here");
        assertThat(requests.read(StackRequests.STACKS + "/" + stack.get("id").asString()))
                .isEqualTo(stack);
        assertThat(requests.logged()).containsExactly("stacks.created");
    }

    @Test
    void it_has_the_minimal_and_the_additional_modules() {
        JsonNode stack = requests.read(requests.stackIn("here"));
        assertThat(requests.names(stack.get("modules")))
                .containsExactly("auth", "gateway", "ledger", "payments", "stargate");
        assertThat(stack.get("stargateEnabled").asBoolean()).isTrue();
    }

    @Test
    void it_has_no_additional_module_that_its_region_does_not_run() {
        JsonNode stack = requests.read(requests.stackIn("agent"));
        assertThat(requests.names(stack.get("modules")))
                .containsExactly("auth", "gateway", "ledger", "stargate");
    }

    @Test
    void without_an_agent_it_is_ready_at_once_and_with_one_it_waits() {
        assertThat(requests.life(requests.stackIn("here"))).isEqualTo("ACTIVE/READY/READY");
        String waiting = requests.stackIn("agent");
        assertThat(requests.life(waiting)).isEqualTo("ACTIVE/READY/PROGRESSING");
        JsonNode stack = requests.read(waiting);
        assertThat(stack.get("synchronised").asBoolean()).isFalse();
        assertThat(stack.get("modules").get(0).get("status").asString()).isEqualTo("UNKNOWN");
    }

    @Test
    void a_version_that_nobody_chose_is_chosen_and_answered() {
        assertThat(versionFor("")).isEqualTo("default");
        offer("v2.1", "v2.10", "v2.9", "nightly");
        assertThat(versionFor("")).isEqualTo("v2.10");
        offer("default");
        assertThat(versionFor("")).isEqualTo("default");
    }

    @Test
    void a_version_must_be_one_that_the_region_offers_where_it_offers_any() {
        assertThat(versionFor("v9")).isEqualTo("v9");
        offer("v2.1");
        assertThat(versionFor("v2.1")).isEqualTo("v2.1");
        assertThat(versionFor("default")).isEqualTo("default");
        TestServer.Answer refused =
                create("{\"name\": \"a\", \"regionID\": \"here\", \"version\": \"v9\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("v9").contains("v2.1");
    }

    @Test
    void names_may_repeat_and_be_empty() {
        for (String name : new String[] {"test", "test", ""}) {
            TestServer.Answer answer =
                    create("{\"name\": \"" + name + "\", \"regionID\": \"here\"}");
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().get("data").get("name").asString()).isEqualTo(name);
        }
    }

    @Test
    void refuses_a_body_that_is_wrong_and_names_the_member() {
        Map<String, String> wrong =
                Map.ofEntries(
                        Map.entry("{}", "regionID"),
                        Map.entry("{\"regionID\": \"here\"}", "name"),
                        Map.entry("{\"name\": 1, \"regionID\": \"here\"}", "name"),
                        Map.entry("{\"name\": \"a\", \"regionID\": \"\"}", "regionID"),
                        Map.entry("{\"name\": \"a\\u0000\", \"regionID\": \"here\"}", "name"),
                        Map.entry("{\"name\": \"\\ud800\", \"regionID\": \"here\"}", "name"),
                        Map.entry(with("\"version\": 2"), "version"),
                        Map.entry(with("\"metadata\": []"), "metadata"),
                        Map.entry(with("\"metadata\": {\"a\": 1}"), "metadata"),
                        Map.entry(with("\"metadata\": {\"a\": null}"), "metadata"),
                        Map.entry("[]", "body"),
                        Map.entry("nothing", "body"));
        wrong.forEach(
                (body, member) -> {
                    TestServer.Answer answer = create(body);
                    assertThat(answer.status()).as(body).isEqualTo(400);
                    assertThat(answer.code()).isEqualTo("VALIDATION");
                    assertThat(answer.json().get("errorMessage").asString())
                            .startsWith(member + ":");
                });
        assertThat(requests.logged()).isEmpty();
    }

    @Test
    void refuses_what_is_too_long() {
        assertThat(create("{\"name\": \"" + "a".repeat(256) + "\", \"regionID\": \"here\"}").code())
                .isEqualTo("VALIDATION");
    }

    @Test
    void a_region_that_is_not_seen_does_not_exist() {
        requests.server.sql(
                "insert into membership.regions (id, name, base_url, organization_id) values ('foreign', 'Foreign', 'https://x.example.com', 'globex')");
        for (String region : new String[] {"foreign", "nowhere"}) {
            TestServer.Answer answer =
                    create("{\"name\": \"a\", \"regionID\": \"" + region + "\"}");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().get("errorMessage").asString())
                    .isEqualTo("region " + region + " not found");
        }
    }

    @Test
    void a_region_whose_agent_is_outdated_or_never_connected_takes_no_stacks() {
        requests.server.sql("update membership.regions set outdated = true where id = 'agent'");
        TestServer.Answer outdated = create("{\"name\": \"a\", \"regionID\": \"agent\"}");
        assertThat(outdated.status()).isEqualTo(409);
        assertThat(outdated.text()).contains("outdated");
        requests.server.sql(
                "update membership.regions set outdated = false, base_url = '' where id = 'agent'");
        assertThat(create("{\"name\": \"a\", \"regionID\": \"agent\"}").status()).isEqualTo(409);
    }

    @Test
    void its_client_secret_is_never_at_rest_in_clear() {
        requests.stackIn("here");
        requests.server.database.read(
                tx -> {
                    assertThat(
                                    tx.sql()
                                            .createQuery(
                                                    "select count(*) from membership.stacks where client_secret is null and length(client_secret_sealed) > 32")
                                            .mapTo(Integer.class)
                                            .one())
                            .isEqualTo(1);
                    return true;
                });
    }

    @Test
    void who_only_reads_makes_none() {
        TestServer.Answer answer =
                requests.send(
                        "POST",
                        StackRequests.STACKS,
                        requests.carl,
                        "{\"name\": \"a\", \"regionID\": \"here\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("organization:CreateStack");
    }

    private TestServer.Answer create(String json) {
        return requests.send("POST", StackRequests.STACKS, requests.bob, json);
    }

    private static String with(String member) {
        return "{\"name\": \"a\", \"regionID\": \"here\", " + member + "}";
    }

    private String versionFor(String version) {
        TestServer.Answer answer =
                create(
                        "{\"name\": \"a\", \"regionID\": \"here\", \"version\": \""
                                + version
                                + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().get("data").get("version").asString();
    }

    private void offer(String... versions) {
        for (String version : versions) {
            requests.server.sql(
                    "insert into membership.region_versions (region_id, name) values ('here', '"
                            + version
                            + "')");
        }
        requests.server.sql(
                "insert into membership.region_versions (region_id, name, deprecated) values ('here', 'v3', true) on conflict do nothing");
    }
}
