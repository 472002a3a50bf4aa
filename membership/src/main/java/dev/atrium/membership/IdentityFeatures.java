package dev.atrium.membership;

import dev.atrium.http.Route;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.application.ApplicationApi;
import dev.atrium.membership.application.ApplicationClientApi;
import dev.atrium.membership.application.ApplicationClientStore;
import dev.atrium.membership.application.ApplicationClients;
import dev.atrium.membership.application.ApplicationStore;
import dev.atrium.membership.application.Applications;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.client.ClientApi;
import dev.atrium.membership.client.ClientStore;
import dev.atrium.membership.client.Clients;
import dev.atrium.membership.provider.ProviderApi;
import dev.atrium.membership.provider.ProviderStore;
import dev.atrium.membership.provider.Providers;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// The features about who calls and who vouches for them: clients, applications, providers.
final class IdentityFeatures {
    private final ClientApi clients;
    private final ApplicationApi applications;
    private final ApplicationClientApi applicationClients;
    private final ProviderApi providers;

    IdentityFeatures(MembershipApi.Surroundings around, LogStore log) {
        Database database = around.database();
        Clock clock = around.clock();
        RandomIds ids = around.ids();
        clients = new ClientApi(new Clients(database, new ClientStore(), log, clock, ids));
        applications =
                new ApplicationApi(
                        new Applications(database, new ApplicationStore(), log, clock, ids));
        applicationClients =
                new ApplicationClientApi(
                        new ApplicationClients(
                                database, new ApplicationClientStore(), log, clock, ids));
        providers =
                new ProviderApi(
                        new Providers(
                                database,
                                new ProviderStore(around.master()),
                                around.signedIn(),
                                log,
                                clock,
                                ids),
                        around.settings().web().serviceUrl().map(ServiceUrl::text).orElse("")
                                + "/authorize/callback",
                        around.settings().login().privateProviders());
    }

    List<Route> routes(Gate gate) {
        return Stream.of(
                        clients.routes(gate),
                        applications.routes(gate),
                        applicationClients.routes(gate),
                        providers.routes(gate))
                .flatMap(List::stream)
                .toList();
    }
}
