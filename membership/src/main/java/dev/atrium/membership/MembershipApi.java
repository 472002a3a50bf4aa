package dev.atrium.membership;

import dev.atrium.http.Route;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.BearerTokens;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.RightsStore;
import dev.atrium.membership.application.ApplicationApi;
import dev.atrium.membership.application.ApplicationClientApi;
import dev.atrium.membership.application.ApplicationClientStore;
import dev.atrium.membership.application.ApplicationClients;
import dev.atrium.membership.application.ApplicationStore;
import dev.atrium.membership.application.Applications;
import dev.atrium.membership.audit.LogApi;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.client.ClientApi;
import dev.atrium.membership.client.ClientStore;
import dev.atrium.membership.client.Clients;
import dev.atrium.membership.feature.FeatureApi;
import dev.atrium.membership.feature.FeatureStore;
import dev.atrium.membership.info.InfoApi;
import dev.atrium.membership.invitation.InvitationApi;
import dev.atrium.membership.invitation.InvitationStore;
import dev.atrium.membership.invitation.Invitations;
import dev.atrium.membership.member.MemberApi;
import dev.atrium.membership.member.MemberStore;
import dev.atrium.membership.organization.OrganizationApi;
import dev.atrium.membership.organization.OrganizationStore;
import dev.atrium.membership.organization.Organizations;
import dev.atrium.membership.policy.Policies;
import dev.atrium.membership.policy.PolicyApi;
import dev.atrium.membership.policy.PolicyStore;
import dev.atrium.membership.user.UserApi;
import dev.atrium.membership.user.UserStore;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Puts the API together: every feature's routes below the base path, and once more below
/// `<base>/membership`, where the browser applications look for them.
public final class MembershipApi {
    private final List<Route> operations;
    private final Route health;

    /// What the API is made of.
    ///
    /// @param tokens reads the access tokens that callers show
    /// @param master seals what is secret at rest
    public record Surroundings(
            Database database,
            BearerTokens tokens,
            MembershipSettings settings,
            MasterKey master,
            Clock clock,
            RandomIds ids) {}

    public MembershipApi(Surroundings around) {
        Database database = around.database();
        Clock clock = around.clock();
        Gate gate = new Gate(around.tokens(), database, new RightsStore());
        LogStore log = new LogStore();
        MemberStore members = new MemberStore();
        InfoApi info = new InfoApi(around.settings().web().consoleUrl());
        Invitations invitations =
                new Invitations(database, new InvitationStore(), members, log, clock);
        health = info.health();
        operations =
                Stream.of(
                                info.routes(gate),
                                new UserApi(database, new UserStore()).routes(gate),
                                new InvitationApi(invitations).routes(gate),
                                new OrganizationApi(
                                                new Organizations(
                                                        database, new OrganizationStore()))
                                        .routes(gate),
                                new MemberApi(database, members).routes(gate),
                                new PolicyApi(new Policies(database, new PolicyStore()))
                                        .routes(gate),
                                new FeatureApi(database, new FeatureStore()).routes(gate),
                                new ClientApi(
                                                new Clients(
                                                        database,
                                                        new ClientStore(),
                                                        log,
                                                        clock,
                                                        around.ids()))
                                        .routes(gate),
                                new ApplicationApi(
                                                new Applications(
                                                        database,
                                                        new ApplicationStore(),
                                                        log,
                                                        clock,
                                                        around.ids()))
                                        .routes(gate),
                                new ApplicationClientApi(
                                                new ApplicationClients(
                                                        database,
                                                        new ApplicationClientStore(),
                                                        log,
                                                        clock,
                                                        around.ids()))
                                        .routes(gate),
                                new LogApi(database, log).routes(gate),
                                new StackFeatures(around, log).routes(gate))
                        .flatMap(List::stream)
                        .toList();
    }

    /// The operations, their paths relative to the base path.
    public List<Route> operations() {
        return operations;
    }

    /// @param base the path of the service URL, such as `/api`
    public List<Route> routes(String base) {
        return Stream.concat(
                        Stream.of(health),
                        Stream.of(base, base + "/membership")
                                .flatMap(prefix -> operations.stream().map(at(prefix))))
                .toList();
    }

    private static java.util.function.UnaryOperator<Route> at(String prefix) {
        return route ->
                new Route(
                        route.verb(),
                        prefix + route.path(),
                        route.operation(),
                        route.access(),
                        route.handler());
    }
}
