package dev.atrium.server.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.PostgresUri;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Every block of the documents starts with `up`, and what it declares can be used.
@ExtendWith(TestDatabase.class)
class SeedsTest {
    private static final String PROVIDER =
            """
            issuer: http://127.0.0.1:${port}/realms/master
            storage: {type: postgres}
            web: {http: "127.0.0.1:${port}"}
            oauth2: {skipApprovalScreen: true}
            enablePasswordDB: true
            staticPasswords:
            - {email: admin@example.com, hash: "${hash}", username: admin, userID: demo-admin}
            staticClients:
            - {id: membership, secret: your-client-secret, name: Membership, redirectURIs: ["http://localhost:${membership}/api/authorize/callback"]}
            """;

    private final int offset = PortBlock.freeOffset();
    private final Visitor visitor = new Visitor();

    @Test
    void the_demonstration_profile_has_its_stack(PostgresUri database) throws Exception {
        try (Installation up = values(database, Seeds.text("demo-profile.values.yaml"))) {
            logIn(up, "support@formance.com");
            JsonNode stack = only(api(up, "/organizations/demo/stacks"));
            assertThat(stack.get("id").asString()).isEqualTo("dev");
            assertThat(stack.get("status").asString()).isEqualTo("READY");
            assertThat(stack.get("uri").asString())
                    .isEqualTo("https://demo-dev.formance.localhost");
            JsonNode region = only(api(up, "/organizations/demo/regions"));
            assertThat(region.get("name").asString()).isEqualTo("dev");
            assertThat(api(up, "/organizations/demo/regions/region-1/versions").get("data"))
                    .hasSize(7);
        }
    }

    @Test
    void the_bootstrap_of_the_wizard_has_its_stack(PostgresUri database) throws Exception {
        try (Installation up = values(database, Seeds.text("wizard-bootstrap.values.yaml"))) {
            logIn(up, "admin@example.com");
            JsonNode stack = only(api(up, "/organizations/my-org/stacks"));
            assertThat(stack.get("name").asString()).isEqualTo("main");
            assertThat(stack.get("uri").asString())
                    .isEqualTo("https://my-org-main.formance.example.com");
        }
    }

    @Test
    void the_file_of_the_wizard_brings_a_login_for_its_user(PostgresUri database) throws Exception {
        try (Installation up =
                Installation.start(database, offset, "--config", Seeds.text("wizard.yaml"))) {
            logIn(up, "admin@your-company.com");
            assertThat(only(api(up, "/organizations/my-org/stacks")).get("id").asString())
                    .isEqualTo("production");
        }
    }

    @Test
    void the_configuration_of_membership_sets_what_its_tokens_last(PostgresUri database)
            throws Exception {
        try (Installation up =
                values(database, Seeds.text("membership-configuration.values.yaml"))) {
            FctlLogin fctl = FctlLogin.begin(up.value("MEMBERSHIP_URL") + "/api");
            Visitor.Page form = visitor.open(fctl.verificationUri());
            Visitor.Page question = visitor.logIn(form, up.value("DEMO_ADMIN_EMAIL"), "password");
            assertThat(question.text()).contains(fctl.userCode());
            visitor.follow(visitor.submit(question, Map.of("decision", "approve")));
            assertThat(fctl.poll().error()).isEmpty();
            assertThat(fctl.lifetime()).isEqualTo(300);
            assertThat(fctl.get("/organizations/demo/stacks")).contains("\"READY\"");
        }
    }

    @Test
    void without_fctl_its_login_is_refused_with_a_sentence(PostgresUri database) throws Exception {
        String values =
                Seeds.text("membership-configuration.values.yaml")
                        .replace("fctl: true", "fctl: false");
        try (Installation up = values(database, values)) {
            Visitor.Page refusal =
                    visitor.post(
                            up.value("MEMBERSHIP_URL") + "/api/device_authorization",
                            Map.of("scope", "openid"),
                            "Authorization",
                            "Basic ZmN0bDo=");
            assertThat(refusal.status()).isBetween(400, 401);
            assertThat(refusal.json().get("error").asString()).isEqualTo("invalid_client");
            assertThat(refusal.json().get("error_description").asString())
                    .contains("fctl is switched off");
        }
    }

    @Test
    void a_provider_of_ones_own_logs_people_in(PostgresUri database) throws Exception {
        // Dex's own place, which is free for another provider when Dex is switched off.
        int port = 5556 + offset;
        Path file = Files.createTempFile("provider", ".yaml");
        Files.writeString(
                file,
                PROVIDER.replace("${port}", Integer.toString(port))
                        .replace("${membership}", Integer.toString(8080 + offset))
                        .replace("${hash}", Seeds.HASH));
        Map<String, String> environment =
                Map.of("POSTGRES_URI", TestDatabase.create().whole().reveal());
        try (Program provider = Program.start(environment, "dex", "serve", file.toString())) {
            provider.awaitAnswer("http://127.0.0.1:" + port + "/realms/master/healthz");
            String values =
                    Seeds.text("own-provider.values.yaml")
                            .replace("scheme: \"https\"", "scheme: \"http\"")
                            .replace("keycloak.example.com", "127.0.0.1:" + port);
            try (Installation up = values(database, values)) {
                logIn(up, "admin@example.com");
                assertThat(only(api(up, "/organizations/demo/stacks")).get("id").asString())
                        .isEqualTo("dev");
            }
        } finally {
            Files.delete(file);
        }
    }

    private Installation values(PostgresUri database, String text) throws IOException {
        return Installation.start(database, offset, "--values", text);
    }

    /// From Portal to Membership, to its provider, and all the way back.
    private void logIn(Installation up, String email) {
        Visitor.Page form = visitor.open(up.value("PORTAL_URL") + "/auth/login");
        Visitor.Page end = visitor.logIn(form, email, "password");
        assertThat(end.status()).as(end.text()).isEqualTo(200);
        assertThat(end.address().toString()).startsWith(up.value("PORTAL_URL"));
        JsonNode session = visitor.open(up.value("PORTAL_URL") + "/session").json();
        assertThat(session.get("user").get("email").asString()).isEqualTo(email);
    }

    private JsonNode api(Installation up, String path) {
        Visitor.Page page = visitor.open(up.value("PORTAL_URL") + "/api" + path);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.json();
    }

    private static JsonNode only(JsonNode list) {
        assertThat(list.get("data")).as(list.toString()).hasSize(1);
        return list.get("data").get(0);
    }
}
