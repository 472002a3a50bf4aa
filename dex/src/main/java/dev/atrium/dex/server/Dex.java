package dev.atrium.dex.server;

import dev.atrium.dex.Connectors;
import dev.atrium.dex.DexSettings;
import dev.atrium.dex.client.DexClients;
import dev.atrium.dex.flow.Flow;
import dev.atrium.dex.token.DexOwnTokens;
import dev.atrium.dex.token.DexPasswordLogin;
import dev.atrium.dex.token.DexScopes;
import dev.atrium.dex.token.DexTokenExchange;
import dev.atrium.dex.token.DexTokens;
import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Route;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.ExpiredRows;
import dev.atrium.oidc.OAuthEdge;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.authorize.AuthorizationParser;
import dev.atrium.oidc.authorize.AuthorizationResponses;
import dev.atrium.oidc.authorize.Logins;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.device.DeviceAuthorizationEndpoint;
import dev.atrium.oidc.device.DeviceCodeGrant;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.oidc.discovery.Discovery;
import dev.atrium.oidc.keys.JwtSigner;
import dev.atrium.oidc.keys.JwtVerifier;
import dev.atrium.oidc.keys.KeyRing;
import dev.atrium.oidc.keys.KeySet;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.token.AuthorizationCodeGrant;
import dev.atrium.oidc.token.ClientAuthentication;
import dev.atrium.oidc.token.ClientCredentialsGrant;
import dev.atrium.oidc.token.Codes;
import dev.atrium.oidc.token.GrantHandler;
import dev.atrium.oidc.token.GrantSeal;
import dev.atrium.oidc.token.PasswordGrant;
import dev.atrium.oidc.token.RefreshGrant;
import dev.atrium.oidc.token.RefreshTokens;
import dev.atrium.oidc.token.TokenEndpoint;
import dev.atrium.oidc.token.TokenExchangeGrant;
import dev.atrium.oidc.token.TokenIssuer;
import dev.atrium.oidc.userinfo.Introspection;
import dev.atrium.oidc.userinfo.Userinfo;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.Provider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The Dex role, put together from its settings. Reading the constructor from top to bottom is
/// reading what depends on what.
public final class Dex implements AutoCloseable {
    public static final String SCHEMA = "dex";

    private final KeyRing keys;
    private final DexRoutes routes;
    private final ExpiredRows expired;

    /// What the role shares with others.
    ///
    /// @param database any view of the pool; the role uses its own schema
    /// @param signatures a provider of RSA signatures, empty for the JDK's
    public record Surroundings(
            Database database,
            MasterKey master,
            Clock clock,
            RandomIds ids,
            MeterRegistry meters,
            Optional<Provider> signatures) {}

    public Dex(DexSettings settings, Surroundings around) {
        Database database = around.database().in(SCHEMA);
        Clock clock = around.clock();
        RandomIds ids = around.ids();
        MasterKey master = around.master();
        Profile profile = DexProfile.of(settings);

        Connectors connectors = new Connectors(settings.connectors());
        DexClients clients = new DexClients(settings.clients());
        DexScopes scopes = new DexScopes(clients);
        DexTokens policy = new DexTokens(connectors, clients, scopes, settings.expiry().idTokens());

        keys =
                new KeyRing(
                        database,
                        master,
                        profile.issuer(),
                        KeyRing.Rotation.of(
                                        settings.expiry().signingKeys(),
                                        settings.expiry().idTokens())
                                .with(settings.expiry().signingAlgorithm()),
                        clock,
                        ids);
        JwtSigner signer = new JwtSigner(keys, around.signatures(), "dex", around.meters());
        JwtVerifier verifier = new JwtVerifier(keys, profile.issuer(), clock);
        TokenIssuer issuer = new TokenIssuer(profile, policy, signer, clock, ids);

        ClientAuthentication authentication =
                new ClientAuthentication(clients, profile.tokens().challengesBasic());
        Codes codes = new Codes(new GrantSeal(master, profile.role()), profile, clock, ids);
        RefreshTokens refresh = new RefreshTokens(database, master, profile, policy, clock, ids);
        DeviceCodes devices = new DeviceCodes(database, master, profile, clock, ids);
        List<GrantHandler> grants = new ArrayList<>();
        grants.add(
                new AuthorizationCodeGrant(
                        database, authentication, codes, refresh, policy, issuer, profile));
        grants.add(new RefreshGrant(authentication, refresh, issuer));
        grants.add(
                new DeviceCodeGrant(
                        database, authentication, devices, refresh, policy, issuer, profile));
        grants.add(
                new ClientCredentialsGrant(
                        authentication, new DexOwnTokens(clients, scopes), issuer));
        grants.add(
                new TokenExchangeGrant(authentication, new DexTokenExchange(connectors), issuer));
        settings.oauth2()
                .passwordConnector()
                .ifPresent(
                        connector ->
                                grants.add(
                                        new PasswordGrant(
                                                database,
                                                authentication,
                                                scopes,
                                                new DexPasswordLogin(connectors, connector),
                                                refresh,
                                                policy,
                                                issuer)));

        RequestCarrier carrier = new RequestCarrier(database, master, profile, clock, ids);
        Logins logins = new Logins(database, carrier, codes, master, profile, clock);
        Pages pages = new Pages(DexTheme.of(settings, profile));
        ClientAddress address = new ClientAddress(settings.web());
        routes =
                new DexRoutes(
                        settings,
                        profile,
                        database,
                        pages,
                        new OAuthEdge(pages),
                        Flow.of(
                                new Flow.Parts(
                                        settings,
                                        profile,
                                        database,
                                        connectors,
                                        clients,
                                        new AuthorizationParser(
                                                profile, clients, scopes, verifier, clock, ids),
                                        carrier,
                                        logins,
                                        new AuthorizationResponses(
                                                logins, issuer, carrier, pages, profile),
                                        codes,
                                        devices,
                                        pages,
                                        clock,
                                        around.meters())),
                        new DexRoutes.Endpoints(
                                new Discovery(
                                        profile, DexProfile.advertised(), signer, new KeySet(keys)),
                                new TokenEndpoint(profile, grants),
                                new DeviceAuthorizationEndpoint(
                                        devices,
                                        authentication,
                                        _ -> Json.mapper().createObjectNode(),
                                        address::of,
                                        profile),
                                new Userinfo(verifier, JwtVerifier.Verified::payload, 403),
                                new Introspection(
                                        verifier, refresh, policy, Optional.empty(), profile)));
        expired = new ExpiredRows(profile);
    }

    /// The role's tables.
    public static Migrations migrations(Database database) {
        return new Migrations(database, SCHEMA, "db/oidc");
    }

    /// Loads the signing keys, making the first one where there is none; the tables must exist.
    public void start() {
        keys.start();
    }

    public List<Route> routes() {
        return routes.all();
    }

    public ErrorEdge errors() {
        return routes.errors();
    }

    /// The listener for [KeyRing#CHANNEL].
    public KeyRing keys() {
        return keys;
    }

    public ExpiredRows expired() {
        return expired;
    }

    @Override
    public void close() {
        keys.close();
    }
}
