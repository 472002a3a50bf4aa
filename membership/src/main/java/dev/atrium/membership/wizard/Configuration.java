package dev.atrium.membership.wizard;

import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.storage.AdvisoryLock;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Creates one object, or the four of a new installation, as somebody typed them. Whatever exists
/// under the same id, or without one under the same name, is compared and never changed; saying the
/// same twice is harmless. Each call is one transaction, and one at a time.
public final class Configuration {
    static final String LOCK = "membership:wizard";

    private final Database database;
    private final Creator creator;
    private final RandomIds ids;

    public Configuration(
            Database database,
            MembershipSettings.Stacks stacks,
            MasterKey key,
            Clock clock,
            RandomIds ids) {
        this(database, new Creator(key, stacks, clock, ids), ids);
    }

    Configuration(Database database, Creator creator, RandomIds ids) {
        this.database = database;
        this.creator = creator;
        this.ids = ids;
    }

    /// @param created false for what was there already
    /// @param secret what nobody can read again: of a region's agent, or of a stack
    /// @param warnings about what is only unwise
    public record Made<T extends Found>(
            T object, boolean created, Optional<Secret> secret, List<String> warnings) {
        public Made {
            warnings = List.copyOf(warnings);
        }
    }

    /// What a new installation begins with.
    public record Beginning(
            Made<Found.User> user,
            Made<Found.Organization> organization,
            Made<Found.Region> region,
            Made<Found.Stack> stack) {}

    /// Reads `email`, `id` and `role`; with `organizationId` the user becomes a member of it in the
    /// `organizationRole`.
    ///
    /// @throws dev.atrium.kernel.config.ConfigProblem when something that was typed cannot be read
    /// @throws WizardProblem when it does not fit what exists
    public Made<Found.User> createUser(Typed typed) {
        return alone(additions -> additions.user(typed));
    }

    /// Reads what a file says of an organization; `ownerEmail` may stand in for `ownerId`, and an
    /// address that nobody has becomes a user.
    public Made<Found.Organization> createOrganization(Typed typed) {
        return alone(additions -> additions.organization(typed));
    }

    /// Reads what a file says of a region, `production`, and whether there is an `agent`. Without
    /// `organizationId` it is a public one, which has no agent unless somebody says so.
    public Made<Found.Region> createRegion(Typed typed) {
        return alone(additions -> additions.region(typed));
    }

    public Made<Found.Stack> createStack(Typed typed) {
        return alone(additions -> additions.stack(typed));
    }

    /// The user owns the organization, which has the region, in which the stack is ready to use.
    public Beginning begin(Typed user, Typed organization, Typed region, Typed stack) {
        return alone(additions -> additions.begin(user, organization, region, stack));
    }

    private <T> T alone(Function<Additions, T> work) {
        return database.write(
                tx -> {
                    AdvisoryLock.acquire(tx, LOCK);
                    return work.apply(new Additions(tx, creator, ids));
                });
    }
}
