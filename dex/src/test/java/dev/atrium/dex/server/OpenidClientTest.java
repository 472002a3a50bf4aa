package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// openid-client of npm, whose conformance is certified, as the relying party.
@ExtendWith(TestDatabase.class)
class OpenidClientTest {
    private static final String CONFIG =
            """
            issuer: ${origin}/dex
            storage: ${storage}
            web: {http: "${listen}"}
            oauth2:
              skipApprovalScreen: true
              responseTypes: [code, id_token, "code id_token"]
              grantTypes: [authorization_code, refresh_token, implicit, client_credentials, "urn:ietf:params:oauth:grant-type:device_code"]
            staticClients:
            - {id: app, secret: "s+cr%et", name: App, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            - {id: public, public: true, name: Public, redirectURIs: ["http://127.0.0.1:5555/callback"]}
            connectors:
            - {type: mockCallback, id: mock, name: Example}
            """;

    @TempDir private Path folder;

    @Test
    void satisfies_a_certified_library(Database database) throws Exception {
        assumeTrue(
                Stream.of("/usr/bin", "/usr/local/bin")
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "npm"))),
                "npm is not installed");
        FakeClock clock = new FakeClock(Clock.systemUTC().instant());
        for (String file : List.of("package.json", "package-lock.json", "login.mjs")) {
            Files.copy(Path.of("src/test/openid-client", file), folder.resolve(file));
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        try (DexServer dex = DexServer.start(database, clock, CONFIG)) {
            assertThat(run("node", "login.mjs", dex.base())).contains("satisfied");
        }
    }

    /// @return what the program said
    private String run(String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("in time").isTrue();
            String text = Files.readString(said, StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
