package dev.atrium.dex.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.mock.MockPasswordConnector;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.dex.AddedConnectors;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.DexSettings;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigException;
import dev.atrium.dex.config.DexConfigFile;
import dev.atrium.dex.config.DexOverrides;
import dev.atrium.dex.config.StorageConfig;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Files as the documentation of existing installations shows them.
class DocumentedFilesTest {
    private static final DexOverrides FLAGS =
            new DexOverrides(
                    Optional.of("0.0.0.0:5556"),
                    Optional.empty(),
                    Optional.of("0.0.0.0:5558"),
                    Optional.empty());
    private static final Connector LOCAL = new MockPasswordConnector("nobody", Secret.of("x"));

    private final Map<String, String> environment =
            new HashMap<>(Map.of("MEMBERSHIP_CLIENT_SECRET", "s", "POSTGRES_PASSWORD", "pw"));

    /// What the chart writes, with the three connectors that its page shows.
    private static final String CHART =
            """
            connectors:
            - type: saml
              id: saml
              name: SAML
              config:
                ssoURL: https://idp.example.com/sso
                ca: /path/to/ca.pem
                redirectURI: https://dex.example.com/callback
                usernameAttr: name
                emailAttr: email
            - type: ldap
              id: ldap
              name: LDAP
              config:
                host: ldap.example.com:636
                insecureNoSSL: false
                bindDN: cn=admin,dc=example,dc=com
                bindPW: admin-password
                userSearch: {baseDN: "ou=users,dc=example,dc=com"}
            - type: oidc
              id: okta
              name: Okta
              config:
                issuer: http://127.0.0.1:1/okta
                clientID: dex
                clientSecret: secret
                redirectURI: https://dex.example.com/callback
            enablePasswordDB: true
            issuer: https://dex.example.com
            logger: {format: json}
            oauth2:
              responseTypes: [code, token, id_token]
              skipApprovalScreen: true
            staticClients:
            - id: membership
              name: membership
              redirectURIs: [https://membership.example.com/api/authorize/callback]
              secretEnv: MEMBERSHIP_CLIENT_SECRET
            staticPasswords:
            - email: admin@example.com
              hash: $2a$10$2rFB8JTyFYdDyl735vRyBOhswSx6hOQnfbj4A0PxdE7bWssKyUEee
              role: USER
              userID: 08a8684b-db88-4b73-90a9-3cd1661f5466
              username: admin
            storage:
              config:
                database: dex
                host: postgres.default.svc
                password: $POSTGRES_PASSWORD
                port: 5432
                ssl: {mode: disable}
                user: dex
              type: postgres
            """;

    private DexConfig config() {
        return DexConfigFile.parse("config.yaml", CHART, environment, FLAGS);
    }

    private DexSettings settings() {
        FakeClock clock = FakeClock.atNoon();
        ConnectorKinds kinds =
                new ConnectorKinds(
                        _ ->
                                new OutgoingHttp(
                                        HttpClient.newHttpClient(),
                                        AddressPolicy.OPERATOR,
                                        Limits.STANDARD),
                        new RandomIds(new SecureRandom(), clock),
                        clock);
        return Settings.of(config(), Optional.of(LOCAL), kinds);
    }

    @Test
    void the_file_of_the_chart_is_read_with_its_flags() {
        DexConfig config = config();

        assertThat(config.web().http()).contains("0.0.0.0:5556");
        StorageConfig.Postgres storage = (StorageConfig.Postgres) config.storage();
        assertThat(storage.uri().host()).isEqualTo("postgres.default.svc");
        assertThat(storage.uri().password()).contains(Secret.of("pw"));
        assertThat(config.staticPasswords().getFirst().hash().reveal()).startsWith("$2a$10$");
        assertThat(config.staticClients().getFirst().secret()).isEqualTo(Secret.of("s"));
    }

    @Test
    void connectors_that_cannot_be_opened_stay_listed_and_say_why() {
        Connectors connectors = new Connectors(settings().connectors(), AddedConnectors.NONE);

        assertThat(settings().connectors()).hasSize(4);
        assertThat(reason(connectors, "saml"))
                .contains("saml: read cert file: \"/path/to/ca.pem\" cannot be read");
        assertThat(reason(connectors, "ldap"))
                .contains("ldap: missing required field \"userSearch.username\"");
        assertThat(reason(connectors, "okta")).contains("failed to get provider");
    }

    private static String reason(Connectors connectors, String id) {
        try {
            connectors.find(new ConnectorId(id)).orElseThrow().connector().check();
            return "it can be used";
        } catch (UpstreamException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @Test
    void the_start_ends_at_the_first_one_where_the_operator_wants_that() {
        environment.put("DEX_CONTINUE_ON_CONNECTOR_FAILURE", "false");

        assertThatThrownBy(this::settings)
                .isInstanceOf(DexConfigException.class)
                .hasMessageContaining("Failed to open connector saml")
                .hasMessageContaining("config.yaml:7");
    }
}
