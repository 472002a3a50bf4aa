package dev.atrium.membership.issuer;

import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.member.MemberStore;
import dev.atrium.membership.organization.OrganizationStore;
import dev.atrium.membership.user.SystemRole;
import dev.atrium.membership.user.User;
import dev.atrium.membership.user.UserStore;
import dev.atrium.storage.AdvisoryLock;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the account of somebody who has just logged in, and makes one for who was never here. An
/// e-mail address alone never opens an existing account of weight: only an ordinary, declared one
/// that was never used, by a connector that the operator lists, once.
final class People {
    private final PersonStore store = new PersonStore();
    private final UserStore users = new UserStore();
    private final OrganizationStore organizations = new OrganizationStore();
    private final MemberStore members = new MemberStore();
    private final LogStore log = new LogStore();
    private final List<String> linkByEmail;
    private final Clock clock;
    private final RandomIds ids;

    People(List<String> linkByEmail, Clock clock, RandomIds ids) {
        this.linkByEmail = List.copyOf(linkByEmail);
        this.clock = clock;
        this.ids = ids;
    }

    UserId arrive(Tx tx, Who who) {
        // Two first logins of one person at once must not make two accounts.
        AdvisoryLock.acquire(tx, "membership:person:" + who.key());
        Instant now = clock.instant();
        return store.known(tx, who, now)
                .or(() -> declared(tx, who, now))
                .or(() -> linked(tx, who, now))
                .orElseGet(() -> newcomer(tx, who, now));
    }

    private Optional<UserId> declared(Tx tx, Who who, Instant now) {
        if (!who.operators()) {
            return Optional.empty();
        }
        Optional<UserId> user = store.declared(tx, who.subject(), who.federatedConnector());
        user.ifPresent(found -> store.insert(tx, who, found, now));
        return user;
    }

    private Optional<UserId> linked(Tx tx, Who who, Instant now) {
        if (!who.emailVerified() || !linkByEmail.contains(who.connector())) {
            return Optional.empty();
        }
        List<UserId> waiting = store.waitingFor(tx, who.email());
        if (waiting.size() != 1) {
            return Optional.empty();
        }
        store.insert(tx, who, waiting.getFirst(), now);
        append(
                tx,
                Action.USERS_LINKED,
                Optional.empty(),
                waiting.getFirst(),
                Map.of("connector", who.connector(), "subject", who.subject()));
        return Optional.of(waiting.getFirst());
    }

    private UserId newcomer(Tx tx, Who who, Instant now) {
        UserId user = new UserId(ids.uuid().toString());
        users.insert(
                tx,
                new User(user, who.email().isEmpty() ? who.subject() : who.email(), SystemRole.USER),
                now);
        store.insert(tx, who, user, now);
        append(
                tx,
                Action.USERS_CREATED,
                Optional.empty(),
                user,
                Map.of("userId", user.value()));
        Optional<PersonStore.Domain> domain =
                who.verifiedDomain().flatMap(name -> store.organizationOf(tx, name));
        if (domain.isPresent()) {
            join(tx, user, domain.get(), now);
        } else {
            found(tx, user, who, now);
        }
        return user;
    }

    private void join(Tx tx, UserId user, PersonStore.Domain domain, Instant now) {
        members.add(
                tx,
                domain.organization(),
                user,
                domain.policy().orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST),
                now);
        append(
                tx,
                Action.USERS_JOIN_DOMAIN,
                Optional.of(domain.organization()),
                user,
                Map.of("userId", user.value()));
    }

    private void found(Tx tx, UserId user, Who who, Instant now) {
        OrganizationId id = new OrganizationId(ids.letters(12));
        int at = who.email().indexOf('@');
        String name = at > 0 ? who.email().substring(0, at) : who.subject();
        organizations.insert(
                tx,
                new OrganizationStore.Created(
                        id,
                        name,
                        user,
                        Optional.empty(),
                        Optional.of(PolicyId.ORGANIZATION_GUEST_STACK_GUEST)),
                now);
        append(
                tx,
                Action.ORGANIZATIONS_CREATED,
                Optional.of(id),
                user,
                Map.of("name", name));
    }

    private void append(
            Tx tx,
            Action action,
            Optional<OrganizationId> organization,
            UserId user,
            Map<String, String> data) {
        log.append(
                tx,
                new Entry(
                        action,
                        organization,
                        Optional.empty(),
                        Optional.of(user),
                        clock.instant(),
                        data));
    }
}
