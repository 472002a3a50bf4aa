package dev.atrium.server.program;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.kernel.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WellKnownSecretsTest {
    private static final Map<String, Secret> SECRETS =
            Map.of("client b", Secret.of("changeMe2"), "client a", Secret.of("s3cret"));

    @Test
    void lets_a_published_secret_pass_on_loopback() {
        assertThatCode(
                        () ->
                                new WellKnownSecrets(Optional.empty())
                                        .check(
                                                List.of(
                                                        "http://localhost:5556",
                                                        "http://127.0.0.1:8080/api"),
                                                SECRETS))
                .doesNotThrowAnyException();
    }

    @Test
    void refuses_it_where_one_address_is_public_and_names_the_place_only() {
        assertThatThrownBy(
                        () ->
                                new WellKnownSecrets(Optional.empty())
                                        .check(
                                                List.of(
                                                        "http://localhost:5556",
                                                        "https://login.example.com"),
                                                SECRETS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("client b")
                .hasMessageContaining("ALLOW_WELL_KNOWN_SECRETS")
                .hasMessageNotContainingAny("changeMe2", "client a");
    }

    @Test
    void lets_a_published_secret_pass_when_it_is_named() {
        assertThatCode(
                        () ->
                                new WellKnownSecrets(Optional.of("changeMe1, changeMe2"))
                                        .check(List.of("https://login.example.com"), SECRETS))
                .doesNotThrowAnyException();
    }
}
