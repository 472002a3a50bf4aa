package dev.atrium.server.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.settings.SettingsBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets out of published examples, in the settings of Membership.
final class MembershipSecretsTest {
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void each_secret_is_a_published_one(@TempDir Path directory) throws IOException {
        environment.putAll(
                Map.of(
                        "SERVICE_URL", "https://membership.example.com/api",
                        // Nobody listens there: a start that gets as far as this ends as well.
                        "POSTGRES_URI", "postgresql://u:p@127.0.0.1:1/none",
                        "RP_ISSUER", "https://dex.example.com",
                        "RP_CLIENT_ID", "membership",
                        "RP_CLIENT_SECRET", "changeMe1",
                        "MASTER_KEY", "changeMe2",
                        "SMTP_HOST", "mail.example.com",
                        "MAIL_FROM", "a@example.com",
                        "SMTP_PASSWORD", "changeMe3"));
        environment.put("PUBLISHER_NATS_ENABLED", "true");
        environment.put("PUBLISHER_NATS_URL", "nats://nats.example.com");
        environment.put("PUBLISHER_NATS_PASSWORD", "changeMe4");
        environment.put(
                "CONFIG",
                Files.writeString(
                                directory.resolve("config.yaml"),
                                """
                                staticClients:
                                  - {id: fctl, public: true}
                                  - {id: portal, secrets: [fine, changeMe5]}
                                connectors:
                                  - {id: ldap, type: oidc, clientSecret: changeMe6, config: {issuer: "https://i.example.com"}}
                                """)
                        .toString());
    }

    private MembershipSettings settings() {
        return new SettingsBinder(environment).bind(Flags.serve(), Map.of());
    }

    private void serve() {
        new Membership(environment).serve(settings());
    }

    @Test
    void are_refused_where_others_reach_the_server_and_named_by_their_place_only() {
        assertThatThrownBy(this::serve)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "MASTER_KEY, PUBLISHER_NATS_PASSWORD, RP_CLIENT_SECRET, SMTP_PASSWORD,"
                                + " connectors ldap, staticClients portal secrets[1]")
                .hasMessageContaining("ALLOW_WELL_KNOWN_SECRETS")
                .hasMessageNotContaining("changeMe");
    }

    private void check() {
        MembershipSettings settings = settings();
        new Membership(environment)
                .refusePublishedSecrets(settings, settings.web().requiredServiceUrl().text());
    }

    @Test
    void pass_when_the_operator_names_them() {
        assertThatThrownBy(this::check).isInstanceOf(IllegalStateException.class);
        environment.put(
                "ALLOW_WELL_KNOWN_SECRETS",
                "changeMe1,changeMe2,changeMe3,changeMe4,changeMe5,changeMe6");
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void pass_on_ones_own_machine() {
        environment.put("SERVICE_URL", "http://localhost:8080/api");
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void are_all_looked_at() {
        assertThat(Membership.secrets(settings()).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        List.of(
                                "MASTER_KEY",
                                "RP_CLIENT_SECRET",
                                "staticClients portal secrets[0]",
                                "staticClients portal secrets[1]",
                                "connectors ldap",
                                "SMTP_PASSWORD",
                                "PUBLISHER_NATS_PASSWORD"));
    }
}
