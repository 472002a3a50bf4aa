package dev.atrium.membership.issuer;

import dev.atrium.http.ClientAddress;
import dev.atrium.http.Route;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.access.BearerTokens;
import dev.atrium.membership.access.RightsStore;
import dev.atrium.membership.application.ApplicationClientStore;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.client.ClientStore;
import dev.atrium.membership.issuer.login.HomeUpstreams;
import dev.atrium.membership.issuer.login.Invited;
import dev.atrium.membership.issuer.login.LoginSteps;
import dev.atrium.membership.issuer.login.Upstreams;
import dev.atrium.membership.issuer.person.People;
import dev.atrium.membership.issuer.session.SignedInStore;
import dev.atrium.membership.issuer.token.AccessStore;
import dev.atrium.membership.issuer.token.AccessTokens;
import dev.atrium.membership.issuer.token.ApplicationAccessStore;
import dev.atrium.membership.issuer.token.ClientStanding;
import dev.atrium.membership.issuer.token.ExchangeGrant;
import dev.atrium.membership.issuer.token.LoginScopes;
import dev.atrium.membership.issuer.token.MembershipTokens;
import dev.atrium.membership.issuer.token.Reaches;
import dev.atrium.membership.issuer.token.Target;
import dev.atrium.membership.provider.ProviderStore;
import dev.atrium.membership.stack.StackSecretStore;
import dev.atrium.membership.stack.StackSecrets;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.oidc.ExpiredRows;
import dev.atrium.oidc.OAuthEdge;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.authorize.AuthorizationParser;
import dev.atrium.oidc.authorize.Logins;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.device.DeviceAuthorizationEndpoint;
import dev.atrium.oidc.device.DeviceCodeGrant;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.oidc.discovery.Discovery;
import dev.atrium.oidc.keys.JwtSigner;
import dev.atrium.oidc.keys.JwtVerifier;
import dev.atrium.oidc.keys.KeyRing;
import dev.atrium.oidc.keys.KeySet;
import dev.atrium.oidc.logout.EndSession;
import dev.atrium.oidc.logout.Revocation;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.pages.Theme;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.oidc.throttle.Throttle;
import dev.atrium.oidc.token.AuthorizationCodeGrant;
import dev.atrium.oidc.token.ClientAuthentication;
import dev.atrium.oidc.token.ClientCredentialsGrant;
import dev.atrium.oidc.token.Codes;
import dev.atrium.oidc.token.GrantSeal;
import dev.atrium.oidc.token.RefreshGrant;
import dev.atrium.oidc.token.RefreshTokens;
import dev.atrium.oidc.token.TokenEndpoint;
import dev.atrium.oidc.token.TokenIssuer;
import dev.atrium.oidc.userinfo.Introspection;
import dev.atrium.oidc.userinfo.Userinfo;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.Provider;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The issuer, put together. Reading the constructor from top to bottom is reading what depends on
/// what.
public final class Issuer implements AutoCloseable {
    /// The engine's tables; those of accounts are in the schema of the product.
    public static final String SCHEMA = "membership_oidc";

    private final KeyRing keys;
    private final BearerTokens tokens;
    private final IssuerRoutes routes;
    private final ExpiredRows expired;
    private final SignedInStore signedIn;

    /// What the issuer is made of besides its settings.
    public record Surroundings(
            Database database,
            MasterKey master,
            Clock clock,
            RandomIds ids,
            MeterRegistry meters,
            Optional<Provider> signatures,
            OutgoingHttp http,
            People.Stores stores,
            LogStore log,
            RightsStore rights,
            Invited invited,
            ClientStore clients,
            ApplicationClientStore applications,
            ProviderStore providers) {}

    public Issuer(MembershipSettings settings, Surroundings around) {
        Database database = around.database().in(SCHEMA);
        MasterKey master = around.master();
        Clock clock = around.clock();
        RandomIds ids = around.ids();
        MembershipSettings.Login login = settings.login();
        Profile profile = IssuerProfile.of(settings.web().requiredServiceUrl(), login.validity());

        keys = new KeyRing(database, master, profile.issuer(), IssuerProfile.ROTATION, clock, ids);
        JwtSigner signer =
                new JwtSigner(keys, around.signatures(), profile.role(), around.meters());
        JwtVerifier verifier = new JwtVerifier(keys, profile.issuer(), clock);
        AccessTokens access = new AccessTokens(verifier, clock);
        tokens = access;

        IssuerClients clients =
                new IssuerClients(
                        new StaticClients(login.clients()),
                        stacks(database, master),
                        database,
                        around.clients(),
                        around.applications(),
                        clock);
        AccessStore accesses = new AccessStore();
        ApplicationAccessStore applications = new ApplicationAccessStore();
        Reaches reaches = new Reaches(database, around.rights(), accesses, applications);
        LoginScopes scopes = new LoginScopes();
        signedIn = new SignedInStore();
        MembershipTokens policy =
                new MembershipTokens(
                        database,
                        accesses,
                        applications,
                        reaches,
                        signedIn,
                        login.validity().access(),
                        clock);
        TokenIssuer issuer = new TokenIssuer(profile, policy, signer, clock, ids);

        Throttle throttle = new Throttle(database, clock);
        ClientAddress caller = settings.web().caller();
        ClientAuthentication authentication =
                new ClientAuthentication(
                        clients,
                        profile.tokens().challengesBasic(),
                        Optional.of(new ClientAuthentication.Guessing(throttle, caller::of)));
        Codes codes = new Codes(new GrantSeal(master, profile.role()), profile, clock, ids);
        RefreshTokens refresh = new RefreshTokens(database, master, profile, policy, clock, ids);
        DeviceCodes devices = new DeviceCodes(database, master, profile, clock, ids);
        TokenEndpoint token =
                new TokenEndpoint(
                        profile,
                        List.of(
                                new AuthorizationCodeGrant(
                                        database,
                                        authentication,
                                        codes,
                                        refresh,
                                        policy,
                                        issuer,
                                        profile),
                                new RefreshGrant(authentication, refresh, issuer),
                                new ClientCredentialsGrant(
                                        authentication,
                                        new ClientStanding(database, around.clients(), clock),
                                        issuer),
                                new ExchangeGrant(
                                        authentication,
                                        access,
                                        database,
                                        clients::application,
                                        applications,
                                        issuer),
                                new DeviceCodeGrant(
                                        database,
                                        authentication,
                                        devices,
                                        refresh,
                                        policy,
                                        issuer,
                                        profile)));

        Pages pages =
                new Pages(
                        Theme.of(
                                "Atrium",
                                settings.web().requiredServiceUrl().uri().getAuthority(),
                                profile.issuerPath()));
        Sessions sessions =
                new Sessions(database, master, profile, login.validity().refresh(), clock, ids);
        RequestCarrier carrier = new RequestCarrier(database, master, profile, clock, ids);
        LoginSteps steps =
                LoginSteps.of(
                        new LoginSteps.Parts(
                                profile,
                                database,
                                Upstreams.of(
                                        login,
                                        around.http(),
                                        new HomeUpstreams(
                                                database,
                                                around.providers(),
                                                around.http()
                                                        .under(
                                                                login.privateProviders()
                                                                        ? AddressPolicy.OPERATOR
                                                                        : AddressPolicy.TENANT),
                                                ids,
                                                clock),
                                        ids,
                                        clock),
                                clients,
                                new AuthorizationParser(
                                        profile, clients, scopes, verifier, clock, ids),
                                carrier,
                                new Logins(database, carrier, codes, master, profile, clock),
                                sessions,
                                devices,
                                people(login, database, around),
                                reaches,
                                scopes,
                                policy,
                                pages,
                                around.invited(),
                                throttle,
                                caller,
                                clock,
                                ids,
                                around.meters(),
                                login.ssoSelector()),
                        master.derive("membership.device_decisions"));
        EndSession endSession =
                new EndSession(database, sessions, refresh, clients, verifier, pages);
        DeviceAuthorizationEndpoint device =
                new DeviceAuthorizationEndpoint(
                        devices,
                        authentication,
                        form -> Target.of(form).write(),
                        caller::of,
                        profile);
        Introspection introspection =
                new Introspection(verifier, refresh, policy, Optional.of(authentication), profile);
        routes =
                new IssuerRoutes(
                        profile,
                        steps,
                        new IssuerRoutes.Endpoints(
                                new Discovery(
                                        profile,
                                        IssuerProfile.advertised(),
                                        signer,
                                        new KeySet(keys)),
                                token::handle,
                                request -> Programs.device(request, clients, device),
                                new Userinfo(
                                                verifier,
                                                verified -> Programs.userinfo(verified, policy),
                                                401)
                                        ::handle,
                                request -> Programs.introspection(request, verifier, introspection),
                                new Revocation(authentication, refresh)::handle,
                                request -> endSession.handle(request).response()),
                        pages,
                        new OAuthEdge(pages));
        expired = new ExpiredRows(profile);
    }

    private static ClientRegistry stacks(Database database, MasterKey master) {
        StackSecretStore store = new StackSecretStore();
        return new StackClients(database, store, new StackSecrets(store, master));
    }

    private static People people(
            MembershipSettings.Login login, Database database, Surroundings around) {
        return new People(
                database,
                around.stores(),
                around.log(),
                new People.Rules(
                        login.upstream().map(upstream -> upstream.issuer().toString()),
                        java.util.Set.copyOf(login.linkByEmail())),
                around.clock(),
                around.ids());
    }

    /// Loads the signing keys, making the first one where there is none.
    public void start() {
        keys.start();
    }

    /// Reads the access tokens that this issuer gave.
    public BearerTokens tokens() {
        return tokens;
    }

    public List<Route> routes() {
        return routes.all();
    }

    public IssuerErrors errors() {
        return routes.errors();
    }

    public KeyRing keys() {
        return keys;
    }

    /// Ends sessions and refresh tokens of people who leave.
    public SignedIn signedIn() {
        return signedIn;
    }

    public ExpiredRows expired() {
        return expired;
    }

    @Override
    public void close() {
        keys.close();
    }
}
