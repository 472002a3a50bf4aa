package dev.atrium.membership.invitation;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.member.MemberStore;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Use cases of invitations.
public final class Invitations {
    private final Database database;
    private final InvitationStore store;
    private final MemberStore members;
    private final LogStore log;
    private final Clock clock;

    public Invitations(
            Database database,
            InvitationStore store,
            MemberStore members,
            LogStore log,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.members = members;
        this.log = log;
        this.clock = clock;
    }

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

    /// Makes the person a member. The policy of the invitation counts, then the organization's
    /// default; somebody who is a member already keeps what they have.
    ///
    /// @throws Problem.Conflict when it was answered already, or has expired
    void accept(UserId user, InvitationId id) {
        database.writing(
                tx -> {
                    Instant now = clock.instant();
                    Invitation invitation = open(tx, user, id, now);
                    OrganizationId organization = invitation.organization();
                    PolicyId policy =
                            invitation
                                    .policy()
                                    .or(() -> store.joiningPolicy(tx, organization))
                                    .orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST);
                    members.add(tx, organization, user, policy, now);
                    answer(tx, invitation, user, Invitation.Status.ACCEPTED, now);
                });
    }

    void reject(UserId user, InvitationId id) {
        database.writing(
                tx -> {
                    Instant now = clock.instant();
                    answer(tx, open(tx, user, id, now), user, Invitation.Status.REJECTED, now);
                });
    }

    private Invitation open(Tx tx, UserId user, InvitationId id, Instant now) {
        Invitation invitation =
                store.lockOfUser(tx, user, id)
                        .orElseThrow(() -> new Problem.NotFound("invitation", id.value()));
        if (!invitation.open(now)) {
            throw new Problem.Conflict(
                    invitation.status() == Invitation.Status.PENDING
                            ? "invitation " + id + " has expired"
                            : "invitation " + id + " was answered already");
        }
        return invitation;
    }

    private void answer(
            Tx tx, Invitation invitation, UserId user, Invitation.Status status, Instant now) {
        store.answered(tx, invitation.id(), user, status, now);
        log.append(
                tx,
                new Entry(
                        status == Invitation.Status.ACCEPTED
                                ? Action.INVITATIONS_ACCEPTED
                                : Action.INVITATIONS_REJECTED,
                        Optional.of(invitation.organization()),
                        Optional.empty(),
                        Optional.of(new Caller.Person(user)),
                        now,
                        Map.of("invitationId", invitation.id().value())));
    }
}
