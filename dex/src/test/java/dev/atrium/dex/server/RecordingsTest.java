package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.dex.opening.Differences;
import dev.atrium.storage.Database;
import dev.atrium.storage.PoolSettings;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.replay.Allowance;
import dev.atrium.testkit.replay.Outcome;
import dev.atrium.testkit.replay.Player;
import dev.atrium.testkit.replay.Recordings;
import dev.atrium.testkit.replay.Scenario;
import dev.atrium.testkit.replay.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
                "userinfo-introspection",
                "cors",
                "cross-client",
                "implicit-hybrid",
                "token-exchange",
                "client-credentials",
                "sessions",
                "logout",
                "grpc",
                "grpc-sessions",
                "grpc-switched-off"
            })
    void answers_as_dex_did(String name, Database database) {
        Scenario scenario = recordings.scenario(name).at("issuer");
        FakeClock clock = FakeClock.atNoon();
        DexServer.Setup setup =
                DexServer.Setup.of(database, clock, recordings.text(scenario.config()))
                        .with(scenario.environment());
        try (DexServer dex = DexServer.start(setup)) {
            check(scenario, new Servers(Map.of("issuer", dex.base(), "grpc", dex.api())), clock);
        }
    }

    @Test
    void asks_another_provider_as_dex_did(Database database) {
        Scenario scenario = recordings.scenario("oidc-connector");
        FakeClock clock = FakeClock.atNoon();
        DexServer.Setup below =
                DexServer.Setup.of(database, clock, recordings.text(scenario.config()));
        try (Database other =
                Database.open(
                        TestDatabase.create(),
                        PoolSettings.DEFAULT.withMaxOpen(4),
                        "upstream",
                        new SimpleMeterRegistry())) {
            DexServer.Setup above =
                    DexServer.Setup.of(other, clock, recordings.text("configs/upstream.yaml"))
                            .replacing("downstream", below.origin());
            try (DexServer upstream = DexServer.start(above);
                    DexServer dex = DexServer.start(below.replacing("upstream", above.origin()))) {
                check(
                        scenario,
                        new Servers(Map.of("issuer", dex.base(), "upstream", upstream.base())),
                        clock);
            }
        }
    }

    private void check(Scenario scenario, Servers servers, FakeClock clock) {
        List<Allowance> allowed = new ArrayList<>(Differences.all());
        allowed.addAll(recordings.allowed());
        Outcome outcome =
                new Player(scenario, servers, clock)
                        .compare(
                                scenario.recordedFor(recordings.recorded(scenario.name())),
                                allowed);

        assertThat(outcome.unintended()).as(outcome.toString()).isEmpty();
        assertThat(outcome.contradicting(Differences.answers())).isEmpty();
        assertThat(outcome.used())
                .as("every difference that is listed for this scenario is needed")
                .containsAll(
                        Differences.all().stream()
                                .filter(entry -> entry.scenario().equals(scenario.name()))
                                .toList());
    }
}
