package dev.atrium.membership;

import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.BearerTokens;
import dev.atrium.membership.access.RightsStore;
import dev.atrium.membership.application.ApplicationClientStore;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.client.ClientStore;
import dev.atrium.membership.event.Endpoints;
import dev.atrium.membership.event.Events;
import dev.atrium.membership.invitation.Courier;
import dev.atrium.membership.invitation.ExpiredInvitations;
import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.membership.invitation.Invitations;
import dev.atrium.membership.issuer.Issuer;
import dev.atrium.membership.issuer.IssuerErrors;
import dev.atrium.membership.issuer.IssuerProfile;
import dev.atrium.membership.issuer.login.Invited;
import dev.atrium.membership.issuer.person.People;
import dev.atrium.membership.mail.Mails;
import dev.atrium.membership.member.MemberStore;
import dev.atrium.membership.organization.OrganizationStore;
import dev.atrium.membership.provider.ProviderStore;
import dev.atrium.membership.rest.RestErrors;
import dev.atrium.membership.signin.SignInTrail;
import dev.atrium.membership.user.UserStore;
import dev.atrium.oidc.ExpiredRows;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.keys.KeyRing;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.Tx;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.Provider;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The Membership role, put together from its settings: the issuer and the API that takes its
/// tokens.
public final class Membership implements AutoCloseable {
    /// The schema of everything but the issuer's own tables.
    public static final String SCHEMA = "membership";

    private final Issuer issuer;
    private final MembershipApi api;
    private final Optional<Mails> mails;
    private final Events events;
    private final String base;

    /// What the role shares with others.
    ///
    /// @param database any view of the pool; the role uses its own schemas
    /// @param signatures a provider of RSA signatures, empty for the JDK's
    /// @param http makes a client for calls to what the operator configured
    /// @param signIns what providers record of logins
    public record Surroundings(
            Database database,
            MasterKey master,
            Clock clock,
            RandomIds ids,
            MeterRegistry meters,
            Optional<Provider> signatures,
            Function<Trust, OutgoingHttp> http,
            SignInTrail signIns) {}

    /// @throws MembershipSettings.MissingSetting without a service URL
    /// @throws dev.atrium.kernel.config.ConfigProblem for a connector that cannot be served
    public Membership(MembershipSettings settings, Surroundings around) {
        Trust trust = settings.process().dev() ? new Trust.Anybody() : new Trust.Standard();
        OutgoingHttp http = around.http().apply(trust);
        InvitationLinks links =
                new InvitationLinks(
                        around.master().derive("membership.invitation_links"),
                        settings.web().requiredServiceUrl());
        mails =
                settings.mail()
                        .smtp()
                        .map(
                                smtp ->
                                        new Mails(
                                                around.database(),
                                                links,
                                                smtp,
                                                settings.process().dev(),
                                                around.clock(),
                                                around.ids(),
                                                around.meters()));
        Invitations invitations =
                PeopleFeatures.invitations(
                        around.database(),
                        settings,
                        mails.<Courier>map(courier -> courier)
                                .orElseGet(() -> new Courier.ByHand(links)),
                        around.clock(),
                        around.ids());
        Endpoints endpoints =
                new Endpoints(
                        around.database(),
                        around.master(),
                        new LogStore(),
                        around.clock(),
                        around.ids(),
                        settings.events().privateAddresses());
        events =
                new Events(
                        settings.events(),
                        around.database(),
                        endpoints,
                        http.under(
                                settings.events().privateAddresses()
                                        ? AddressPolicy.OPERATOR
                                        : AddressPolicy.TENANT),
                        around.clock(),
                        around.meters());
        issuer =
                new Issuer(
                        settings,
                        new Issuer.Surroundings(
                                around.database(),
                                around.master(),
                                around.clock(),
                                around.ids(),
                                around.meters(),
                                around.signatures(),
                                http,
                                new People.Stores(
                                        new UserStore(),
                                        new MemberStore(),
                                        new OrganizationStore()),
                                new LogStore(),
                                new RightsStore(),
                                new Invited(links, invitations),
                                new ClientStore(),
                                new ApplicationClientStore(),
                                new ProviderStore(around.master())));
        api =
                new MembershipApi(
                        new MembershipApi.Surroundings(
                                around.database(),
                                issuer.tokens(),
                                settings,
                                around.master(),
                                invitations,
                                endpoints,
                                issuer.signedIn(),
                                around.signIns(),
                                around.clock(),
                                around.ids()));
        base = settings.web().requiredServiceUrl().path();
    }

    /// The role's tables, to be brought forward in this order.
    public static List<Migrations> migrations(Database database) {
        return List.of(
                new Migrations(database, SCHEMA, "migrations/membership"),
                new Migrations(database, Issuer.SCHEMA, "db/oidc"));
    }

    /// Loads the signing keys, making the first one where there is none; the tables must exist.
    public void start() {
        issuer.start();
    }

    public List<Route> routes() {
        return Stream.concat(issuer.routes().stream(), api.routes(base).stream()).toList();
    }

    public ErrorEdge errors() {
        return new Errors(issuer.errors(), new RestErrors());
    }

    /// The listener for [KeyRing#CHANNEL].
    public KeyRing keys() {
        return issuer.keys();
    }

    /// Reads the access tokens that the API takes.
    public BearerTokens tokens() {
        return issuer.tokens();
    }

    /// Of the issuer's tables, in the schema [Issuer#SCHEMA].
    public ExpiredRows expired() {
        return issuer.expired();
    }

    /// One pass of the job that takes events to other programs.
    public Runnable events(Tx tx) {
        return events.pass(tx);
    }

    /// One pass of the job that sends mail.
    public Runnable mails(Tx tx) {
        return mails.map(sender -> sender.pass(tx)).orElse(() -> {});
    }

    /// Removes tokens, codes and sessions that have expired, for a command of its own, which knows
    /// nothing but the database.
    ///
    /// @return how many rows went
    public static int collectTokens(Database database, Clock clock) {
        ExpiredRows expired = new ExpiredRows(IssuerProfile.REUSE);
        return database.in(Issuer.SCHEMA).write(tx -> expired.collect(tx, clock.instant()));
    }

    /// Cancels invitations that nobody answered in time.
    ///
    /// @return how many
    public static int collectInvitations(Database database, Clock clock) {
        return new ExpiredInvitations(database, clock).cancel();
    }

    @Override
    public void close() {
        events.close();
        issuer.close();
    }

    /// The issuer's errors are the protocol's, all others the API's.
    private record Errors(IssuerErrors issuer, RestErrors api) implements ErrorEdge {
        @Override
        public Response render(Throwable error, Request request) {
            return issuer.tells(error, request)
                    ? issuer.render(error, request)
                    : api.render(error, request);
        }

        @Override
        public Response refuse(int status, String reason) {
            return api.refuse(status, reason);
        }

        @Override
        public boolean expects(Throwable error) {
            return error instanceof OAuthProblem || api.expects(error);
        }
    }
}
