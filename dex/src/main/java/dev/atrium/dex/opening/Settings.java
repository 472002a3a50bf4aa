package dev.atrium.dex.opening;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.local.LocalUser;
import dev.atrium.connectors.opening.ConnectorKinds;
import dev.atrium.dex.DexSettings;
import dev.atrium.dex.client.DexClient;
import dev.atrium.dex.client.RefreshLifetime;
import dev.atrium.dex.config.ConnectorConfig;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.ExpiryConfig;
import dev.atrium.dex.config.ExtrasConfig;
import dev.atrium.dex.config.OAuth2Config;
import dev.atrium.dex.config.SessionsConfig;
import dev.atrium.dex.config.SignerConfig;
import dev.atrium.dex.config.StaticClient;
import dev.atrium.dex.config.WebConfig;
import dev.atrium.dex.session.SessionSettings;
import dev.atrium.dex.upstream.StoredConnector;
import dev.atrium.kernel.Json;
import dev.atrium.oidc.GrantType;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientSecret;
import dev.atrium.oidc.keys.SigningAlgorithm;
import dev.atrium.oidc.vault.VaultSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The file's words in the engine's.
public final class Settings {
    private Settings() {}

    /// @throws dev.atrium.dex.config.DexConfigException when no connector can be used
    public static DexSettings of(
            DexConfig config, Optional<Connector> local, ConnectorKinds kinds) {
        return new DexSettings(
                config.issuer(),
                oauth2(config.oauth2()),
                expiry(config),
                new DexSettings.Frontend(
                        config.frontend().issuer(),
                        Optional.of(config.frontend().logoUrl()),
                        config.frontend().theme(),
                        config.frontend().extra(),
                        config.frontend().dir()),
                web(config.web()),
                clients(config),
                OpenConnectors.open(config, local, kinds),
                sessions(config.sessions()),
                api(config),
                signer(config.signer()),
                extras(config.extras()));
    }

    /// The relying parties of the file.
    public static List<DexClient> clients(DexConfig config) {
        return config.staticClients().stream().map(Settings::client).toList();
    }

    /// The people of the file, for the connector that checks their passwords.
    public static List<LocalUser> people(DexConfig config) {
        return config.staticPasswords().stream()
                .map(
                        person ->
                                new LocalUser(
                                        person.email(),
                                        person.hash(),
                                        person.userId(),
                                        person.username(),
                                        person.name(),
                                        person.preferredUsername(),
                                        person.emailVerified(),
                                        person.groups()))
                .toList();
    }

    private static DexSettings.OAuth2 oauth2(OAuth2Config oauth2) {
        return new DexSettings.OAuth2(
                oauth2.grantTypes().stream()
                        .flatMap(name -> GrantType.of(name).stream())
                        .collect(Collectors.toSet()),
                oauth2.responseTypes(),
                oauth2.skipApprovalScreen(),
                oauth2.alwaysShowLoginScreen(),
                oauth2.passwordConnector().map(ConnectorId::new),
                oauth2.pkce().enforce(),
                oauth2.pkce().methods());
    }

    private static DexSettings.Expiry expiry(DexConfig config) {
        ExpiryConfig expiry = config.expiry();
        ExpiryConfig.RefreshTokens refresh = expiry.refreshTokens();
        return new DexSettings.Expiry(
                expiry.idTokens(),
                expiry.authRequests(),
                expiry.deviceRequests(),
                !refresh.rotation(),
                refresh.reuseInterval(),
                refresh.validIfNotUsedFor(),
                refresh.absoluteLifetime());
    }

    private static DexSettings.Signer signer(SignerConfig signer) {
        return switch (signer) {
            case SignerConfig.Local local ->
                    new DexSettings.Signer.Local(
                            local.rotation(), SigningAlgorithm.valueOf(local.algorithm()));
            case SignerConfig.Vault vault ->
                    new DexSettings.Signer.Vault(
                            new VaultSettings(
                                    vault.address(),
                                    vault.token(),
                                    vault.namespace(),
                                    vault.keyName()));
        };
    }

    private static DexSettings.Extras extras(ExtrasConfig extras) {
        return new DexSettings.Extras(
                extras.revocation(),
                extras.authenticatedIntrospection(),
                extras.issuerInResponses(),
                extras.replayRevokes(),
                extras.standardRefreshErrors());
    }

    private static DexSettings.Api api(DexConfig config) {
        List<StoredConnector> declared = new ArrayList<>();
        for (ConnectorConfig connector : config.connectors()) {
            Object plain = connector.config().plain();
            declared.add(
                    new StoredConnector(
                            connector.id(),
                            connector.type(),
                            connector.name(),
                            Json.bytes(plain == null ? Map.of() : plain),
                            connector.grantTypes().stream().sorted().toList(),
                            1));
        }
        if (config.enablePasswordDb()) {
            declared.add(new StoredConnector("local", "local", "Email", new byte[0], List.of(), 1));
        }
        return new DexSettings.Api(
                config.flags().apiConnectors(), config.flags().apiSessions(), declared);
    }

    private static Optional<SessionSettings> sessions(SessionsConfig sessions) {
        return sessions.enabled()
                ? Optional.of(
                        new SessionSettings(
                                sessions.cookieName(),
                                sessions.absoluteLifetime(),
                                sessions.validIfNotUsedFor(),
                                sessions.rememberMeCheckedByDefault(),
                                sessions.cookieKey(),
                                sessions.sharedByDefault()))
                : Optional.empty();
    }

    private static DexSettings.Web web(WebConfig web) {
        return new DexSettings.Web(
                web.headers(),
                web.allowedOrigins(),
                web.allowedHeaders(),
                web.clientAddress().header(),
                web.clientAddress().trustedProxies().stream()
                        .map(network -> network.address().getHostAddress() + "/" + network.prefix())
                        .toList());
    }

    private static DexClient client(StaticClient client) {
        return new DexClient(
                new Client(
                        new ClientId(client.id()),
                        client.name(),
                        client.isPublic(),
                        client.secret().isEmpty()
                                ? List.of()
                                : List.of(new ClientSecret.Plain(client.secret())),
                        client.redirectUris(),
                        client.postLogoutRedirectUris(),
                        new LinkedHashSet<>(client.allowedConnectors()),
                        client.trustedPeers().stream()
                                .map(ClientId::new)
                                .collect(Collectors.toCollection(LinkedHashSet::new)),
                        Set.of(),
                        Set.of(),
                        client.logoUrl().orElse("")),
                client.ssoSharedWith().map(LinkedHashSet::new),
                client.refreshTokenLifetime() == StaticClient.RefreshTokenLifetime.SESSION
                        ? RefreshLifetime.SESSION
                        : RefreshLifetime.UNSET,
                client.backchannelLogoutUri(),
                client.credentialGroups());
    }
}
