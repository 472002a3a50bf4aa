package dev.atrium.dex.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.dex.opening.Differences;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import dev.atrium.testkit.replay.Allowance;
import dev.atrium.testkit.replay.Outcome;
import dev.atrium.testkit.replay.Player;
import dev.atrium.testkit.replay.Recordings;
import dev.atrium.testkit.replay.Scenario;
import dev.atrium.testkit.replay.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a running Dex answered, asked of ours.
@ExtendWith(TestDatabase.class)
class RecordingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login-local",
                "login-mock",
                "password-grant",
                "auth-page-errors",
                "auth-redirect-errors",
                "redirect-uris",
                "approval",
                "approval-forced",
                "code-grant",
                "cors",
                "cross-client",
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
        Recordings recordings = Recordings.dex();
        Scenario scenario = recordings.scenario(name);
        FakeClock clock = FakeClock.atNoon();
        try (DexServer server =
                DexServer.start(database, clock, recordings.text(scenario.config()))) {
            List<Allowance> allowed = new ArrayList<>(recordings.allowed());
            allowed.addAll(Differences.all());
            Outcome outcome =
                    new Player(scenario, new Servers(Map.of("issuer", server.base())), clock)
                            .compare(recordings.recorded(name), allowed);
            assertThat(outcome.unintended()).as(outcome.toString()).isEmpty();
        }
    }
}
