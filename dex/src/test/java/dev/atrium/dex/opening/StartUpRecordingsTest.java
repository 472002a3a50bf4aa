package dev.atrium.dex.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigException;
import dev.atrium.dex.config.DexConfigFile;
import dev.atrium.dex.config.DexOverrides;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.replay.Allowance;
import dev.atrium.testkit.replay.Recordings;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Which configurations Dex refuses, with which exit code and words.
class StartUpRecordingsTest {
    /// Where Go's libraries go on in their own words.
    private static final Pattern LIBRARIES =
            Pattern.compile(
                    "json: |yaml: |time: |netip\\.|slog: |crypto/bcrypt: |dial tcp|read robots|failed to get provider|Get \"");
    private static final Pattern CONNECTOR =
            Pattern.compile("failed to create connector \\S+ ([^\"\\\\]*)");
    private static final String FILE = "dex.yaml";

    static Stream<JsonNode> cases() {
        return Recordings.dex().scenario("start-up").cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void starts_or_refuses_as_dex_does(JsonNode given) {
        String name = given.path("case").asString();
        JsonNode recorded =
                Recordings.dex().recorded("start-up").stream()
                        .filter(line -> line.path("case").asString().equals(name))
                        .findFirst()
                        .orElseThrow();
        boolean dexRefuses = recorded.path("exit").isNumber();

        Optional<String> refusal = start(given);

        Optional<Allowance> intended = intended(name);
        assertThat(refusal.isPresent())
                .as(name + ": " + refusal.orElse("starts"))
                .isEqualTo(intended.isPresent() != dexRefuses);
        if (dexRefuses && refusal.isPresent()) {
            recorded.path("messages")
                    .forEach(
                            line ->
                                    assertThat(refusal.orElseThrow())
                                            .contains(ownText(line.asString())));
        }
    }

    private static Optional<Allowance> intended(String name) {
        return Differences.all().stream()
                .filter(entry -> entry.scenario().equals("start-up") && entry.step().equals(name))
                .findFirst();
    }

    private static Optional<String> start(JsonNode given) {
        Map<String, String> environment = new TreeMap<>();
        given.path("env")
                .properties()
                .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asString()));
        String text =
                given.path("config")
                        .asString()
                        .replace("${origin}", "http://127.0.0.1:15550")
                        .replace("${listen}", "127.0.0.1:15550")
                        .replace("${grpc}", "127.0.0.1:15552")
                        .replace("${web}", "");
        try {
            DexConfig config = DexConfigFile.parse(FILE, text, environment, DexOverrides.NONE);
            assertThat(Settings.of(config, Optional.empty(), kinds()).issuer()).isNotEmpty();
            return Optional.empty();
        } catch (DexConfigException refused) {
            return Optional.of(refused.text());
        }
    }

    private static ConnectorKinds kinds() {
        FakeClock clock = FakeClock.atNoon();
        HttpClient client = HttpClient.newHttpClient();
        return new ConnectorKinds(
                _ -> new OutgoingHttp(client, AddressPolicy.OPERATOR, Limits.STANDARD),
                new RandomIds(new SecureRandom(), clock),
                clock);
    }

    private static String ownText(String line) {
        String text = line.replace("${config}", FILE);
        if (text.startsWith("level=")) {
            Matcher connector = CONNECTOR.matcher(text);
            text = connector.find() ? connector.group(1) : "";
        }
        return List.of(LIBRARIES.split(text, -1)).getFirst().replaceAll("^[ \t:-]+|[ \t:-]+$", "");
    }
}
