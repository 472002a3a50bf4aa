package dev.atrium.membership.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.MembershipSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets that stand in files, which variables with `_FILE` behind their names name.
@SuppressWarnings("NullAway.Init")
final class SecretFilesTest {
    @TempDir Path directory;
    private final Map<String, String> environment = new HashMap<>();

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private MembershipSettings settings() {
        return new SettingsBinder(environment).bind(Flags.serve(), Map.of());
    }

    @Test
    void every_secret_can_be_read_from_a_file() throws IOException {
        environment.putAll(
                Map.of(
                        "RP_ISSUER",
                        "https://dex.example.com",
                        "RP_CLIENT_ID",
                        "membership",
                        "RP_CLIENT_SECRET_FILE",
                        file("rp", "rp secret\n"),
                        "MASTER_KEY_FILE",
                        file("key", "  key \n"),
                        "POSTGRES_URI_FILE",
                        file("uri", "postgresql://u:p@db.example.com/x\n"),
                        "SMTP_HOST",
                        "mail.example.com",
                        "MAIL_FROM",
                        "a@example.com",
                        "SMTP_PASSWORD_FILE",
                        file("smtp", "smtp secret")));
        environment.put("PUBLISHER_NATS_ENABLED", "true");
        environment.put("PUBLISHER_NATS_URL", "nats://nats.example.com");
        environment.put("PUBLISHER_NATS_PASSWORD_FILE", file("nats", "nats secret"));
        MembershipSettings settings = settings();
        assertThat(settings.login().upstream().orElseThrow().clientSecret())
                .isEqualTo(Secret.of("rp secret"));
        assertThat(settings.storage().masterKey()).contains(Secret.of("key"));
        assertThat(settings.storage().requiredUri().host()).isEqualTo("db.example.com");
        assertThat(settings.mail().smtp().orElseThrow().password())
                .contains(Secret.of("smtp secret"));
        assertThat(settings.events().nats().orElseThrow().password())
                .contains(Secret.of("nats secret"));
        assertThat(settings.printable().toString()).doesNotContain("secret\n", "smtp secret");
    }

    @Test
    void a_clients_secret_that_names_a_variable_can_too() throws IOException {
        environment.put(
                "CONFIG",
                file(
                        "config.yaml",
                        "staticClients: [{id: portal, secrets: [\"$PORTAL_SECRET\"]}]"));
        environment.put("PORTAL_SECRET_FILE", file("portal", "s3cret\n"));
        assertThat(settings().login().clients().getFirst().secrets())
                .containsExactly(Secret.of("s3cret"));
    }

    @Test
    void other_settings_are_not_looked_for_in_files() throws IOException {
        environment.put("SMTP_HOST_FILE", file("host", "mail.example.com"));
        assertThat(settings().mail().smtp()).isEmpty();
    }

    @Test
    void a_file_that_is_missing_empty_or_huge_is_said_by_its_variable() throws IOException {
        for (Map.Entry<String, String> each :
                Map.of(
                                directory.resolve("nothing").toString(),
                                        "cannot be read (NoSuchFile",
                                file("empty", " \n"), "is empty",
                                file("huge", "x".repeat(70_000)), "is larger than 65536 bytes")
                        .entrySet()) {
            environment.put("MASTER_KEY_FILE", each.getKey());
            assertThatThrownBy(this::settings)
                    .isInstanceOf(ConfigProblem.class)
                    .hasMessageContaining("MASTER_KEY_FILE: " + each.getKey())
                    .hasMessageContaining(each.getValue());
        }
    }

    @Test
    void a_secret_given_both_ways_is_refused() throws IOException {
        environment.put("MASTER_KEY", "one");
        environment.put("MASTER_KEY_FILE", file("key", "two"));
        assertThatThrownBy(this::settings)
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining("MASTER_KEY and MASTER_KEY_FILE are both set")
                .hasMessageNotContainingAny("one:", "two");
    }
}
