package dev.atrium.dex.server;

import dev.atrium.connectors.local.LocalPeople;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.DexSettings;
import dev.atrium.dex.api.DexApis;
import dev.atrium.dex.audit.LoginTrail;
import dev.atrium.dex.client.DexClients;
import dev.atrium.dex.flow.Flow;
import dev.atrium.dex.logout.Backchannel;
import dev.atrium.dex.logout.LogoutApi;
import dev.atrium.dex.logout.LogoutRedirects;
import dev.atrium.dex.logout.SessionEnd;
import dev.atrium.dex.person.People;
import dev.atrium.dex.session.BrowserSessions;
import dev.atrium.dex.session.HomeApi;
import dev.atrium.dex.session.SingleSignOn;
import dev.atrium.dex.token.DexOwnTokens;
import dev.atrium.dex.token.DexPasswordLogin;
import dev.atrium.dex.token.DexScopes;
import dev.atrium.dex.token.DexTokenExchange;
import dev.atrium.dex.token.DexTokens;
import dev.atrium.dex.token.Remembered;
import dev.atrium.dex.upstream.StoredConnectors;
import dev.atrium.http.ClientAddress;
import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Route;
import dev.atrium.http.outgoing.OutgoingHttp;
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
import dev.atrium.oidc.keys.IssuerKeys;
import dev.atrium.oidc.keys.JwtSigner;
import dev.atrium.oidc.keys.JwtVerifier;
import dev.atrium.oidc.keys.KeySet;
import dev.atrium.oidc.logout.Revocation;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.throttle.Throttle;
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
import dev.atrium.storage.Tx;
import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.Provider;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The Dex role, put together from its settings. Reading the constructor from top to bottom is
/// reading what depends on what.
public final class Dex implements AutoCloseable {
    public static final String SCHEMA = "dex";

    private final String issuerPath;
    private final Signing signing;
    private final DexRoutes routes;
    private final BindableService api;
    private final ExpiredRows expired;
    private final Optional<BrowserSessions> sessions;
    private final LoginTrail trail;

    /// What the role shares with others.
    ///
    /// @param database any view of the pool; the role uses its own schema
    /// @param signatures a provider of RSA signatures, empty for the JDK's
    /// @param outgoing for what clients want to be told
    /// @param opening how connectors are made that are added while the role runs
    /// @param passwords of the people that the role knows itself
    /// @param version of this product
    public record Surroundings(
            Database database,
            MasterKey master,
            Clock clock,
            RandomIds ids,
            MeterRegistry meters,
            Optional<Provider> signatures,
            OutgoingHttp outgoing,
            StoredConnectors.Opening opening,
            Optional<LocalPeople> passwords,
            String version) {}

    public Dex(DexSettings settings, Surroundings around) {
        Database database = around.database().in(SCHEMA);
        Clock clock = around.clock();
        RandomIds ids = around.ids();
        MasterKey master = around.master();
        Profile profile = DexProfile.of(settings);
        issuerPath = profile.issuerPath();

        StoredConnectors added = new StoredConnectors(database, master, around.opening(), clock);
        Connectors connectors = new Connectors(settings.connectors(), added);
        DexClients clients = new DexClients(settings.clients(), database, master, clock);
        DexScopes scopes = new DexScopes(clients);
        ClientAddress address =
                new ClientAddress(
                        settings.web().clientAddressHeader(), settings.web().trustedProxies());
        sessions =
                settings.sessions()
                        .map(
                                each ->
                                        new BrowserSessions(
                                                database,
                                                each,
                                                clients,
                                                profile,
                                                address::of,
                                                clock,
                                                ids));
        Throttle throttle = new Throttle(database, clock);
        trail = new LoginTrail(database, profile.issuer(), address::of, clock, ids);
        People people = new People(database, master, clock);
        Optional<SingleSignOn> sso = sessions.map(each -> new SingleSignOn(each, people, clock));
        DexTokens policy =
                new DexTokens(
                        connectors,
                        clients,
                        scopes,
                        settings.expiry().idTokens(),
                        sso.map(Remembered.class::cast));

        signing = Signing.of(settings, around, database, profile.issuer());
        JwtSigner signer = signing.signer();
        JwtVerifier verifier = new JwtVerifier(signing.keys(), profile.issuer(), clock);
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
                                                new DexPasswordLogin(
                                                        connectors,
                                                        connector,
                                                        throttle,
                                                        trail,
                                                        database,
                                                        address::of),
                                                refresh,
                                                policy,
                                                issuer)));

        RequestCarrier carrier = new RequestCarrier(database, master, profile, clock, ids);
        Logins logins = new Logins(database, carrier, codes, master, profile, clock);
        Pages pages = new Pages(DexTheme.of(settings, profile));
        TokenEndpoint tokens = new TokenEndpoint(profile, grants);
        Discovery discovery =
                new Discovery(
                        profile,
                        DexProfile.advertised(sessions.isPresent()),
                        signer,
                        new KeySet(signing.keys()));
        Backchannel backchannel =
                new Backchannel(clients, signer, profile.issuer(), around.outgoing(), clock, ids);
        Optional<DexApis.Sessions> ending =
                sessions.map(
                        each ->
                                new DexApis.Sessions(
                                        each,
                                        new SessionEnd(database, each, refresh, backchannel)));
        Optional<LogoutApi> logout =
                ending.map(
                        each ->
                                new LogoutApi(
                                        each.all(),
                                        each.end(),
                                        new LogoutRedirects(clients),
                                        connectors,
                                        verifier,
                                        pages,
                                        profile));
        routes =
                new DexRoutes(
                        settings,
                        profile,
                        database,
                        pages,
                        new OAuthEdge(
                                pages,
                                Optional.of(profile.issuer())
                                        .filter(_ -> settings.extras().issuerInResponses())),
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
                                        issuer,
                                        devices,
                                        sso,
                                        trail,
                                        throttle,
                                        address::of,
                                        pages,
                                        clock,
                                        around.meters())),
                        new DexRoutes.Endpoints(
                                discovery,
                                tokens,
                                new DeviceAuthorizationEndpoint(
                                        devices,
                                        authentication,
                                        _ -> Json.mapper().createObjectNode(),
                                        address::of,
                                        profile),
                                new Userinfo(verifier, JwtVerifier.Verified::payload, 403),
                                new Introspection(
                                        verifier,
                                        refresh,
                                        policy,
                                        Optional.of(authentication)
                                                .filter(
                                                        _ ->
                                                                settings.extras()
                                                                        .authenticatedIntrospection()),
                                        profile),
                                DeviceTokenApi.of(tokens),
                                settings.extras().revocation()
                                        ? Optional.of(new Revocation(authentication, refresh))
                                        : Optional.empty(),
                                sso.map(each -> new HomeApi(each, connectors, pages, profile)),
                                logout));
        expired = new ExpiredRows(profile);
        api =
                new DexApis(
                                database,
                                clients,
                                around.passwords(),
                                throttle,
                                added,
                                settings.api().declared(),
                                settings.api().connectors(),
                                refresh,
                                people,
                                ending.filter(_ -> settings.api().sessions()),
                                discovery,
                                ids,
                                around.version())
                        .api();
    }

    /// The role's tables.
    public static Migrations migrations(Database database) {
        return new Migrations(database, SCHEMA, "db/oidc", "db/dex");
    }

    /// Loads the signing keys, making the first one where there is none; the tables must exist.
    public void start() {
        signing.keys().start();
    }

    public List<Route> routes() {
        return routes.all();
    }

    /// The path in front of every route.
    public String issuerPath() {
        return issuerPath;
    }

    /// Who logged in, or tried to.
    public LoginTrail trail() {
        return trail;
    }

    public ErrorEdge errors() {
        return routes.errors();
    }

    /// The administration interface, for a listener of its own.
    public BindableService api() {
        return api;
    }

    /// The listener for [dev.atrium.oidc.keys.KeyRing#CHANNEL].
    public IssuerKeys keys() {
        return signing.keys();
    }

    /// Removes what has expired; one pass of a job.
    ///
    /// @return how many rows went
    public int collect(Tx tx, Instant now) {
        return expired.collect(tx, now)
                + sessions.map(each -> each.collect(tx, now)).orElse(0)
                + trail.collect(tx, now);
    }

    @Override
    public void close() {
        signing.keys().close();
    }
}
