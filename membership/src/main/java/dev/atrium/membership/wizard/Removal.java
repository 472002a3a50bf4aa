package dev.atrium.membership.wizard;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.region.RegionStore;
import dev.atrium.membership.stack.Life;
import dev.atrium.membership.stack.StackStore;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.storage.AdvisoryLock;
import dev.atrium.storage.ConstraintViolation;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Deletes single objects, for whoever sits at the database. Nothing that others hang on goes with
/// them: stacks keep their region and organization, organizations their owner.
public final class Removal {
    private final Database database;
    private final Inventory inventory;
    private final SignedIn signedIn;
    private final boolean managed;
    private final Clock clock;
    private final WizardStore store = new WizardStore();
    private final RegionStore regions = new RegionStore();
    private final StackStore stacks = new StackStore();
    private final LogStore log = new LogStore();

    /// @param managed whether stacks of regions without an agent follow every wish at once
    public Removal(Database database, SignedIn signedIn, boolean managed, Clock clock) {
        this.database = database;
        this.inventory = new Inventory(database);
        this.signedIn = signedIn;
        this.managed = managed;
        this.clock = clock;
    }

    /// Whatever they are signed in with ends at once.
    ///
    /// @param name an id, or an e-mail address that one account has
    /// @throws Problem.Conflict for the owner of an organization
    public Found.User user(String name) {
        return alone(
                tx -> {
                    Found.User user = inventory.user(tx, name);
                    List<OrganizationId> owned = store.ownedBy(tx, user.id());
                    if (!owned.isEmpty()) {
                        throw new Problem.Conflict(
                                "user "
                                        + user.id()
                                        + " owns organization "
                                        + owned.getFirst()
                                        + ": give it another owner, or delete it first");
                    }
                    signedIn.end(tx, user.id());
                    store.deleteUser(tx, user.id());
                    append(
                            tx,
                            Action.USERS_DELETED,
                            Optional.empty(),
                            Optional.empty(),
                            Map.of("userId", user.id().value()));
                    return user;
                });
    }

    /// Removes the organization with all that belongs to it.
    ///
    /// @throws Problem.Conflict while it has stacks, or ones that can be restored
    public void organization(OrganizationId id) {
        alone(
                tx -> {
                    Found.Organization organization = inventory.organization(tx, id);
                    store.anyStack(tx, id)
                            .ifPresent(
                                    stack -> {
                                        throw new Problem.Conflict(
                                                "organization "
                                                        + id
                                                        + " has stack "
                                                        + stack
                                                        + ": delete its stacks with --force first");
                                    });
                    store.users(tx, Optional.of(id))
                            .forEach(member -> signedIn.end(tx, member.id(), id));
                    store.deleteOrganization(tx, id);
                    append(
                            tx,
                            Action.ORGANIZATIONS_DELETED,
                            Optional.of(id),
                            Optional.empty(),
                            Map.of("name", organization.name()));
                    return id;
                });
    }

    /// @throws Problem.Conflict while stacks run in it
    public void region(RegionId id) {
        try {
            alone(
                    tx -> {
                        Found.Region region = inventory.region(tx, id);
                        append(
                                tx,
                                Action.REGIONS_DELETED,
                                region.organization(),
                                Optional.empty(),
                                Map.of("regionId", id.value(), "name", region.name()));
                        return regions.delete(tx, region.organization(), id);
                    });
        } catch (ConstraintViolation.ForeignKey _) {
            throw new Problem.Conflict(
                    "region "
                            + id
                            + " still has stacks: delete them with --force first, those that can be restored too");
        }
    }

    /// @param organization may be left out where one organization alone has a stack of the id
    /// @param force whether its data is deleted at once, instead of after the time for a change of
    ///     mind
    /// @return false when it was deleted before
    public boolean stack(Optional<OrganizationId> organization, StackId id, boolean force) {
        return alone(
                tx -> {
                    OrganizationId owner = inventory.stack(tx, organization, id).organization();
                    StackStore.Held held =
                            stacks.hold(tx, owner, id)
                                    .orElseThrow(() -> new Problem.NotFound("stack", id.value()));
                    Life.Reporter reporter = Life.Reporter.of(managed, held.awaited());
                    Optional<Life> deleted =
                            force ? held.life().destroyed(reporter) : held.life().deleted(reporter);
                    deleted.ifPresent(
                            life -> {
                                stacks.move(tx, owner, id, life, clock.instant());
                                append(
                                        tx,
                                        Action.STACKS_DELETED,
                                        Optional.of(owner),
                                        Optional.of(id),
                                        Map.of(
                                                "stackId",
                                                id.value(),
                                                "force",
                                                Boolean.toString(force)));
                            });
                    return deleted.isPresent();
                });
    }

    private <T> T alone(Function<Tx, T> work) {
        return database.write(
                tx -> {
                    AdvisoryLock.acquire(tx, Configuration.LOCK);
                    return work.apply(tx);
                });
    }

    private void append(
            Tx tx,
            Action action,
            Optional<OrganizationId> organization,
            Optional<StackId> stack,
            Map<String, String> data) {
        log.append(
                tx,
                new Entry(action, organization, stack, Optional.empty(), clock.instant(), data));
    }
}
