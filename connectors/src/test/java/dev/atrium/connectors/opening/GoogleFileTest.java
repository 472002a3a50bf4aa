package dev.atrium.connectors.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.google.AccountSource;
import dev.atrium.connectors.google.DirectorySettings;
import dev.atrium.kernel.config.YamlFile;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whose rights a connector of type `google` reads groups with.
class GoogleFileTest {
    private static final Optional<Path> INSTALLED = Optional.of(Path.of("/etc/google/adc.json"));
    private static final String ADMIN = "domainToAdminEmail: {example.com: admin@example.com}";

    @Test
    void the_key_file_of_the_installation_counts_where_the_connector_names_none() throws Exception {
        assertThat(source("{" + ADMIN + "}", INSTALLED))
                .isEqualTo(new AccountSource.KeyFile(Path.of("/etc/google/adc.json")));
    }

    @Test
    void the_connectors_own_key_file_wins() throws Exception {
        assertThat(source("{serviceAccountFilePath: /own.json, " + ADMIN + "}", INSTALLED))
                .isEqualTo(new AccountSource.KeyFile(Path.of("/own.json")));
    }

    @Test
    void the_machines_account_counts_where_there_is_no_key_file() throws Exception {
        assertThat(source("{" + ADMIN + "}", Optional.empty()))
                .isEqualTo(AccountSource.Machine.GOOGLE);
    }

    @Test
    void the_installations_key_file_alone_asks_for_no_groups() throws Exception {
        assertThat(directory("{clientID: x}", INSTALLED)).isEmpty();
        assertThatThrownBy(() -> directory("{serviceAccountFilePath: /own.json}", INSTALLED))
                .hasMessageContaining("domainToAdminEmail");
    }

    private static AccountSource source(String config, Optional<Path> installed)
            throws ConnectorProblem {
        return directory(config, installed).orElseThrow().accounts();
    }

    private static Optional<DirectorySettings> directory(String config, Optional<Path> installed)
            throws ConnectorProblem {
        return new GoogleFile(new Keys("google", YamlFile.parse("dex.yaml", config)), installed)
                .settings()
                .directory();
    }
}
