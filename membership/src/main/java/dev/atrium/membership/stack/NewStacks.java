package dev.atrium.membership.stack;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.module.Module;
import dev.atrium.membership.module.ModuleStore;
import dev.atrium.membership.region.Catalogue;
import dev.atrium.membership.region.Region;
import dev.atrium.membership.region.RegionStore;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Making stacks.
public final class NewStacks {
    private static final int ID_LETTERS = 4;

    /// Ids are drawn at random; so many that are taken in a row mean that something is wrong.
    private static final int DRAWS = 20;

    private final Database database;
    private final Stores stores;
    private final StackSecrets secrets;
    private final MembershipSettings.Stacks settings;
    private final Clock clock;
    private final RandomIds ids;

    /// What is written and read.
    public record Stores(
            StackStore stacks, ModuleStore modules, RegionStore regions, LogStore log) {}

    public NewStacks(
            Database database,
            Stores stores,
            StackSecrets secrets,
            MembershipSettings.Stacks settings,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.stores = stores;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
    }

    /// @param version empty to leave the choice to us
    record Wish(String name, RegionId region, String version, Map<String, String> metadata) {}

    /// Makes a stack with the modules that every stack has and those that a new one has besides, as
    /// far as its region runs them. Names need not be unique, not even distinct from nothing.
    ///
    /// @throws Problem.NotFound for a region that the organization does not see
    /// @throws Problem.Conflict while the region cannot take stacks
    ShownStack create(OrganizationId organization, Caller caller, Wish wish) {
        return database.write(
                tx -> {
                    Region region = region(tx, organization, wish.region());
                    String version =
                            Catalogue.of(tx, stores.regions(), region.id()).choose(wish.version());
                    Life life =
                            Life.begun(
                                    Life.Reporter.of(settings.managed(), region.agent().awaited()));
                    Instant now = clock.instant();
                    List<String> modules = modules(region);
                    StackId id = insert(tx, organization, wish, version, life, modules, now);
                    Module.Status status =
                            life.status() == Life.Status.READY
                                    ? Module.Status.READY
                                    : Module.Status.UNKNOWN;
                    stores.modules().addAll(tx, organization, id, modules, status, now);
                    stores.log()
                            .append(
                                    tx,
                                    new Entry(
                                            Action.STACKS_CREATED,
                                            Optional.of(organization),
                                            Optional.of(id),
                                            Optional.of(caller),
                                            now,
                                            Map.of(
                                                    "stackId",
                                                    id.value(),
                                                    "name",
                                                    wish.name(),
                                                    "regionId",
                                                    region.id().value(),
                                                    "version",
                                                    version)));
                    return stores.stacks()
                            .find(tx, organization, id)
                            .orElseThrow(() -> new Problem.NotFound("stack", id.value()));
                });
    }

    private Region region(Tx tx, OrganizationId organization, RegionId id) {
        Region region =
                stores.regions()
                        .find(tx, organization, id)
                        .orElseThrow(() -> new Problem.NotFound("region", id.value()));
        if (region.agent().outdated()) {
            throw new Problem.Conflict(
                    "the agent of region " + id + " is outdated: upgrade it first");
        }
        // A stack's address must not change later, and it is the region's with a prefix.
        if (region.baseUrl().isEmpty()) {
            throw new Problem.Conflict(
                    "region " + id + " has no address yet: its agent has to connect first");
        }
        return region;
    }

    private List<String> modules(Region region) {
        return Stream.concat(
                        settings.minimalModules().stream(),
                        settings.additionalModules().stream().filter(region::runs))
                .distinct()
                .toList();
    }

    private StackId insert(
            Tx tx,
            OrganizationId organization,
            Wish wish,
            String version,
            Life life,
            List<String> modules,
            Instant now) {
        for (int draw = 0; draw < DRAWS; draw++) {
            StackId id = new StackId(ids.letters(ID_LETTERS));
            byte[] secret = secrets.seal(organization, id, Secret.of(ids.token()));
            StackStore.Created created =
                    new StackStore.Created(
                            organization,
                            id,
                            wish.name(),
                            wish.region(),
                            version,
                            wish.metadata(),
                            life.status(),
                            modules.contains(Module.STARGATE),
                            secret);
            if (stores.stacks().insert(tx, created, now)) {
                return id;
            }
        }
        throw new Problem.Unavailable("no free id for a stack was found, try again");
    }
}
