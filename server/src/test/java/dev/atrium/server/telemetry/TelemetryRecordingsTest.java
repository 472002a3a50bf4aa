package dev.atrium.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.kernel.RandomIds;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.replay.Outcome;
import dev.atrium.testkit.replay.Player;
import dev.atrium.testkit.replay.Recordings;
import dev.atrium.testkit.replay.Scenario;
import dev.atrium.testkit.replay.Servers;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What Dex's telemetry listener answered, asked of ours.
class TelemetryRecordingsTest {
    @Test
    void answers_as_the_telemetry_listener_of_dex_did() {
        Recordings recordings = Recordings.dex();
        Scenario scenario = recordings.scenario("discovery").at("telemetry");
        FakeClock clock = FakeClock.atNoon();
        try (Telemetry telemetry = new Telemetry();
                HttpServer server =
                        HttpServer.start(
                                ServerSettings.of("telemetry", "127.0.0.1", 0),
                                telemetry.routes(new Readiness().check("storage", () -> {})),
                                new PlainErrors(),
                                new RandomIds(new SecureRandom(), clock),
                                telemetry.registry())) {
            String base = "http://127.0.0.1:" + server.port();
            Servers servers = new Servers(Map.of("issuer", base, "telemetry", base));

            Outcome outcome =
                    new Player(scenario, servers, clock)
                            .compare(
                                    scenario.recordedFor(recordings.recorded("discovery")),
                                    recordings.allowed());

            assertThat(outcome.unintended()).as(outcome.toString()).isEmpty();
        }
    }
}
