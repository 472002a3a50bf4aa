package dev.atrium.membership;

import dev.atrium.http.Route;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.ExplainApi;
import dev.atrium.membership.access.Explanations;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.GrantStore;
import dev.atrium.membership.access.Grants;
import dev.atrium.membership.audit.LogApi;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.event.EndpointApi;
import dev.atrium.membership.feature.FeatureApi;
import dev.atrium.membership.feature.FeatureStore;
import dev.atrium.membership.feature.Features;
import dev.atrium.membership.invitation.Courier;
import dev.atrium.membership.invitation.InvitationApi;
import dev.atrium.membership.invitation.InvitationStore;
import dev.atrium.membership.invitation.Invitations;
import dev.atrium.membership.member.MemberApi;
import dev.atrium.membership.member.MemberStore;
import dev.atrium.membership.member.Members;
import dev.atrium.membership.organization.OrganizationApi;
import dev.atrium.membership.organization.OrganizationStore;
import dev.atrium.membership.organization.Organizations;
import dev.atrium.membership.policy.Policies;
import dev.atrium.membership.policy.PolicyApi;
import dev.atrium.membership.policy.PolicyStore;
import dev.atrium.membership.signin.SignInApi;
import dev.atrium.membership.signin.SignIns;
import dev.atrium.membership.user.UserApi;
import dev.atrium.membership.user.UserStore;
import dev.atrium.membership.user.Users;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// What the API knows of people: accounts, organizations, who belongs to them and may do what.
final class PeopleFeatures {
    private final UserApi users;
    private final InvitationApi invitations;
    private final OrganizationApi organizations;
    private final MemberApi members;
    private final PolicyApi policies;
    private final FeatureApi features;
    private final LogApi logs;
    private final ExplainApi explanations;
    private final EndpointApi endpoints;
    private final SignInApi signIns;

    PeopleFeatures(MembershipApi.Surroundings around, LogStore log) {
        Database database = around.database();
        Clock clock = around.clock();
        RandomIds ids = around.ids();
        Grants grants = new Grants(new GrantStore());
        UserStore userStore = new UserStore();
        MemberStore memberStore = new MemberStore();
        users = new UserApi(new Users(database, userStore, log, clock, ids));
        invitations = new InvitationApi(around.invitations());
        organizations =
                new OrganizationApi(
                        new Organizations(
                                database,
                                new Organizations.Stores(
                                        new OrganizationStore(), memberStore, userStore),
                                grants,
                                around.signedIn(),
                                log,
                                clock,
                                ids));
        members =
                new MemberApi(
                        new Members(
                                database,
                                memberStore,
                                userStore,
                                grants,
                                around.signedIn(),
                                log,
                                clock));
        policies = new PolicyApi(new Policies(database, new PolicyStore(), grants, log, clock));
        features = new FeatureApi(new Features(database, new FeatureStore(), log, clock));
        logs = new LogApi(database, log);
        explanations = new ExplainApi(database, new Explanations());
        endpoints = new EndpointApi(around.endpoints());
        signIns = new SignInApi(new SignIns(database, userStore, around.signIns()));
    }

    List<Route> routes(Gate gate) {
        return Stream.of(
                        users.routes(gate),
                        invitations.routes(gate),
                        organizations.routes(gate),
                        members.routes(gate),
                        policies.routes(gate),
                        features.routes(gate),
                        logs.routes(gate),
                        explanations.routes(gate),
                        endpoints.routes(gate),
                        signIns.routes(gate))
                .flatMap(List::stream)
                .toList();
    }

    /// What invites people.
    static Invitations invitations(
            Database database,
            MembershipSettings settings,
            Courier courier,
            Clock clock,
            RandomIds ids) {
        return new Invitations(
                database,
                new Invitations.Stores(new InvitationStore(), new MemberStore()),
                new Grants(new GrantStore()),
                courier,
                settings.mail().invitationValidity(),
                new LogStore(),
                clock,
                ids);
    }
}
