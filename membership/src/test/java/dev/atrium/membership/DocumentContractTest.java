package dev.atrium.membership;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Json;
import dev.atrium.kernel.config.YamlFile;
import dev.atrium.membership.document.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What released clients were generated from is in our document too, and so is what the web
/// applications ask for. Each difference is listed with its reason, and none that is gone stays
/// listed.
final class DocumentContractTest {
    private static final String ACCESS = "optional, and the list of members says the same";
    private static final String NAMED = "the answer always says which kind it is";

    /// A line of [DocumentComparison#differences] to why it is meant.
    private static final Map<String, String> INTENDED =
            Map.ofEntries(
                    entry(
                            "updateOrganization body lacks required defaultPolicyID",
                            "clients from before policies name roles instead"),
                    entry(
                            "upsertStackUserAccess body lacks required policyId",
                            "clients from before policies name a role instead"),
                    entry(
                            "enableModule lacks scope organization:EnableStackModulesEnable",
                            "tokens may ask for it, and get organization:EnableStackModule"),
                    entry("createInvitation 200.data lacks member organizationAccess", ACCESS),
                    entry("createInvitation 201.data lacks member organizationAccess", ACCESS),
                    entry("listInvitations 200.data[] lacks member organizationAccess", ACCESS),
                    entry(
                            "listOrganizationInvitations 200.data[] lacks member organizationAccess",
                            ACCESS),
                    entry("readAuthenticationProvider 200.data.type lacks value ", NAMED),
                    entry("upsertAuthenticationProvider 200.data.type lacks value ", NAMED));

    private final JsonNode ours = Document.at("https://m.example.com/api").json();

    @Test
    void has_all_that_clients_were_generated_from() throws IOException {
        try (InputStream file =
                DocumentContractTest.class.getResourceAsStream(
                        "/contract/membership-openapi.yaml")) {
            assertThat(file).isNotNull();
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(new DocumentComparison(ours, read(text), false).differences())
                    .containsExactlyInAnyOrderElementsOf(INTENDED.keySet());
        }
    }

    @Test
    void has_all_that_the_web_applications_types_were_generated_from() throws IOException {
        Path file = Path.of("..", "web", "design", "src", "api", "openapi.yaml");
        JsonNode web = read(Files.readString(file, StandardCharsets.UTF_8));
        assertThat(new DocumentComparison(ours, web, true).differences()).isEmpty();
    }

    private static JsonNode read(String text) {
        return Json.mapper().valueToTree(YamlFile.parse("openapi.yaml", text).plain());
    }
}
