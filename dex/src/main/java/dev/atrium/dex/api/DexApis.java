package dev.atrium.dex.api;

import dev.atrium.connectors.local.LocalPeople;
import dev.atrium.dex.client.DexClients;
import dev.atrium.dex.logout.SessionEnd;
import dev.atrium.dex.person.People;
import dev.atrium.dex.session.BrowserSessions;
import dev.atrium.dex.upstream.StoredConnector;
import dev.atrium.dex.upstream.StoredConnectors;
import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.discovery.Discovery;
import dev.atrium.oidc.throttle.Throttle;
import dev.atrium.oidc.token.RefreshTokens;
import dev.atrium.storage.Database;
import io.grpc.BindableService;
import java.util.List;
import java.util.Optional;

/// What the interface is made of.
///
/// @param passwords where the people whom we know by a password log in
/// @param throttle of whoever guesses them
/// @param sessions where there are any, and calls about them are switched on
/// @param declaredConnectors those of the configuration
/// @param changesConnectors whether calls about connectors are switched on
/// @param version of this product
public record DexApis(
        Database database,
        DexClients clients,
        Optional<LocalPeople> passwords,
        Throttle throttle,
        StoredConnectors connectors,
        List<StoredConnector> declaredConnectors,
        boolean changesConnectors,
        RefreshTokens refreshTokens,
        People people,
        Optional<Sessions> sessions,
        Discovery discovery,
        RandomIds ids,
        String version) {

    /// @param end of one
    public record Sessions(BrowserSessions all, SessionEnd end) {}

    public BindableService api() {
        return Caller.known(
                new DexApi(
                        new AboutApi(discovery, version),
                        new ClientsApi(clients, ids),
                        passwords.map(people -> new PasswordsApi(people, throttle)),
                        new ConnectorsApi(declaredConnectors, connectors, changesConnectors),
                        new RefreshApi(database, refreshTokens),
                        sessions.map(this::logins)));
    }

    private DexApi.Logins logins(Sessions each) {
        PeopleApi known =
                new PeopleApi(database, people, each.all(), each.end(), refreshTokens, passwords);
        return new DexApi.Logins(
                new SessionsApi(each.all(), each.end()), known, new FactorsApi(known));
    }
}
