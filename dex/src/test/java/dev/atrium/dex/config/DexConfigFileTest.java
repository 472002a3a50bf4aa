package dev.atrium.dex.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DexConfigFileTest {
    private static final String LEAST =
            """
            issuer: https://dex.example.com/
            storage: {type: memory}
            web: {http: 127.0.0.1:5556}
            connectors: [{type: mockCallback, id: mock, name: Mock}]
            """;
    private static final String HASH =
            "$2a$10$2rFB8JTyFYdDyl735vRyBOhswSx6hOQnfbj4A0PxdE7bWssKyUEee";

    private final Map<String, String> environment = new HashMap<>();

    private DexConfig read(String text) {
        return DexConfigFile.parse("dex.yaml", text, environment, DexOverrides.NONE);
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(DexConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void has_the_defaults_that_dex_has() {
        DexConfig config = read(LEAST);

        assertThat(config.issuer()).isEqualTo("https://dex.example.com/");
        assertThat(config.storage()).isEqualTo(new StorageConfig.Memory());
        assertThat(config.expiry().idTokens()).isEqualTo(Duration.ofHours(24));
        assertThat(config.expiry().deviceRequests()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.expiry().refreshTokens())
                .isEqualTo(
                        new ExpiryConfig.RefreshTokens(
                                true, Duration.ZERO, Optional.empty(), Optional.empty()));
        assertThat(config.oauth2().responseTypes()).containsExactly("code");
        assertThat(config.oauth2().pkce().methods()).containsExactly("S256", "plain");
        assertThat(config.oauth2().grantTypes())
                .containsExactly(
                        "authorization_code",
                        "refresh_token",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "urn:ietf:params:oauth:grant-type:token-exchange");
        assertThat(config.frontend().logoUrl()).isEqualTo("theme/logo.png");
        assertThat(config.signer()).isEqualTo(new SignerConfig.Local(Duration.ofHours(6), "RS256"));
    }

    @Test
    void serves_password_and_implicit_only_where_they_can_work() {
        DexConfig config =
                read(
                        LEAST
                                + "oauth2: {responseTypes: [code, 'id_token token'], passwordConnector: mock}");

        assertThat(config.oauth2().grantTypes()).contains("implicit", "password");
    }

    @Test
    void reads_json_and_keys_in_any_case() {
        DexConfig config =
                read(
                        """
                        {"ISSUER": "https://a", "storage": {"TYPE": "memory"}, "Web": {"HTTP": "127.0.0.1:1"},
                         "enablepassworddb": true, "STATICclients": [{"ID": "a", "Secret": "s", "NAME": "A",
                         "redirecturis": ["https://b"]}]}
                        """);

        assertThat(config.enablePasswordDb()).isTrue();
        assertThat(config.staticClients().getFirst().redirectUris()).containsExactly("https://b");
    }

    @Test
    void takes_any_scalar_where_a_text_is_wanted() {
        DexConfig config = read(LEAST + "staticClients: [{id: 007, secret: 12345, name: yes}]");

        StaticClient client = config.staticClients().getFirst();
        assertThat(client.id()).isEqualTo("007");
        assertThat(client.secret().reveal()).isEqualTo("12345");
        assertThat(client.name()).isEqualTo("yes");
    }

    @Test
    void expands_variables_in_connector_and_storage_settings_and_nowhere_else() {
        environment.put("PW", "p'\"$x");
        environment.put("DATABASE", "dexdb");
        DexConfig config =
                read(
                        """
                        issuer: https://$PW
                        storage: {type: postgres, config: {host: "db:5433", database: $DATABASE, user: u, password: "${PW}", ssl: {mode: disable}}}
                        web: {http: 127.0.0.1:5556}
                        enablePasswordDB: true
                        staticPasswords: [{email: a@b.c, hash: "%s", userID: x}]
                        connectors: [{type: mockPassword, id: m, name: $PW, config: {username: $PW, password: a$UNSET$}}]
                        """
                                .formatted(HASH));

        assertThat(config.issuer()).isEqualTo("https://$PW");
        ConnectorConfig connector = config.connectors().getFirst();
        assertThat(connector.name()).isEqualTo("$PW");
        assertThat(connector.config().get("username").requiredText()).isEqualTo("p'\"$x");
        assertThat(connector.config().get("password").requiredText()).isEqualTo("a$");
        assertThat(config.staticPasswords().getFirst().hash().reveal()).isEqualTo(HASH);
        StorageConfig.Postgres storage = (StorageConfig.Postgres) config.storage();
        assertThat(storage.uri().host()).isEqualTo("db");
        assertThat(storage.uri().port()).isEqualTo(5433);
        assertThat(storage.uri().database()).isEqualTo("dexdb");
        assertThat(storage.uri().query()).isEqualTo("sslmode=disable");
        assertThat(storage.uri().password().orElseThrow().reveal()).isEqualTo("p'\"$x");
        assertThat(config.warnings()).singleElement().asString().contains("dex.yaml:6", "$UNSET");
    }

    @Test
    void leaves_dollar_signs_alone_when_told_to() {
        environment.put("DEX_EXPAND_ENV", "false");
        DexConfig config =
                read(LEAST.replace("name: Mock", "name: Mock, config: {bindPW: \"a$b\"}"));

        assertThat(config.connectors().getFirst().config().get("bindPW").requiredText())
                .isEqualTo("a$b");
    }

    @Test
    void verifies_the_database_certificate_unless_told_otherwise() {
        DexConfig config =
                read(LEAST.replace("{type: memory}", "{type: postgres, config: {host: db}}"));

        assertThat(((StorageConfig.Postgres) config.storage()).uri().query())
                .startsWith("sslmode=verify-full");
    }

    @Test
    void names_the_way_from_a_storage_that_is_not_here() {
        String etcd = LEAST.replace("memory", "etcd");
        refuses(etcd, "dex import");
        refuses(etcd, "POSTGRES_URI");

        environment.put("POSTGRES_URI", "postgresql://u:p@db/atrium");
        assertThat(((StorageConfig.Postgres) read(etcd).storage()).uri().database())
                .isEqualTo("atrium");
    }

    @Test
    void reads_secrets_from_the_variables_that_are_named() {
        environment.put("ID", "app");
        environment.put("SECRET", "s");
        environment.put("HASH", HASH);
        DexConfig config =
                read(
                        LEAST
                                + """
                                enablePasswordDB: true
                                staticClients: [{idEnv: ID, secretEnv: SECRET, name: A}]
                                staticPasswords: [{email: A@b.c, hashFromEnv: HASH, username: u}]
                                """);

        assertThat(config.staticClients().getFirst().id()).isEqualTo("app");
        assertThat(config.staticClients().getFirst().secret().reveal()).isEqualTo("s");
        StaticPassword person = config.staticPasswords().getFirst();
        assertThat(person.email()).isEqualTo("A@b.c");
        assertThat(person.name()).isEqualTo("u");
        assertThat(person.emailVerified()).isTrue();
        assertThat(person.userId()).isEmpty();
    }

    @Test
    void refuses_a_secret_variable_that_is_not_set() {
        refuses(
                LEAST + "staticClients: [{id: a, secretEnv: NOT_THERE, name: A}]",
                "NOT_THERE, which is not set (dex.yaml:5: staticClients[0].secretEnv)");
    }

    @Test
    void tells_absent_lists_from_empty_ones() {
        DexConfig config =
                read(
                        LEAST
                                + """
                                staticClients:
                                - {id: a, secret: s, name: A}
                                - {id: b, secret: s, name: B, mfaChain: [], ssoSharedWith: "*"}
                                """);

        assertThat(config.staticClients().getFirst().mfaChain()).isEmpty();
        assertThat(config.staticClients().getLast().mfaChain()).contains(List.of());
        assertThat(config.staticClients().getLast().ssoSharedWith()).contains(List.of("*"));
    }

    @Test
    void lets_the_command_line_replace_listeners_before_anything_is_checked() {
        DexOverrides overrides =
                new DexOverrides(
                        Optional.of("0.0.0.0:5556"),
                        Optional.empty(),
                        Optional.of("0.0.0.0:5558"),
                        Optional.empty());
        DexConfig config =
                DexConfigFile.parse(
                        "dex.yaml",
                        LEAST.replace("web: {http: 127.0.0.1:5556}\n", ""),
                        environment,
                        overrides);

        assertThat(config.web().http()).contains("0.0.0.0:5556");
        assertThat(config.telemetry().http()).contains("0.0.0.0:5558");
    }

    @Test
    void ignores_keys_it_does_not_know_except_where_nobody_else_wrote_them() {
        assertThat(read(LEAST + "nonsense: 1\n").issuer()).isNotEmpty();
        refuses(
                LEAST + "atrium: {rfcRefreshError: true}\n",
                "dex.yaml:5: atrium.rfcRefreshError: unknown key");
    }

    @Test
    void names_file_line_and_key_of_an_unknown_key_in_strict_mode() {
        environment.put("DEX_CONFIG_DISALLOW_UNKNOWN_FIELDS", "true");
        refuses(
                LEAST + "oauth2: {skipApprovalScren: true}\n",
                "error unmarshalling config file dex.yaml: json: unknown field \"skipApprovalScren\", did you mean \"skipApprovalScreen\"? (dex.yaml:5: oauth2.skipApprovalScren)");
        assertThat(read(LEAST + "STATICclients: [{ID: a, Secret: s, NAME: A}]").staticClients())
                .hasSize(1);
    }

    @Test
    void names_file_line_and_key_of_a_value_of_the_wrong_kind() {
        refuses(
                LEAST + "oauth2:\n  responseTypes: code\n",
                "error unmarshalling config file dex.yaml: dex.yaml:6: oauth2.responseTypes: expected a list, found a text");
        refuses(LEAST + "enablePasswordDB: perhaps", "dex.yaml:5: enablePasswordDB");
        refuses(LEAST + "staticClients: [5]", "dex.yaml:5: staticClients[0]");
    }

    @Test
    void warns_of_a_person_who_is_declared_twice() {
        DexConfig config =
                read(
                        LEAST
                                + """
                                enablePasswordDB: true
                                staticPasswords:
                                - {email: a@b.c, hash: "%s", userID: x}
                                - {email: A@B.C, hash: "%s", userID: y}
                                """
                                        .formatted(HASH, HASH));

        assertThat(config.warnings()).singleElement().asString().contains("dex.yaml:8");
    }

    @Test
    void prints_what_is_in_effect_without_a_secret() {
        environment.put("POSTGRES_URI", "postgresql://u:pg-secret@db/atrium");
        DexConfig config =
                read(
                        LEAST.replace(
                                        "name: Mock",
                                        "name: Mock, config: {clientSecret: up-secret, issuer: https://up}")
                                + """
                                enablePasswordDB: true
                                staticClients: [{id: a, secret: app-secret, name: A}]
                                staticPasswords: [{email: a@b.c, hash: "%s", userID: x}]
                                """
                                        .formatted(HASH));

        String printed = PrintedConfig.of(config);
        assertThat(printed)
                .contains("issuer: https://dex.example.com/", "https://up", "idTokens: 24h0m0s")
                .doesNotContain("pg-secret", "up-secret", "app-secret", HASH);
    }

    @Test
    void fills_in_a_template_when_asked() {
        environment.put("DEX_ISSUER", "https://templated");
        String text =
                LEAST.replace("https://dex.example.com/", "{{ getenv \"DEX_ISSUER\" \"x\" }}")
                        + "frontend: {issuer: '{{ getenv \"NAME\" \"Default\" }}'}\n";

        DexConfig config = read(EnvTemplate.render("dex.yaml", text, environment));
        assertThat(config.issuer()).isEqualTo("https://templated");
        assertThat(config.frontend().issuer()).isEqualTo("Default");
        assertThatThrownBy(
                        () ->
                                EnvTemplate.render(
                                        "dex.yaml", "a: 1\nb: {{ .Env.NONE }}", environment))
                .hasMessageContaining("dex.yaml:2: NONE is not set");
    }
}
