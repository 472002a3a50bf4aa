package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What released clients stumble over, as far as stacks and regions go: each test is one of the
/// ways in which a server that follows the API's document alone breaks fctl or the Terraform
/// provider.
@ExtendWith(TestDatabase.class)
final class StackTrapsTest {
    private static final String MARK =
            "\"metadata\": {\"github.com/formancehq/terraform-provider-cloud/protected\": \"true\"}";

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
    void each_operation_answers_with_the_one_status_that_clients_take() {
        TestServer.Answer created = create("\"name\": \"a\"");
        assertThat(created.status()).isEqualTo(202);
        String stack = StackRequests.STACKS + "/" + created.json().at("/data/id").asString();
        assertThat(requests.send("PUT", stack, requests.bob, "{\"name\": \"b\"}").status())
                .isEqualTo(200);
        for (String change :
                List.of(
                        "/disable",
                        "/enable",
                        "/upgrade",
                        "/stargate/disable",
                        "/stargate/enable",
                        "/restore")) {
            TestServer.Answer answer = requests.put(stack + change);
            assertThat(answer.status()).as(change).isEqualTo(202);
            assertThat(answer.text().isEmpty()).as(change).isEqualTo(!change.equals("/restore"));
        }
        assertThat(
                        requests.server
                                .send("POST", stack + "/modules?name=search", requests.bob)
                                .status())
                .isEqualTo(202);
        assertThat(requests.delete(stack + "/modules?name=search").status()).isEqualTo(202);
        assertThat(
                        requests.send(
                                        "PUT",
                                        stack + "/users/carl",
                                        requests.bob,
                                        "{\"policyId\": 1}")
                                .status())
                .isEqualTo(204);
        assertThat(requests.delete(stack + "/users/carl").status()).isEqualTo(204);
        assertThat(requests.delete(stack).status()).isEqualTo(204);
        assertThat(
                        requests.send(
                                        "POST",
                                        "/api/organizations/acme/regions",
                                        requests.bob,
                                        "{\"name\": \"a\"}")
                                .status())
                .isEqualTo(201);
    }

    @Test
    void every_key_that_clients_insist_on_is_there_even_when_it_says_nothing() {
        requests.server.sql(
                "insert into membership.stacks (organization_id, id, region_id) values ('acme', 'bare', 'here')");
        JsonNode stack = requests.read(StackRequests.STACKS + "/bare");
        for (String key :
                List.of(
                        "name",
                        "status",
                        "state",
                        "expectedStatus",
                        "lastStateUpdate",
                        "lastExpectedStatusUpdate",
                        "lastStatusUpdate",
                        "reachable",
                        "id",
                        "organizationId",
                        "uri",
                        "regionID",
                        "stargateEnabled",
                        "synchronised",
                        "modules")) {
            assertThat(stack.has(key)).as(key).isTrue();
        }
        assertThat(stack.get("modules").isArray()).isTrue();
        for (JsonNode region :
                List.of(
                        stack.get("region"),
                        requests.read("/api/organizations/acme/regions/here"))) {
            for (String key :
                    List.of(
                            "id",
                            "baseUrl",
                            "createdAt",
                            "active",
                            "name",
                            "capabilities",
                            "agentID",
                            "outdated")) {
                assertThat(region.has(key)).as(key).isTrue();
            }
        }
        assertThat(requests.read("/api/organizations/acme/regions/here").has("public")).isTrue();
    }

    @Test
    void dates_are_texts_with_a_zone() {
        JsonNode stack = requests.read(requests.stackIn("here"));
        for (JsonNode holder : List.of(stack, stack.get("region"), stack.at("/modules/0"))) {
            holder.properties().stream()
                    .filter(member -> member.getKey().matches("last.*|.*At"))
                    .forEach(
                            member -> {
                                assertThat(member.getValue().isString()).isTrue();
                                assertThat(member.getValue().asString()).endsWith("Z");
                                Instant.parse(member.getValue().asString());
                            });
        }
    }

    @Test
    void a_stack_without_an_agent_gets_ready_after_create_restore_and_upgrade() {
        String stack = requests.stackIn("here");
        assertThat(requests.read(stack).get("status").asString()).isEqualTo("READY");
        requests.delete(stack);
        requests.put(stack + "/restore");
        assertThat(requests.read(stack).get("status").asString()).isEqualTo("READY");
        requests.send("PUT", stack + "/upgrade", requests.bob, "{\"version\": \"v2\"}");
        assertThat(requests.life(stack)).isEqualTo("ACTIVE/READY/READY");
    }

    @Test
    void what_the_terraform_provider_configured_comes_back_as_it_was() {
        TestServer.Answer answer = create("\"name\": \"\", \"version\": \"\", " + MARK);
        JsonNode stack = answer.json().get("data");
        assertThat(stack.get("name").asString()).isEmpty();
        assertThat(stack.get("version").asString()).isNotEmpty();
        assertThat(stack.get("metadata")).hasSize(1);
        assertThat(
                        create("\"name\": \"test\", \"version\": \"default\"")
                                .json()
                                .at("/data/version")
                                .asString())
                .isEqualTo("default");
        assertThat(create("\"name\": \"test\"").status()).isEqualTo(202);
    }

    @Test
    void an_update_without_metadata_keeps_it_and_one_with_it_replaces_it() {
        String id = create("\"name\": \"a\", " + MARK).json().at("/data/id").asString();
        String stack = StackRequests.STACKS + "/" + id;
        JsonNode before = requests.read(stack).get("metadata");
        requests.send("PUT", stack, requests.bob, "{\"name\": \"b\"}");
        assertThat(requests.read(stack).get("metadata")).isEqualTo(before);
        assertThat(requests.read(stack).get("name").asString()).isEqualTo("b");
        requests.send("PUT", stack, requests.bob, "{\"name\": \"b\", \"metadata\": {}}");
        assertThat(requests.read(stack).get("metadata")).isEmpty();
    }

    @Test
    void renaming_sends_an_empty_upgrade_which_changes_nothing() {
        String stack = requests.stackIn("agent");
        JsonNode before = requests.read(stack);
        assertThat(
                        requests.send(
                                        "PUT",
                                        stack + "/upgrade",
                                        requests.bob,
                                        "{\"version\": \"\"}")
                                .status())
                .isEqualTo(202);
        assertThat(requests.read(stack)).isEqualTo(before);
    }

    @Test
    void a_deleted_stack_is_read_by_its_id_and_deleted_again_but_not_listed() {
        String stack = requests.stackIn("here");
        requests.delete(stack);
        assertThat(requests.read(stack).get("state").asString()).isEqualTo("DELETED");
        assertThat(requests.delete(stack).status()).isEqualTo(204);
        assertThat(requests.delete(stack + "?force=true").status()).isEqualTo(204);
        assertThat(requests.delete(stack).status()).isEqualTo(204);
        assertThat(requests.read(stack).get("state").asString()).isEqualTo("DELETED");
        assertThat(requests.read(StackRequests.STACKS)).isEmpty();
        assertThat(requests.read(StackRequests.STACKS + "?all=true")).hasSize(1);
    }

    @Test
    void a_disabled_stack_is_listed_only_among_all() {
        String stack = requests.stackIn("here");
        requests.put(stack + "/disable");
        assertThat(requests.read(StackRequests.STACKS + "?all=false&deleted=false")).isEmpty();
        assertThat(requests.read(StackRequests.STACKS + "?all=true&deleted=false")).hasSize(1);
    }

    @Test
    void modules_are_named_in_the_query_without_a_body_while_the_stack_is_in_progress() {
        String stack = requests.stackIn("agent");
        String terraform =
                requests.server.client(
                        "client",
                        "acme",
                        Scope.ORGANIZATION_ENABLE_STACK_MODULE,
                        Scope.ORGANIZATION_LIST_STACK_MODULES);
        assertThat(
                        requests.server
                                .send("POST", stack + "/modules?name=webhooks", terraform)
                                .status())
                .isEqualTo(202);
        assertThat(
                        requests.names(
                                requests.server
                                        .get(stack + "/modules", terraform)
                                        .json()
                                        .get("data")))
                .contains("webhooks");
    }

    @Test
    void a_path_with_a_character_that_no_id_has_is_refused_in_json() {
        for (String path :
                List.of(
                        "/api/organizations/%00/stacks",
                        StackRequests.STACKS + "/%00",
                        StackRequests.STACKS + "/a%00b/modules",
                        "/api/organizations/acme/regions/%00")) {
            TestServer.Answer answer = requests.server.get(path, requests.bob);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("VALIDATION");
        }
    }

    @Test
    void the_address_of_a_stack_is_final_when_it_is_created() {
        String stack = requests.stackIn("agent");
        String uri = requests.read(stack).get("uri").asString();
        assertThat(uri).matches("https://acme-[a-z]{4}\\.us\\.example\\.com");
        requests.send("PUT", stack, requests.bob, "{\"name\": \"other\"}");
        requests.delete(stack);
        requests.put(stack + "/restore");
        assertThat(requests.read(stack).get("uri").asString()).isEqualTo(uri);
    }

    private TestServer.Answer create(String members) {
        return requests.send(
                "POST",
                StackRequests.STACKS,
                requests.bob,
                "{\"regionID\": \"here\", " + members + "}");
    }
}
