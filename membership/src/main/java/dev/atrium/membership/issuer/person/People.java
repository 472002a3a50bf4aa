package dev.atrium.membership.issuer.person;

import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.member.MemberStore;
import dev.atrium.membership.organization.OrganizationStore;
import dev.atrium.membership.user.SystemRole;
import dev.atrium.membership.user.User;
import dev.atrium.membership.user.UserStore;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides which account somebody has. A person is what one provider calls them by one connector;
/// an e-mail address makes nobody somebody else, unless the operator says that a connector's
/// addresses may, and then only for an ordinary account that was declared and never used.
public final class People {
    private final Database database;
    private final PersonStore store = new PersonStore();
    private final UserStore users;
    private final MemberStore members;
    private final OrganizationStore organizations;
    private final LogStore log;
    private final Rules rules;
    private final Clock clock;
    private final RandomIds ids;

    /// @param declaringIssuer the provider whose users' ids declared accounts have; empty for none
    /// @param linking connectors whose verified addresses may link a declared account
    public record Rules(Optional<String> declaringIssuer, Set<String> linking) {
        public Rules {
            linking = Set.copyOf(linking);
        }
    }

    public People(
            Database database,
            Stores stores,
            LogStore log,
            Rules rules,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.users = stores.users();
        this.members = stores.members();
        this.organizations = stores.organizations();
        this.log = log;
        this.rules = rules;
        this.clock = clock;
        this.ids = ids;
    }

    public record Stores(UserStore users, MemberStore members, OrganizationStore organizations) {}

    /// Invitations to put before somebody whose first login this is.
    public List<Offer> offers(Arrival arrival) {
        if (!arrival.emailVerified()) {
            return List.of();
        }
        return database.read(
                tx ->
                        store.knows(tx, arrival)
                                ? List.of()
                                : store.offers(tx, arrival.email(), clock.instant()));
    }

    /// Finds or makes the account. A first login also brings organizations: those of the accepted
    /// invitations, that of the address's domain, or else one of the person's own.
    ///
    /// @param accepted of the person's open invitations; others are left alone
    /// @throws dev.atrium.storage.ConstraintViolation when two first logins of one person met; the
    ///     next attempt finds what the other one made
    public UserId enter(Tx tx, Arrival arrival, Set<InvitationId> accepted) {
        Instant now = clock.instant();
        return store.visited(tx, arrival, now).orElseGet(() -> first(tx, arrival, accepted, now));
    }

    private UserId first(Tx tx, Arrival arrival, Set<InvitationId> accepted, Instant now) {
        return arrival.home()
                .map(home -> atHome(tx, arrival, home, now))
                .orElseGet(() -> anywhere(tx, arrival, accepted, now));
    }

    /// Somebody for whom only one organization's provider vouches: a member there, nobody
    /// elsewhere.
    private UserId atHome(Tx tx, Arrival arrival, OrganizationId home, Instant now) {
        UserId user = created(tx, arrival, now).id();
        store.settle(tx, user, home);
        store.insert(tx, arrival, user, now);
        members.add(tx, home, user, store.joiningPolicy(tx, home), now);
        note(
                tx,
                Action.ORGANIZATIONS_JOIN,
                Optional.of(home),
                user,
                now,
                Map.of("email", arrival.email(), "provider", arrival.label()));
        return user;
    }

    private UserId anywhere(Tx tx, Arrival arrival, Set<InvitationId> accepted, Instant now) {
        PersonStore.Account account =
                declared(tx, arrival, now)
                        .or(() -> linked(tx, arrival, now))
                        .orElseGet(() -> created(tx, arrival, now));
        UserId user = account.id();
        store.insert(tx, arrival, user, now);
        accept(tx, arrival, user, accepted, now);
        join(tx, arrival, user, now);
        if (account.role() == SystemRole.USER && !store.belongsSomewhere(tx, user)) {
            found(tx, arrival, user, now);
        }
        return user;
    }

    private Optional<PersonStore.Account> declared(Tx tx, Arrival arrival, Instant now) {
        if (!rules.declaringIssuer().equals(Optional.of(arrival.issuer()))) {
            return Optional.empty();
        }
        String connector = arrival.connector().isEmpty() ? "local" : arrival.connector();
        Optional<PersonStore.Account> account = store.declared(tx, arrival.subject(), connector);
        account.ifPresent(found -> linked(tx, found.id(), arrival, "id", now));
        return account;
    }

    private Optional<PersonStore.Account> linked(Tx tx, Arrival arrival, Instant now) {
        if (!arrival.emailVerified() || !rules.linking().contains(arrival.label())) {
            return Optional.empty();
        }
        List<PersonStore.Account> candidates =
                store.lockWithEmail(tx, arrival.email()).stream()
                        .filter(account -> !store.everLoggedIn(tx, account.id()))
                        .toList();
        if (candidates.size() != 1) {
            return Optional.empty();
        }
        linked(tx, candidates.getFirst().id(), arrival, "email", now);
        return Optional.of(candidates.getFirst());
    }

    private void linked(Tx tx, UserId user, Arrival arrival, String by, Instant now) {
        note(
                tx,
                Action.USERS_LINKED,
                Optional.empty(),
                user,
                now,
                Map.of(
                        "issuer", arrival.issuer(),
                        "connector", arrival.connector(),
                        "subject", arrival.subject(),
                        "by", by));
    }

    private PersonStore.Account created(Tx tx, Arrival arrival, Instant now) {
        UserId user = new UserId(ids.uuid().toString());
        users.insert(tx, new User(user, arrival.email(), SystemRole.USER), now);
        note(
                tx,
                Action.USERS_CREATED,
                Optional.empty(),
                user,
                now,
                Map.of("email", arrival.email(), "connector", arrival.connector()));
        return new PersonStore.Account(user, SystemRole.USER);
    }

    private void accept(
            Tx tx, Arrival arrival, UserId user, Set<InvitationId> accepted, Instant now) {
        if (accepted.isEmpty() || !arrival.emailVerified()) {
            return;
        }
        for (Offer offer : store.offers(tx, arrival.email(), now)) {
            if (accepted.contains(offer.id()) && store.accept(tx, offer.id(), user, now)) {
                PolicyId policy = offer.policy().orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST);
                members.add(tx, offer.organization(), user, policy, now);
                note(
                        tx,
                        Action.INVITATIONS_ACCEPTED,
                        Optional.of(offer.organization()),
                        user,
                        now,
                        Map.of("invitationId", offer.id().value()));
            }
        }
    }

    private void join(Tx tx, Arrival arrival, UserId user, Instant now) {
        arrival.verifiedDomain()
                .flatMap(domain -> store.ofDomain(tx, domain))
                .filter(
                        joining ->
                                members.add(
                                        tx, joining.organization(), user, joining.policy(), now))
                .ifPresent(
                        joining ->
                                note(
                                        tx,
                                        Action.USERS_JOIN_DOMAIN,
                                        Optional.of(joining.organization()),
                                        user,
                                        now,
                                        Map.of("email", arrival.email())));
    }

    private void found(Tx tx, Arrival arrival, UserId user, Instant now) {
        OrganizationId organization = new OrganizationId(ids.letters(12));
        organizations.insert(
                tx,
                new OrganizationStore.Created(
                        organization,
                        name(arrival) + "'s organization",
                        user,
                        Optional.empty(),
                        Optional.of(PolicyId.ORGANIZATION_GUEST_STACK_GUEST)),
                now);
        note(tx, Action.ORGANIZATIONS_CREATED, Optional.of(organization), user, now, Map.of());
    }

    private static String name(Arrival arrival) {
        String name = arrival.name().strip();
        String local = arrival.email().split("@", 2)[0];
        String shown = !name.isEmpty() ? name : !local.isEmpty() ? local : "My";
        return shown.length() > 80 ? shown.substring(0, 80) : shown;
    }

    private void note(
            Tx tx,
            Action action,
            Optional<OrganizationId> organization,
            UserId user,
            Instant now,
            Map<String, String> data) {
        log.append(
                tx,
                new Entry(
                        action,
                        organization,
                        Optional.empty(),
                        Optional.of(new Caller.Person(user)),
                        now,
                        data));
    }
}
