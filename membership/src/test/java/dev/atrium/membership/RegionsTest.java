package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Scope;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestDatabase.class)
final class RegionsTest {
    private static final String REGIONS = "/api/organizations/acme/regions";
    private static final String FOREIGN = "/api/organizations/globex/regions";

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
    void a_private_region_is_created_and_its_secret_shown_only_then() throws Exception {
        TestServer.Answer answer = create("Mine");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode region = answer.json().get("data");
        String id = region.get("id").asString();
        assertThat(region.get("organizationID").asString()).isEqualTo("acme");
        assertThat(region.get("creatorID").asString()).isEqualTo("bob");
        assertThat(region.get("creatorId").asString()).isEqualTo("bob");
        assertThat(region.get("clientID").asString()).isEqualTo("region_" + id);
        assertThat(region.get("agentID").asString()).isEqualTo(id);
        assertThat(region.get("public").asBoolean()).isFalse();
        assertThat(region.get("active").asBoolean()).isFalse();
        assertThat(region.get("outdated").asBoolean()).isFalse();
        assertThat(region.get("capabilities").isObject()).isTrue();
        String clear = region.get("secret").get("clear").asString();
        assertThat(clear).endsWith(region.get("secret").get("lastDigits").asString());
        assertThat(storedHash(id))
                .isEqualTo(
                        MessageDigest.getInstance("SHA-256")
                                .digest(clear.getBytes(StandardCharsets.UTF_8)));
        assertThat(requests.read(REGIONS + "/" + id).get("secret").has("clear")).isFalse();
        assertThat(requests.logged()).containsExactly("regions.created");
        assertThat(requests.server.get("/api/organizations/acme/logs", requests.bob).text())
                .doesNotContain(clear);
    }

    @Test
    void refuses_names_that_are_taken_or_none() {
        create("Mine");
        TestServer.Answer taken = create("Mine");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text()).contains("Mine");
        for (String body : List.of("{}", "{\"name\": \" \"}", "{\"name\": 1}", "[]")) {
            assertThat(requests.send("POST", REGIONS, requests.bob, body).code())
                    .isEqualTo("VALIDATION");
        }
    }

    @Test
    void a_client_creates_one_in_its_own_name() {
        String client = requests.server.client("client", "acme", Scope.ORGANIZATION_CREATE_REGION);
        JsonNode region =
                requests.send("POST", REGIONS, client, "{\"name\": \"Mine\"}").json().get("data");
        assertThat(region.get("creatorID").asString()).isEqualTo("organization_client");
    }

    @Test
    void is_deleted_once_and_only_when_no_stack_needs_it() {
        String stack = requests.stackIn("agent");
        TestServer.Answer used = requests.delete(REGIONS + "/agent");
        assertThat(used.status()).isEqualTo(409);
        requests.delete(stack);
        assertThat(requests.delete(REGIONS + "/agent").status()).isEqualTo(409);
        requests.delete(stack + "?force=true");
        assertThat(requests.delete(REGIONS + "/agent").status()).isEqualTo(409);
        requests.server.sql("update membership.stacks set status = 'DELETED'");
        assertThat(requests.delete(REGIONS + "/agent").status()).isEqualTo(204);
        assertThat(requests.delete(REGIONS + "/agent").status()).isEqualTo(404);
        assertThat(requests.logged()).endsWith("regions.deleted");
    }

    @Test
    void one_that_belongs_to_nobody_or_to_somebody_else_is_not_deleted() {
        TestServer.Answer open = requests.delete(REGIONS + "/here");
        assertThat(open.status()).isEqualTo(403);
        assertThat(open.text()).contains("a public region cannot be deleted");
        assertThat(requests.server.send("DELETE", FOREIGN + "/agent", requests.eve).status())
                .isEqualTo(404);
        share("globex");
        assertThat(requests.server.send("DELETE", FOREIGN + "/agent", requests.eve).status())
                .isEqualTo(403);
        assertThat(requests.read(REGIONS)).hasSize(2);
    }

    @Test
    void a_further_organization_sees_it_and_runs_stacks_there() {
        assertThat(ids(FOREIGN, requests.eve)).containsExactly("here");
        assertThat(share("globex").status()).isEqualTo(204);
        assertThat(share("globex").status()).isEqualTo(204);
        assertThat(ids(FOREIGN, requests.eve)).containsExactly("agent", "here");
        assertThat(requests.server.get(FOREIGN + "/agent/versions", requests.eve).status())
                .isEqualTo(200);
        assertThat(stackOfEve().status()).isEqualTo(202);
        JsonNode accesses = requests.read(REGIONS + "/agent/organizations");
        assertThat(accesses).hasSize(1);
        assertThat(accesses.get(0).get("organizationID").asString()).isEqualTo("globex");
        assertThat(accesses.get(0).get("regionID").asString()).isEqualTo("agent");
        assertThat(requests.logged()).containsExactly("regions.allowed-access");
    }

    @Test
    void what_the_owner_alone_knows_is_not_shown_to_others() {
        share("globex");
        JsonNode region = requests.server.get(FOREIGN + "/agent", requests.eve).json().get("data");
        for (String member : List.of("secret", "clientID", "creator", "creatorId", "creatorID")) {
            assertThat(region.has(member)).as(member).isFalse();
        }
    }

    @Test
    void access_taken_away_keeps_the_stacks_and_allows_no_more() {
        share("globex");
        String stack = stackOfEve().json().get("data").get("id").asString();
        String access = REGIONS + "/agent/organizations/globex";
        assertThat(requests.delete(access).status()).isEqualTo(204);
        assertThat(requests.delete(access).status()).isEqualTo(204);
        assertThat(stackOfEve().status()).isEqualTo(404);
        assertThat(
                        requests.server
                                .get("/api/organizations/globex/stacks/" + stack, requests.eve)
                                .json()
                                .get("data")
                                .get("region")
                                .get("name")
                                .asString())
                .isEqualTo("With agent");
        assertThat(requests.logged())
                .containsExactly("regions.allowed-access", "regions.denied-access");
    }

    @Test
    void whether_the_other_organization_exists_makes_no_difference() {
        assertThat(share("nobody").status()).isEqualTo(204);
        assertThat(requests.read(REGIONS + "/agent/organizations")).hasSize(1);
        assertThat(share("acme").code()).isEqualTo("CONFLICT");
        assertThat(share("not%20an%20id").code()).isEqualTo("VALIDATION");
        assertThat(
                        requests.server
                                .send("PUT", REGIONS + "/here/organizations/globex", requests.bob)
                                .status())
                .isEqualTo(403);
    }

    private TestServer.Answer create(String name) {
        return requests.send("POST", REGIONS, requests.bob, "{\"name\": \"" + name + "\"}");
    }

    private TestServer.Answer share(String organization) {
        return requests.put(REGIONS + "/agent/organizations/" + organization);
    }

    private TestServer.Answer stackOfEve() {
        return requests.send(
                "POST",
                "/api/organizations/globex/stacks",
                requests.eve,
                "{\"name\": \"a\", \"regionID\": \"agent\"}");
    }

    private List<String> ids(String path, String token) {
        List<String> ids = new ArrayList<>();
        requests.server
                .get(path, token)
                .json()
                .get("data")
                .forEach(region -> ids.add(region.get("id").asString()));
        return ids;
    }

    private byte[] storedHash(String region) {
        return requests.server.database.read(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "select client_secret_hash from membership.regions where id = :id")
                                .bind("id", region)
                                .mapTo(byte[].class)
                                .one());
    }
}
