package dev.atrium.membership.organization;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Grants;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.member.MemberStore;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.membership.user.SystemRole;
import dev.atrium.membership.user.User;
import dev.atrium.membership.user.UserStore;
import dev.atrium.storage.ConstraintViolation;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Use cases of organizations.
public final class Organizations {
    private final Database database;
    private final Stores stores;
    private final Grants grants;
    private final SignedIn signedIn;
    private final LogStore log;
    private final Clock clock;
    private final RandomIds ids;

    public record Stores(OrganizationStore organizations, MemberStore members, UserStore users) {}

    public Organizations(
            Database database,
            Stores stores,
            Grants grants,
            SignedIn signedIn,
            LogStore log,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.stores = stores;
        this.grants = grants;
        this.signedIn = signedIn;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    /// What a caller says of an organization.
    ///
    /// @param owner empty for the caller, or for the one that it has
    /// @param defaultPolicy by what the organization gives now
    record Wanted(
            String name,
            Optional<UserId> owner,
            Optional<Domain> domain,
            Function<Optional<PolicyId>, Optional<PolicyId>> defaultPolicy) {}

    Organization read(OrganizationId id) {
        return database.read(tx -> store().find(tx, id)).orElseThrow(() -> missing(id));
    }

    /// Those that somebody belongs to, platform administrators too: what they administer besides is
    /// not theirs. A token bound to one organization shows that one, and so does a client's.
    List<Organization> mine(
            Caller caller, Optional<OrganizationId> bound, String after, int limit) {
        return switch (caller) {
            case Caller.Person person ->
                    database.read(tx -> store().ofMember(tx, person.id(), bound, after, limit));
            case Caller.OrganizationClient client ->
                    client.organization().value().compareTo(after) > 0
                            ? database.read(tx -> store().find(tx, client.organization())).stream()
                                    .toList()
                            : List.of();
        };
    }

    /// Anybody may have an organization made; a platform administrator also for somebody else.
    Organization create(UserId user, Wanted wanted) {
        OrganizationId id = new OrganizationId(ids.letters(12));
        return write(
                wanted,
                tx -> {
                    User creator = account(tx, user);
                    UserId owner = wanted.owner().orElse(user);
                    if (!owner.equals(user)) {
                        requireAdministrator(creator, "make an organization for somebody else");
                        account(tx, owner);
                    }
                    wanted.domain().ifPresent(domain -> requireProof(tx, creator, domain));
                    Optional<PolicyId> joining =
                            wanted.defaultPolicy()
                                    .apply(Optional.of(PolicyId.ORGANIZATION_GUEST_STACK_GUEST));
                    joining.filter(policy -> !PolicyId.BUILT_IN.contains(policy))
                            .ifPresent(
                                    policy -> {
                                        throw new Problem.Invalid(
                                                "defaultPolicyID", "there is no policy " + policy);
                                    });
                    store().insert(
                                    tx,
                                    new OrganizationStore.Created(
                                            id,
                                            wanted.name(),
                                            owner,
                                            wanted.domain().map(Domain::value),
                                            joining),
                                    clock.instant());
                    note(
                            tx,
                            Action.ORGANIZATIONS_CREATED,
                            id,
                            new Caller.Person(user),
                            told(wanted));
                    return store().find(tx, id).orElseThrow(() -> missing(id));
                });
    }

    /// Replaces all that can be said of an organization. Its owner, and a platform administrator,
    /// may also make another member its owner.
    Organization update(Caller caller, OrganizationId id, Wanted wanted) {
        return write(
                wanted,
                tx -> {
                    Organization present = lock(tx, id);
                    wanted.domain()
                            .filter(
                                    domain ->
                                            !present.domain()
                                                    .filter(domain.value()::equalsIgnoreCase)
                                                    .isPresent())
                            .ifPresent(domain -> requireProof(tx, caller, domain));
                    Optional<PolicyId> joining =
                            wanted.defaultPolicy().apply(present.defaultPolicy());
                    joining.filter(policy -> !joining.equals(present.defaultPolicy()))
                            .ifPresent(
                                    policy ->
                                            grants.check(tx, caller, id, Optional.empty(), policy));
                    UserId owner = wanted.owner().orElse(present.owner().id());
                    if (!owner.equals(present.owner().id())) {
                        hand(tx, caller, present, owner);
                    }
                    store().replace(
                                    tx,
                                    id,
                                    new OrganizationStore.Replaced(
                                            wanted.name(),
                                            owner,
                                            wanted.domain().map(Domain::value),
                                            joining),
                                    clock.instant());
                    note(tx, Action.ORGANIZATIONS_UPDATED, id, caller, told(wanted));
                    return store().find(tx, id).orElseThrow(() -> missing(id));
                });
    }

    /// @throws Problem.Conflict while it has stacks that exist or can be restored
    void delete(Caller caller, OrganizationId id) {
        database.writing(
                tx -> {
                    Organization present = lock(tx, id);
                    store().anyStack(tx, id)
                            .ifPresent(
                                    stack -> {
                                        throw new Problem.Conflict(
                                                "organization "
                                                        + id
                                                        + " has stack "
                                                        + stack
                                                        + ": delete its stacks for good (force=true) first");
                                    });
                    stores.members()
                            .everybody(tx, id)
                            .forEach(member -> signedIn.end(tx, member, id));
                    store().delete(tx, id);
                    note(
                            tx,
                            Action.ORGANIZATIONS_DELETED,
                            id,
                            caller,
                            Map.of("name", present.name()));
                });
    }

    private void hand(Tx tx, Caller caller, Organization organization, UserId owner) {
        boolean ownerSays =
                caller instanceof Caller.Person person
                        && person.id().equals(organization.owner().id());
        if (!ownerSays && !administrator(tx, caller)) {
            throw new Problem.Forbidden("only its owner gives an organization to somebody else");
        }
        if (!stores.members()
                .change(
                        tx,
                        organization.id(),
                        owner,
                        PolicyId.ORGANIZATION_ADMIN_STACK_ADMIN,
                        clock.instant())) {
            throw new Problem.NotFound("member", owner.value());
        }
        signedIn.end(tx, organization.owner().id(), organization.id());
        signedIn.end(tx, owner, organization.id());
    }

    /// A domain taken without proof would let somebody else's people join one's own organization.
    private void requireProof(Tx tx, Caller caller, Domain domain) {
        boolean proved =
                switch (caller) {
                    case Caller.Person person -> proved(tx, account(tx, person.id()), domain);
                    case Caller.OrganizationClient _ -> false;
                };
        if (!proved) {
            throw unproved(domain);
        }
    }

    private void requireProof(Tx tx, User user, Domain domain) {
        if (!proved(tx, user, domain)) {
            throw unproved(domain);
        }
    }

    private boolean proved(Tx tx, User user, Domain domain) {
        return user.role() == SystemRole.ADMIN
                || store().provedDomain(tx, user.id(), domain.value());
    }

    private static Problem.Forbidden unproved(Domain domain) {
        return new Problem.Forbidden(
                "domain "
                        + domain
                        + " can be set by somebody who logs in with a verified address in it, or by a platform administrator");
    }

    private boolean administrator(Tx tx, Caller caller) {
        return caller instanceof Caller.Person person
                && account(tx, person.id()).role() == SystemRole.ADMIN;
    }

    private static void requireAdministrator(User user, String what) {
        if (user.role() != SystemRole.ADMIN) {
            throw new Problem.Forbidden("only a platform administrator may " + what);
        }
    }

    private User account(Tx tx, UserId id) {
        return stores.users()
                .find(tx, id)
                .orElseThrow(() -> new Problem.NotFound("user", id.value()));
    }

    private Organization lock(Tx tx, OrganizationId id) {
        if (!store().lock(tx, id)) {
            throw missing(id);
        }
        return store().find(tx, id).orElseThrow(() -> missing(id));
    }

    private Organization write(Wanted wanted, Function<Tx, Organization> work) {
        try {
            return database.write(work);
        } catch (ConstraintViolation.Unique taken) {
            if (!taken.constraint().equals("organizations_domain_key")) {
                throw taken;
            }
            throw new Problem.Conflict(
                    "domain "
                            + wanted.domain().map(Domain::value).orElse("")
                            + " belongs to another organization");
        }
    }

    private static Map<String, String> told(Wanted wanted) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("name", wanted.name());
        wanted.domain().ifPresent(domain -> data.put("domain", domain.value()));
        wanted.owner().ifPresent(owner -> data.put("ownerId", owner.value()));
        return data;
    }

    private void note(
            Tx tx, Action action, OrganizationId id, Caller caller, Map<String, String> data) {
        log.append(tx, Entry.in(id, action, caller, clock.instant(), data));
    }

    private OrganizationStore store() {
        return stores.organizations();
    }

    private static Problem.NotFound missing(OrganizationId id) {
        return new Problem.NotFound("organization", id.value());
    }
}
