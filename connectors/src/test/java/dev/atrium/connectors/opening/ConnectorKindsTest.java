package dev.atrium.connectors.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Connector;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.PasswordConnector;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.config.YamlFile;
import dev.atrium.testkit.FakeClock;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class ConnectorKindsTest {
    private final ConnectorKinds kinds =
            new ConnectorKinds(
                    _ -> {
                        throw new IllegalStateException("nobody is asked here");
                    },
                    new RandomIds(new SecureRandom(), FakeClock.atNoon()),
                    FakeClock.atNoon());

    private Connector open(String type, String config) throws ConnectorProblem {
        return kinds.open(new ConnectorId("it"), type, YamlFile.parse("dex.yaml", config));
    }

    @Test
    void the_mock_sends_the_browser_straight_back() throws Exception {
        RedirectConnector mock = (RedirectConnector) open("mockCallback", "");

        assertThat(mock.depart(new Asked(false, false), "https://a/callback", "s t").location())
                .isEqualTo("https://a/callback?state=s+t");
        assertThat(mock.refreshes()).isTrue();
    }

    @Test
    void the_password_mock_knows_one_person() throws Exception {
        PasswordConnector mock =
                (PasswordConnector) open("mockPassword", "{USERNAME: admin, password: 12}");

        assertThat(mock.prompt()).isEqualTo("Username");
        assertThat(mock.login(new Asked(false, true), "admin", "12")).isPresent();
        assertThat(mock.login(new Asked(false, true), "admin", "13")).isEmpty();
        assertThat(mock.login(new Asked(false, true), "root", "12")).isEmpty();
    }

    @Test
    void says_that_a_kind_is_not_here_without_telling_secrets() {
        assertThatThrownBy(() -> open("LDAP", "{host: ldap.example.com, bindPW: secret}"))
                .isInstanceOf(ConnectorProblem.class)
                .hasMessageContaining("\"LDAP\" are not available in this build")
                .hasMessageNotContaining("secret");
    }

    @Test
    void what_a_team_is_called_is_spelled_as_dex_spells_it() {
        assertThatThrownBy(() -> open("github", "{teamNameField: Both}"))
                .isInstanceOf(ConnectorProblem.class)
                .hasMessageContaining("unsupported team name field value `Both`");
    }

    @Test
    void names_the_setting_that_is_missing() {
        assertThatThrownBy(() -> open("mockPassword", "{username: admin}"))
                .hasMessage(
                        "mockPassword: missing required field \"password\" (dex.yaml:1: password)");
        assertThatThrownBy(() -> open("oidc", "{scopes: email}"))
                .hasMessageContaining("dex.yaml:1: scopes: expected a list, found a text");
    }
}
