package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What released clients stumble over in the management API, apart from stacks; [TrapsTest] has all
/// of them by their number.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
final class ApiTrapsTest {
    private static final String ORGANIZATION = "/api/organizations/acme";
    private static final String DEPLOY =
            "{\"name\": \"Deploy\", \"url\": \"https://deploy.example.com\", \"alias\": \"deploy\"}";

    private TestServer server;
    private String admin;
    private String owner;

    @BeforeEach
    void an_organization(Database database) {
        server = new TestServer(database);
        Acme.settle(server);
        admin = server.root("ada");
        owner = server.root("bob");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode made(String token, String method, String path, String body, int status) {
        TestServer.Answer answer =
                body.isEmpty()
                        ? server.send(method, path, token)
                        : server.send(method, path, token, body);
        assertThat(answer.status()).as(method + " " + path + answer.text()).isEqualTo(status);
        assertThat(answer.text().isEmpty()).as(method + " " + path).isEqualTo(status == 204);
        return status == 204
                ? dev.atrium.kernel.Json.mapper().createObjectNode()
                : answer.json().path("data");
    }

    private JsonNode read(String path) {
        TestServer.Answer answer = server.get(path, admin);
        assertThat(answer.status()).as(path + answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String id(JsonNode object) {
        return object.path("id").asString();
    }

    @Test
    void each_change_answers_with_the_one_status_that_clients_take() {
        String mine = id(made(owner, "POST", "/api/organizations", "{\"name\": \"Mine\"}", 201));
        made(owner, "DELETE", "/api/organizations/" + mine, "", 204);
        made(admin, "POST", "/api/users", "{\"email\": \"zoe@example.com\"}", 201);
        String policies = ORGANIZATION + "/policies";
        String policy =
                policies + "/" + id(made(owner, "POST", policies, "{\"name\": \"p\"}", 201));
        made(owner, "PUT", policy, "{\"name\": \"q\"}", 200);
        made(owner, "PUT", policy + "/scopes/10", "", 204);
        made(owner, "DELETE", policy + "/scopes/10", "", 204);
        made(owner, "DELETE", policy, "", 204);
        made(owner, "PUT", ORGANIZATION + "/users/fay", "{\"policyId\": 4}", 204);
        made(owner, "DELETE", ORGANIZATION + "/users/fay", "", 204);
        String clients = ORGANIZATION + "/clients";
        String client = clients + "/" + id(made(owner, "POST", clients, "{\"name\": \"c\"}", 201));
        made(owner, "PUT", client, "{\"name\": \"d\"}", 204);
        made(owner, "DELETE", client, "", 204);
        String invite = ORGANIZATION + "/invitations?email=fay%2Bx@example.com";
        String invitation = id(made(owner, "POST", invite, "", 201));
        made(owner, "DELETE", ORGANIZATION + "/invitations/" + invitation, "", 204);
        String fay = server.root("fay");
        String first =
                id(
                        made(
                                owner,
                                "POST",
                                ORGANIZATION + "/invitations?email=fay@example.com",
                                "",
                                201));
        made(fay, "POST", "/api/me/invitations/" + first + "/reject", "", 204);
        String second =
                id(
                        made(
                                owner,
                                "POST",
                                ORGANIZATION + "/invitations?email=fay@example.com",
                                "",
                                201));
        made(fay, "POST", "/api/me/invitations/" + second + "/accept", "", 204);
        String deploy =
                "/api/applications/" + id(made(admin, "POST", "/api/applications", DEPLOY, 201));
        String scope =
                id(made(admin, "POST", deploy + "/scopes", "{\"label\": \"apps:Read\"}", 201));
        made(admin, "DELETE", deploy + "/scopes/" + scope, "", 204);
        made(owner, "PUT", ORGANIZATION + "/authentication-provider", github("github"), 200);
        made(owner, "DELETE", ORGANIZATION + "/authentication-provider", "", 204);
    }

    @Test
    void each_list_has_the_envelope_that_clients_look_into() {
        assertThat(server.get("/api/_info", "").json().path("version").asString()).startsWith("v");
        for (String list :
                List.of(
                        "/api/organizations",
                        ORGANIZATION + "/users",
                        ORGANIZATION + "/policies")) {
            assertThat(read(list).path("data").isArray()).as(list).isTrue();
        }
        for (String paged : List.of(ORGANIZATION + "/logs", ORGANIZATION + "/clients")) {
            assertPage(read(paged).path("data"), paged);
        }
        assertPage(read("/api/applications").path("cursor"), "/api/applications");
    }

    private static void assertPage(JsonNode page, String where) {
        assertThat(page.path("pageSize").isNumber()).as(where).isTrue();
        assertThat(page.path("hasMore").isBoolean()).as(where).isTrue();
        assertThat(page.path("data").isArray()).as(where).isTrue();
    }

    private static JsonNode in(Map<String, JsonNode> objects, String kind) {
        return Objects.requireNonNull(objects.get(kind), kind);
    }

    /// Objects by their kind, as the API shows them.
    private Map<String, JsonNode> objects() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        all.put("organization", read(ORGANIZATION).path("data"));
        all.put(
                "invitation",
                made(owner, "POST", ORGANIZATION + "/invitations?email=zed@example.com", "", 201));
        all.put("client", made(owner, "POST", ORGANIZATION + "/clients", "{\"name\": \"c\"}", 201));
        all.put(
                "client that is read",
                read(ORGANIZATION + "/clients/" + id(in(all, "client"))).path("data"));
        all.put("legacy client", made(owner, "PUT", ORGANIZATION + "/client", "", 201));
        all.put("policy", read(ORGANIZATION + "/policies").path("data").get(0));
        all.put("scope", read(ORGANIZATION + "/policies/10").at("/data/scopes/0"));
        all.put("application", made(admin, "POST", "/api/applications", DEPLOY, 201));
        all.put(
                "enabled application",
                made(
                        admin,
                        "PUT",
                        ORGANIZATION + "/applications/" + id(in(all, "application")),
                        "",
                        201));
        made(admin, "POST", ORGANIZATION + "/features", "{\"features\": [\"audit\"]}", 204);
        all.put("feature", read(ORGANIZATION + "/features").path("data").get(0));
        all.put("log", read(ORGANIZATION + "/logs").at("/data/data/0"));
        all.put(
                "private region",
                made(owner, "POST", ORGANIZATION + "/regions", "{\"name\": \"r\"}", 201));
        all.put(
                "provider",
                made(
                        owner,
                        "PUT",
                        ORGANIZATION + "/authentication-provider",
                        github("github"),
                        200));
        return all;
    }

    @Test
    void each_key_that_clients_insist_on_is_there_even_when_it_says_nothing() {
        Map<String, String> keys =
                Map.ofEntries(
                        Map.entry("organization", "name id ownerId defaultPolicyID"),
                        Map.entry("invitation", "id organizationId userEmail status creationDate"),
                        Map.entry("client", "id secret name description createdAt updatedAt"),
                        Map.entry(
                                "client that is read",
                                "id secret name description createdAt updatedAt"),
                        Map.entry(
                                "legacy client",
                                "id secret name description createdAt updatedAt ownerId"),
                        Map.entry("policy", "name id protected createdAt updatedAt"),
                        Map.entry("scope", "id label createdAt updatedAt"),
                        Map.entry("application", "name url alias id createdAt updatedAt"),
                        Map.entry("enabled application", "organizationId applicationId createdAt"),
                        Map.entry("feature", "organizationID name createdAt"),
                        Map.entry("log", "seq organizationId userId action date data"),
                        Map.entry(
                                "private region",
                                "id baseUrl createdAt active name capabilities agentID outdated"
                                        + " organizationID creatorID"),
                        Map.entry(
                                "provider",
                                "type name clientID clientSecret config organizationId createdAt"
                                        + " updatedAt redirectURI"));
        Map<String, JsonNode> objects = objects();
        assertThat(objects.keySet()).isEqualTo(keys.keySet());
        objects.forEach(
                (kind, object) -> {
                    for (String key : keys.getOrDefault(kind, "").split(" ", -1)) {
                        assertThat(object.has(key)).as(kind + "." + key + " in " + object).isTrue();
                    }
                });
        assertThat(in(objects, "client that is read").path("secret").has("lastDigits")).isTrue();
    }

    @Test
    void dates_are_texts_with_a_zone_sequences_texts_and_ids_of_policies_numbers() {
        Map<String, JsonNode> objects = objects();
        List<String> dates = new ArrayList<>();
        objects.forEach(
                (kind, object) ->
                        Stream.of("createdAt", "updatedAt", "creationDate", "date")
                                .filter(object::hasNonNull)
                                .forEach(
                                        key -> {
                                            assertThat(object.get(key).isString())
                                                    .as(kind + "." + key)
                                                    .isTrue();
                                            assertThat(object.get(key).asString()).endsWith("Z");
                                            Instant.parse(object.get(key).asString());
                                            dates.add(kind + "." + key);
                                        }));
        assertThat(dates).contains("log.date", "provider.updatedAt", "invitation.creationDate");
        assertThat(in(objects, "log").path("seq").isString()).isTrue();
        for (String kind : List.of("policy", "scope")) {
            assertThat(in(objects, kind).path("id").isIntegralNumber()).as(kind).isTrue();
            assertThat(in(objects, kind).path("id").asInt()).as(kind).isPositive();
        }
        assertThat(read(ORGANIZATION + "/users").at("/data/0/policyId").isIntegralNumber())
                .isTrue();
        assertThat(in(objects, "organization").path("defaultPolicyID").isIntegralNumber()).isTrue();
    }

    @Test
    void every_refusal_is_one_json_object_whoever_refuses() {
        String stacks = ORGANIZATION + "/stacks";
        List<TestServer.Answer> refusals =
                List.of(
                        server.get(ORGANIZATION, "nonsense"),
                        server.get("/api/nowhere", owner),
                        server.send("PATCH", "/api/me", owner),
                        server.get(ORGANIZATION + "/policies/x", owner),
                        server.get(ORGANIZATION, server.root("eve")),
                        server.send("POST", stacks, owner, "{not json"),
                        server.send(
                                java.net.http.HttpRequest.newBuilder()
                                        .method(
                                                "POST",
                                                java.net.http.HttpRequest.BodyPublishers.ofString(
                                                        "a=b"))
                                        .header("Content-Type", "text/plain")
                                        .header("Authorization", "Bearer " + owner),
                                stacks));
        for (TestServer.Answer refusal : refusals) {
            assertThat(refusal.status()).isBetween(400, 499);
            assertThat(refusal.type()).startsWith("application/json");
            assertThat(refusal.code()).as(refusal.text()).isNotEmpty();
            assertThat(refusal.json().path("errorMessage").asString()).isNotEmpty();
        }
        assertThat(refusals)
                .extracting(TestServer.Answer::status)
                .contains(400, 401, 404, 405, 415);
    }

    @Test
    void a_client_is_named_with_and_without_its_prefix() {
        String id = id(made(owner, "POST", ORGANIZATION + "/clients", "{\"name\": \"c\"}", 201));
        for (String name : List.of(id, "organization_" + id)) {
            assertThat(read(ORGANIZATION + "/clients/" + name).at("/data/name").asString())
                    .isEqualTo("c");
        }
        made(owner, "PUT", ORGANIZATION + "/clients/organization_" + id, "{\"name\": \"d\"}", 204);
        made(owner, "DELETE", ORGANIZATION + "/clients/organization_" + id, "", 204);
        assertThat(server.get(ORGANIZATION + "/clients/" + id, owner).status()).isEqualTo(404);
    }

    @Test
    void an_address_comes_back_as_it_was_typed() {
        JsonNode invitation =
                made(
                        owner,
                        "POST",
                        ORGANIZATION + "/invitations?email=Zoe%2BTeam@Example.com",
                        "",
                        201);
        assertThat(invitation.path("userEmail").asString()).isEqualTo("Zoe+Team@Example.com");
        assertThat(
                        made(admin, "POST", "/api/users", "{\"email\": \"Yan@Example.com\"}", 201)
                                .path("email")
                                .asString())
                .isEqualTo("Yan@Example.com");
    }

    private static String github(String type) {
        return provider(type, "GitHub", "{}");
    }

    private static String provider(String type, String name, String config) {
        return """
        {"type": "%s", "name": "%s", "clientID": "id", "clientSecret": "s", "config": %s}
        """
                .formatted(type, name, config);
    }

    @Test
    void a_provider_without_a_type_is_taken_and_answered_with_one() {
        String path = ORGANIZATION + "/authentication-provider";
        Map<String, String> asked =
                Map.of(
                        provider("", "Ours", "{\"issuer\": \"https://id.example.com\"}"), "oidc",
                        provider("", "Ours", "{\"tenant\": \"common\"}"), "microsoft",
                        github(""), "github",
                        provider("", "Google", "{}"), "google",
                        provider("", "Google", "null"), "google");
        asked.forEach(
                (body, type) -> {
                    JsonNode answer = made(owner, "PUT", path, body, 200);
                    assertThat(answer.path("type").asString()).as(body).isEqualTo(type);
                    assertThat(answer.path("redirectURI").asString())
                            .isEqualTo("https://m.example.com/api/authorize/callback");
                    Instant.parse(answer.path("createdAt").asString());
                    Instant.parse(answer.path("updatedAt").asString());
                    made(owner, "DELETE", path, "", 204);
                });
    }
}
