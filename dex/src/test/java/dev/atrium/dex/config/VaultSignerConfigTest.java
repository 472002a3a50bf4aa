package dev.atrium.dex.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.kernel.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultSignerConfigTest {
    @Test
    void reads_the_file() {
        assertThat(
                        signer(
                                "{addr: \"https://vault.example.com:8200/\", token: t, keyName: k}",
                                Map.of("VAULT_ADDR", "http://other", "VAULT_TOKEN", "other")))
                .isEqualTo(
                        new SignerConfig.Vault(
                                URI.create("https://vault.example.com:8200"),
                                Optional.of(Secret.of("t")),
                                Optional.empty(),
                                "k"));
    }

    @Test
    void reads_the_environment_where_the_file_says_nothing() {
        assertThat(
                        signer(
                                "{keyName: k}",
                                Map.of(
                                        "VAULT_ADDR",
                                        "https://vault.example.com",
                                        "VAULT_TOKEN",
                                        "t",
                                        "VAULT_NAMESPACE",
                                        "team")))
                .isEqualTo(
                        new SignerConfig.Vault(
                                URI.create("https://vault.example.com"),
                                Optional.of(Secret.of("t")),
                                Optional.of("team"),
                                "k"));
    }

    @Test
    void refuses_what_cannot_be_asked() {
        refuses("{keyName: k}", "signer.config.addr or VAULT_ADDR must be specified");
        refuses("{addr: \"http://v\", token: t}", "signer.config.keyName must be specified");
        refuses("{addr: \"vault:8200\", keyName: k}", "the address of Vault is not one");
        refuses("{addr: \"http://a:b@vault\", keyName: k}", "the address of Vault is not one");
    }

    private static void refuses(String config, String message) {
        assertThatThrownBy(() -> signer(config, Map.of()))
                .isInstanceOf(DexConfigException.class)
                .hasMessageContaining("failed to open vault signer: " + message)
                .hasMessageContaining("dex.yaml:");
    }

    private static SignerConfig signer(String config, Map<String, String> environment) {
        return DexConfigFile.parse(
                        "dex.yaml",
                        """
                        issuer: https://dex.example.com/
                        storage: {type: memory}
                        web: {http: 127.0.0.1:5556}
                        connectors: [{type: mockCallback, id: mock, name: Mock}]
                        signer: {type: vault, config: %s}
                        """
                                .formatted(config),
                        environment,
                        DexOverrides.NONE)
                .signer();
    }
}
