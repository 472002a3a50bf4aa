package dev.atrium.membership;

import dev.atrium.http.Route;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.BearerTokens;
import dev.atrium.membership.access.ExplainApi;
import dev.atrium.membership.access.Explanations;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Grants;
import dev.atrium.membership.access.RightsStore;
import dev.atrium.membership.audit.LogApi;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.feature.FeatureApi;
import dev.atrium.membership.feature.FeatureStore;
import dev.atrium.membership.feature.Features;
import dev.atrium.membership.info.InfoApi;
import dev.atrium.membership.invitation.Courier;
import dev.atrium.membership.invitation.InvitationApi;
import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.membership.invitation.InvitationStore;
import dev.atrium.membership.invitation.Invitations;
import dev.atrium.membership.member.MemberApi;
import dev.atrium.membership.member.MemberStore;
import dev.atrium.membership.member.Members;
import dev.atrium.membership.module.ModuleApi;
import dev.atrium.membership.module.ModuleStore;
import dev.atrium.membership.organization.OrganizationApi;
import dev.atrium.membership.organization.OrganizationStore;
import dev.atrium.membership.organization.Organizations;
import dev.atrium.membership.policy.Policies;
import dev.atrium.membership.policy.PolicyApi;
import dev.atrium.membership.policy.PolicyStore;
import dev.atrium.membership.region.RegionApi;
import dev.atrium.membership.region.RegionStore;
import dev.atrium.membership.region.Regions;
import dev.atrium.membership.stack.StackApi;
import dev.atrium.membership.stack.StackStore;
import dev.atrium.membership.stack.Stacks;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.membership.user.UserApi;
import dev.atrium.membership.user.UserStore;
import dev.atrium.membership.user.Users;
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
            Invitations invitations,
            SignedIn signedIn,
            Clock clock,
            RandomIds ids) {}

    public MembershipApi(Surroundings around) {
        Database database = around.database();
        Clock clock = around.clock();
        RandomIds ids = around.ids();
        RightsStore rights = new RightsStore();
        Gate gate = new Gate(around.tokens(), database, rights);
        Grants grants = new Grants(rights);
        SignedIn signedIn = around.signedIn();
        LogStore log = new LogStore();
        UserStore users = new UserStore();
        MemberStore members = new MemberStore();
        ModuleStore modules = new ModuleStore();
        InfoApi info = new InfoApi(around.settings().web().consoleUrl());
        Organizations organizations =
                new Organizations(
                        database,
                        new Organizations.Stores(new OrganizationStore(), members, users),
                        grants,
                        signedIn,
                        log,
                        clock,
                        ids);
        health = info.health();
        operations =
                Stream.of(
                                info.routes(gate),
                                new UserApi(new Users(database, users, log, clock, ids))
                                        .routes(gate),
                                new InvitationApi(around.invitations()).routes(gate),
                                new OrganizationApi(organizations).routes(gate),
                                new MemberApi(
                                                new Members(
                                                        database, members, users, grants, signedIn,
                                                        log, clock))
                                        .routes(gate),
                                new ExplainApi(database, new Explanations()).routes(gate),
                                new PolicyApi(
                                                new Policies(
                                                        database,
                                                        new PolicyStore(),
                                                        grants,
                                                        log,
                                                        clock))
                                        .routes(gate),
                                new FeatureApi(
                                                new Features(
                                                        database, new FeatureStore(), log, clock))
                                        .routes(gate),
                                new LogApi(database, log).routes(gate),
                                new RegionApi(new Regions(database, new RegionStore()))
                                        .routes(gate),
                                new StackApi(new Stacks(database, new StackStore(), modules))
                                        .routes(gate),
                                new ModuleApi(database, modules).routes(gate))
                        .flatMap(List::stream)
                        .toList();
    }

    /// What invites people: by mail where there is a mail server, by hand where there is none.
    static Invitations invitations(
            Database database,
            MembershipSettings settings,
            MasterKey master,
            Clock clock,
            RandomIds ids) {
        InvitationLinks links =
                new InvitationLinks(
                        master.derive("membership.invitation_links"),
                        settings.web().requiredServiceUrl());
        return new Invitations(
                database,
                new Invitations.Stores(new InvitationStore(), new MemberStore()),
                new Grants(new RightsStore()),
                new Courier.ByHand(links),
                settings.mail().invitationValidity(),
                new LogStore(),
                clock,
                ids);
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
