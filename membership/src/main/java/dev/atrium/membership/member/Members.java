package dev.atrium.membership.member;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Grants;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.policy.Role;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.membership.user.UserStore;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Use cases of the people of an organization.
public final class Members {
    private final Database database;
    private final MemberStore store;
    private final UserStore users;
    private final Grants grants;
    private final SignedIn signedIn;
    private final LogStore log;
    private final Clock clock;

    public Members(
            Database database,
            MemberStore store,
            UserStore users,
            Grants grants,
            SignedIn signedIn,
            LogStore log,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.users = users;
        this.grants = grants;
        this.signedIn = signedIn;
        this.log = log;
        this.clock = clock;
    }

    /// What somebody is to be in an organization.
    sealed interface Wanted {
        record Named(PolicyId policy) implements Wanted {}

        /// In the words of clients from before policies.
        record InRole(Role role) implements Wanted {}
    }

    List<Member> list(OrganizationId organization, String after, int limit) {
        return database.read(tx -> store.list(tx, organization, after, limit));
    }

    Member read(OrganizationId organization, UserId user) {
        return database.read(tx -> store.find(tx, organization, user))
                .orElseThrow(() -> missing(user));
    }

    /// Makes somebody a member or changes what a member may do. The owner's policy stays what it
    /// is.
    void put(Caller caller, OrganizationId organization, UserId user, Wanted wanted) {
        database.writing(
                tx -> {
                    MemberStore.Place place = lock(tx, organization);
                    Optional<Member> present = store.find(tx, organization, user);
                    PolicyId policy = policy(wanted, place, present);
                    if (present.filter(member -> member.policy().equals(policy)).isPresent()) {
                        return;
                    }
                    if (place.owner().equals(user)) {
                        throw new Problem.Forbidden(
                                "the owner of an organization has every right in it");
                    }
                    grants.check(tx, caller, organization, Optional.empty(), policy);
                    present.ifPresent(
                            member -> requireReach(tx, caller, organization, member.policy()));
                    write(tx, organization, user, present, policy);
                    note(
                            tx,
                            Action.ORGANIZATIONS_USER_UPDATED,
                            organization,
                            caller,
                            Map.of("userId", user.value(), "policyId", policy.toString()));
                });
    }

    /// Takes somebody out. Anybody may leave; the owner cannot.
    void remove(Caller caller, OrganizationId organization, UserId user) {
        database.writing(
                tx -> {
                    MemberStore.Place place = lock(tx, organization);
                    if (place.owner().equals(user)) {
                        throw new Problem.Forbidden(
                                "the owner cannot leave; make another member the owner first");
                    }
                    Optional<Member> present = store.find(tx, organization, user);
                    if (present.isEmpty()) {
                        if (store.wasMember(tx, organization, user)) {
                            return;
                        }
                        throw missing(user);
                    }
                    if (!caller.equals(new Caller.Person(user))) {
                        requireReach(tx, caller, organization, present.orElseThrow().policy());
                    }
                    store.remove(tx, organization, user, clock.instant());
                    signedIn.end(tx, user, organization);
                    note(
                            tx,
                            Action.ORGANIZATIONS_USER_DELETED,
                            organization,
                            caller,
                            Map.of("userId", user.value()));
                });
    }

    private void write(
            Tx tx,
            OrganizationId organization,
            UserId user,
            Optional<Member> present,
            PolicyId policy) {
        if (present.isPresent()) {
            store.change(tx, organization, user, policy, clock.instant());
        } else {
            if (users.find(tx, user).isEmpty()) {
                throw missing(user);
            }
            store.add(tx, organization, user, policy, clock.instant());
        }
    }

    /// Otherwise somebody with few rights could take an administrator's away.
    private void requireReach(Tx tx, Caller caller, OrganizationId organization, PolicyId policy) {
        grants.check(tx, caller, organization, Optional.empty(), policy);
    }

    /// A role that the member already has changes nothing, for roles say less than policies do.
    private static PolicyId policy(
            Wanted wanted, MemberStore.Place place, Optional<Member> present) {
        return switch (wanted) {
            case Wanted.Named named -> named.policy();
            case Wanted.InRole inRole ->
                    present.map(Member::policy)
                            .filter(
                                    policy ->
                                            policy.organizationRole().equals(inRole.role().name()))
                            .orElseGet(() -> inRole.role().inOrganization("role", onStacks(place)));
        };
    }

    private static Role onStacks(MemberStore.Place place) {
        return Role.valueOf(
                place.defaultPolicy().orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST).stackRole());
    }

    private MemberStore.Place lock(Tx tx, OrganizationId organization) {
        return store.lock(tx, organization)
                .orElseThrow(() -> new Problem.NotFound("organization", organization.value()));
    }

    private void note(
            Tx tx,
            Action action,
            OrganizationId organization,
            Caller caller,
            Map<String, String> data) {
        log.append(tx, Entry.in(organization, action, caller, clock.instant(), data));
    }

    private static Problem.NotFound missing(UserId user) {
        return new Problem.NotFound("user", user.value());
    }
}
