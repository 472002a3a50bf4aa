package dev.atrium.membership.wizard;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.User;
import dev.atrium.membership.user.UserStore;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an installation has, for whoever sits at its database: nobody's rights are asked.
public final class Inventory {
    private final Database database;
    private final WizardStore store = new WizardStore();
    private final UserStore users = new UserStore();

    public Inventory(Database database) {
        this.database = database;
    }

    /// @param organization empty for everybody, else its members
    public List<Found.User> users(Optional<OrganizationId> organization) {
        return database.read(tx -> store.users(tx, known(tx, organization)));
    }

    /// @param name an id, or an e-mail address that one account has
    /// @throws Problem.NotFound when there is no such account
    /// @throws Problem.Conflict when several have the address
    public Found.User user(String name) {
        return database.read(tx -> user(tx, name));
    }

    Found.User user(Tx tx, String name) {
        return store.user(tx, new UserId(name))
                .or(() -> byEmail(tx, name).flatMap(user -> store.user(tx, user.id())))
                .orElseThrow(() -> new Problem.NotFound("user", name));
    }

    private Optional<User> byEmail(Tx tx, String email) {
        List<User> same = users.byEmail(tx, email);
        if (same.size() > 1) {
            throw new Problem.Conflict(
                    "there are several users of "
                            + email
                            + ", with the ids "
                            + same.stream()
                                    .map(user -> user.id().value())
                                    .collect(Collectors.joining(", ")));
        }
        return same.stream().findFirst();
    }

    public List<Found.Organization> organizations() {
        return database.read(store::organizations);
    }

    public Found.Organization organization(OrganizationId id) {
        return database.read(tx -> organization(tx, id));
    }

    Found.Organization organization(Tx tx, OrganizationId id) {
        return store.organization(tx, id)
                .orElseThrow(() -> new Problem.NotFound("organization", id.value()));
    }

    /// @param organization empty for every region, else its own and the public ones
    public List<Found.Region> regions(Optional<OrganizationId> organization) {
        return database.read(tx -> store.regions(tx, known(tx, organization)));
    }

    public Found.Region region(RegionId id) {
        return database.read(tx -> region(tx, id));
    }

    Found.Region region(Tx tx, RegionId id) {
        return store.region(tx, id).orElseThrow(() -> new Problem.NotFound("region", id.value()));
    }

    /// Deleted ones as well, as long as they can be restored.
    ///
    /// @param organization empty for every stack
    public List<Found.Stack> stacks(Optional<OrganizationId> organization) {
        return database.read(tx -> store.stacks(tx, known(tx, organization), Optional.empty()));
    }

    /// @param organization may be left out where one organization alone has a stack of the id
    public Found.Stack stack(Optional<OrganizationId> organization, StackId id) {
        return database.read(tx -> stack(tx, organization, id));
    }

    Found.Stack stack(Tx tx, Optional<OrganizationId> organization, StackId id) {
        List<Found.Stack> same = store.stacks(tx, organization, Optional.of(id));
        if (same.size() > 1) {
            throw new Problem.Conflict(
                    "there are several stacks with the id "
                            + id
                            + ", in the organizations "
                            + same.stream()
                                    .map(stack -> stack.organization().value())
                                    .collect(Collectors.joining(", ")));
        }
        return same.stream()
                .findFirst()
                .orElseThrow(() -> new Problem.NotFound("stack", id.value()));
    }

    /// An empty list of an organization that does not exist would be misread.
    private Optional<OrganizationId> known(Tx tx, Optional<OrganizationId> organization) {
        organization.ifPresent(id -> organization(tx, id));
        return organization;
    }
}
