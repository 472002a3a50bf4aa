package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.dex.opening.Differences;
import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.kernel.RandomIds;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.replay.Allowance;
import dev.atrium.testkit.replay.Outcome;
import dev.atrium.testkit.replay.Player;
import dev.atrium.testkit.replay.Recordings;
import dev.atrium.testkit.replay.Scenario;
import dev.atrium.testkit.replay.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Dex answered, answered by us.
@ExtendWith(TestDatabase.class)
class RecordingsTest {
    private final Recordings recordings = Recordings.dex();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discovery",
                "login-local",
                "login-mock",
                "password-grant",
                "auth-page-errors",
                "auth-redirect-errors",
                "redirect-uris",
                "approval",
                "approval-forced",
                "code-grant",
                "pkce-enforced",
                "client-authentication",
                "refresh-default",
                "refresh-fixed",
                "refresh-reuse",
                "refresh-expiring",
                "device",
                "userinfo-introspection"
            })
    void answers_as_dex_did(String name, Database database) {
        Scenario scenario = recordings.scenario(name);
        FakeClock clock = FakeClock.atNoon();
        List<Allowance> allowed = new ArrayList<>(Differences.all());
        allowed.addAll(recordings.allowed());
        try (DexServer dex = DexServer.start(database, clock, recordings.text(scenario.config()));
                HttpServer telemetry = telemetry(database, clock)) {
            Servers servers =
                    new Servers(
                            Map.of(
                                    "issuer",
                                    dex.base(),
                                    "telemetry",
                                    "http://127.0.0.1:" + telemetry.port()));
            Outcome outcome =
                    new Player(scenario, servers, clock)
                            .compare(recordings.recorded(name), allowed);

            assertThat(outcome.unintended()).as(outcome.toString()).isEmpty();
            assertThat(outcome.used())
                    .as("every difference that is listed for this scenario is needed")
                    .containsAll(
                            Differences.all().stream()
                                    .filter(entry -> entry.scenario().equals(name))
                                    .toList());
        }
    }

    private static HttpServer telemetry(Database database, FakeClock clock) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return HttpServer.start(
                ServerSettings.of("dex-telemetry", "127.0.0.1", 0).withoutRequestIdHeader(),
                new Telemetry(database, meters::getMetersAsString).routes(),
                new Telemetry.Edge(),
                new RandomIds(new SecureRandom(), clock),
                meters);
    }
}
