package dev.atrium.membership.invitation;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Grants;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.member.MemberStore;
import dev.atrium.membership.policy.Role;
import dev.atrium.membership.user.EmailAddress;
import dev.atrium.storage.AdvisoryLock;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Use cases of invitations.
public final class Invitations {
    /// More than anybody asks by hand, and few enough to be no use for sending mail to strangers.
    private static final int MOST_OPEN = 1_000;

    private final Database database;
    private final InvitationStore store;
    private final MemberStore members;
    private final Grants grants;
    private final Courier courier;
    private final Duration validity;
    private final LogStore log;
    private final Clock clock;
    private final RandomIds ids;

    public record Stores(InvitationStore invitations, MemberStore members) {}

    /// @param validity how long an invitation can be answered
    public Invitations(
            Database database,
            Stores stores,
            Grants grants,
            Courier courier,
            Duration validity,
            LogStore log,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.store = stores.invitations();
        this.members = stores.members();
        this.grants = grants;
        this.courier = courier;
        this.validity = validity;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    /// What accepting is to give.
    ///
    /// @param policy which counts before the role
    record Wanted(Optional<PolicyId> policy, Optional<Role> role) {}

    /// @param created whether there was none open for that address
    /// @param link for whoever hands it on, where no mail does
    record Sent(Invitation invitation, boolean created, Optional<URI> link) {}

    /// Of a person, those that went to them; of an organization's client, those that the
    /// organization sent: the Terraform provider asks here for them, in every status.
    List<Invitation> mine(
            Caller caller,
            Optional<Invitation.Status> status,
            Optional<OrganizationId> organization,
            String after,
            int limit) {
        return switch (caller) {
            case Caller.Person person ->
                    database.read(
                            tx ->
                                    store.ofUser(
                                            tx, person.id(), status, organization, after, limit));
            case Caller.OrganizationClient client ->
                    organization.filter(named -> !named.equals(client.organization())).isPresent()
                            ? List.of()
                            : ofOrganization(client.organization(), status, after, limit);
        };
    }

    List<Invitation> ofOrganization(
            OrganizationId organization,
            Optional<Invitation.Status> status,
            String after,
            int limit) {
        return database.read(tx -> store.ofOrganization(tx, organization, status, after, limit));
    }

    /// An invitation as its link shows it.
    public record Offered(Invitation invitation, String organization) {}

    public Optional<Offered> offered(InvitationId id) {
        return database.read(
                tx ->
                        store.find(tx, id)
                                .map(
                                        found ->
                                                new Offered(
                                                        found,
                                                        store.organizationName(
                                                                tx, found.organization()))));
    }

    /// Asks an address to join, once at a time.
    Sent create(Caller caller, OrganizationId organization, EmailAddress email, Wanted wanted) {
        Sent sent = database.write(tx -> create(tx, caller, organization, email, wanted));
        sent.link().ifPresent(link -> courier.undelivered(sent.invitation(), link));
        return sent;
    }

    private Sent create(
            Tx tx, Caller caller, OrganizationId organization, EmailAddress email, Wanted wanted) {
        Instant now = clock.instant();
        AdvisoryLock.acquire(
                tx,
                "membership.invitations:"
                        + organization
                        + ":"
                        + email.value().toLowerCase(Locale.ROOT));
        for (Invitation pending : store.lockPending(tx, organization, email.value())) {
            if (pending.open(now)) {
                return new Sent(pending, false, courier.link(pending));
            }
            cancel(tx, pending, Optional.empty(), "expired", now);
        }
        if (store.full(tx, organization, MOST_OPEN, now)) {
            throw new Problem.Conflict(
                    MOST_OPEN + " invitations wait for an answer; cancel some first");
        }
        Optional<PolicyId> policy =
                wanted.policy().or(() -> wanted.role().map(role -> policy(tx, role, organization)));
        policy.ifPresent(given -> grants.check(tx, caller, organization, Optional.empty(), given));
        Invitation invitation =
                new Invitation(
                        new InvitationId(ids.uuid().toString()),
                        organization,
                        email.value(),
                        Optional.empty(),
                        Invitation.Status.PENDING,
                        policy,
                        Optional.of(caller.actor()),
                        now,
                        now,
                        now.plus(validity));
        store.insert(tx, invitation);
        courier.send(tx, invitation, now);
        log.append(
                tx,
                Entry.in(
                        organization,
                        Action.INVITATIONS_CREATED,
                        caller,
                        now,
                        Map.of(
                                "invitationId",
                                invitation.id().value(),
                                "email",
                                invitation.email())));
        return new Sent(invitation, true, courier.link(invitation));
    }

    private PolicyId policy(Tx tx, Role role, OrganizationId organization) {
        PolicyId joining =
                store.joiningPolicy(tx, organization)
                        .orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST);
        return role.inOrganization("role", Role.valueOf(joining.stackRole()));
    }

    /// Takes an invitation back. One that nobody can accept any more is as good as taken back.
    ///
    /// @throws Problem.Conflict when it was accepted: then there is a member to be removed
    void cancel(Caller caller, OrganizationId organization, InvitationId id) {
        database.writing(
                tx -> {
                    Invitation invitation =
                            store.lockOfOrganization(tx, organization, id)
                                    .orElseThrow(() -> missing(id));
                    switch (invitation.status()) {
                        case PENDING ->
                                cancel(
                                        tx,
                                        invitation,
                                        Optional.of(caller),
                                        "cancelled",
                                        clock.instant());
                        case ACCEPTED ->
                                throw new Problem.Conflict(
                                        "invitation "
                                                + id
                                                + " was accepted; remove the member instead");
                        case REJECTED, CANCELLED -> {
                            // nothing is left to be taken back
                        }
                    }
                });
    }

    private void cancel(
            Tx tx, Invitation invitation, Optional<Caller> caller, String reason, Instant now) {
        store.cancel(tx, invitation.id(), now);
        noteCancelled(tx, invitation, caller, reason, now);
    }

    private void noteCancelled(
            Tx tx, Invitation invitation, Optional<Caller> caller, String reason, Instant now) {
        log.append(
                tx,
                new Entry(
                        Action.INVITATIONS_CANCELLED,
                        Optional.of(invitation.organization()),
                        Optional.empty(),
                        caller,
                        now,
                        Map.of("invitationId", invitation.id().value(), "reason", reason)));
    }

    /// Makes the person a member. The policy of the invitation counts, then the organization's
    /// default; somebody who is a member already keeps what they have.
    ///
    /// @throws Problem.Conflict when it was answered already, or has expired
    void accept(UserId user, InvitationId id) {
        database.writing(
                tx ->
                        accept(
                                tx,
                                store.lockOfUser(tx, user, id).orElseThrow(() -> missing(id)),
                                user,
                                Action.INVITATIONS_ACCEPTED));
    }

    /// The same for somebody who has shown the link, whatever their address.
    public void acceptFromLink(Tx tx, UserId user, InvitationId id) {
        accept(
                tx,
                store.lock(tx, id).orElseThrow(() -> missing(id)),
                user,
                Action.INVITATIONS_ACCEPTED_FROM_LINK);
    }

    private void accept(Tx tx, Invitation invitation, UserId user, Action action) {
        Instant now = clock.instant();
        requireOpen(invitation, now);
        OrganizationId organization = invitation.organization();
        PolicyId policy =
                invitation
                        .policy()
                        .or(() -> store.joiningPolicy(tx, organization))
                        .orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST);
        members.add(tx, organization, user, policy, now);
        answer(tx, invitation, user, Invitation.Status.ACCEPTED, action, now);
    }

    void reject(UserId user, InvitationId id) {
        database.writing(
                tx -> {
                    Instant now = clock.instant();
                    Invitation invitation =
                            store.lockOfUser(tx, user, id).orElseThrow(() -> missing(id));
                    requireOpen(invitation, now);
                    answer(
                            tx,
                            invitation,
                            user,
                            Invitation.Status.REJECTED,
                            Action.INVITATIONS_REJECTED,
                            now);
                });
    }

    private static void requireOpen(Invitation invitation, Instant now) {
        if (!invitation.open(now)) {
            throw new Problem.Conflict(
                    invitation.status() == Invitation.Status.PENDING
                            ? "invitation " + invitation.id() + " has expired"
                            : "invitation " + invitation.id() + " was answered already");
        }
    }

    private void answer(
            Tx tx,
            Invitation invitation,
            UserId user,
            Invitation.Status status,
            Action action,
            Instant now) {
        store.answered(tx, invitation.id(), user, status, now);
        log.append(
                tx,
                Entry.in(
                        invitation.organization(),
                        action,
                        new Caller.Person(user),
                        now,
                        Map.of("invitationId", invitation.id().value())));
    }

    private static Problem.NotFound missing(InvitationId id) {
        return new Problem.NotFound("invitation", id.value());
    }
}
