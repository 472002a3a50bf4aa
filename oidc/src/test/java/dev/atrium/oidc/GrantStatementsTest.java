package dev.atrium.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Json;
import dev.atrium.oidc.token.Challenge;
import dev.atrium.storage.Database;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What a grant asks of the database: each statement is a way there and back, and keys are none of
/// it.
@ExtendWith(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class GrantStatementsTest {
    private static final Pattern KEYS = Pattern.compile("signing_keys|verification_keys|oidc.keys");

    private final FakeClock clock = FakeClock.atNoon();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private TestIssuer issuer;

    @BeforeEach
    void start(Database database) {
        issuer = new TestIssuer(database, clock, view -> view.observed(this::count));
    }

    /// The ring of keys looks after its tables in the background, which is no grant's cost.
    private void count(String statement) {
        if (!KEYS.matcher(statement).find()) {
            statements.add(statement);
        }
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void client_credentials_ask_nothing() {
        assertThat(cost("grant_type=client_credentials")).isEmpty();
    }

    @Test
    void a_code_is_read_and_spent() {
        String code = issuer.code("openid");

        assertThat(
                        cost(
                                "grant_type=authorization_code&code="
                                        + code
                                        + "&redirect_uri="
                                        + redirect()))
                .satisfiesExactly(
                        read -> assertThat(read).startsWith("select"),
                        spent -> assertThat(spent).startsWith("update"));
    }

    @Test
    void a_refresh_token_is_read_and_replaced() {
        JsonNode tokens =
                token(
                        "grant_type=authorization_code&code="
                                + issuer.code("openid", "offline_access")
                                + "&redirect_uri="
                                + redirect());
        clock.advance(Duration.ofMinutes(1));

        assertThat(
                        cost(
                                "grant_type=refresh_token&refresh_token="
                                        + tokens.path("refresh_token").asString()))
                .satisfiesExactly(
                        read -> assertThat(read).startsWith("select"),
                        replaced -> assertThat(replaced).startsWith("update"));
    }

    @Test
    void a_request_is_spent_and_its_code_stored_by_one_statement() {
        statements.clear();

        assertThat(issued("request")).isPresent();
        assertThat(statements).hasSize(1);
        assertThat(issued("request")).isEmpty();
        assertThat(issued("another")).isPresent();
    }

    private Optional<String> issued(String request) {
        Instant end = clock.instant().plus(Duration.ofHours(1));
        return issuer.database.writeOnce(
                tx ->
                        issuer.codes.issue(
                                tx,
                                request,
                                end,
                                TestIssuer.grant("app", "openid"),
                                TestIssuer.REDIRECT,
                                Challenge.NONE));
    }

    private List<String> cost(String form) {
        statements.clear();
        token(form);
        return List.copyOf(statements);
    }

    private static String redirect() {
        return URLEncoder.encode(TestIssuer.REDIRECT, StandardCharsets.UTF_8);
    }

    private JsonNode token(String form) {
        try {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(issuer.url("/token")))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .header(
                                            "Authorization",
                                            "Basic "
                                                    + Base64.getEncoder()
                                                            .encodeToString(
                                                                    "app:app-secret"
                                                                            .getBytes(
                                                                                    StandardCharsets
                                                                                            .UTF_8)))
                                    .POST(HttpRequest.BodyPublishers.ofString(form))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return Json.mapper().readTree(answer.body());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
