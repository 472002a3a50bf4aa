package dev.atrium.membership;

import dev.atrium.http.Route;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.GrantStore;
import dev.atrium.membership.access.Grants;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.module.ModuleApi;
import dev.atrium.membership.module.ModuleStore;
import dev.atrium.membership.module.Modules;
import dev.atrium.membership.region.RegionAccessStore;
import dev.atrium.membership.region.RegionApi;
import dev.atrium.membership.region.RegionStore;
import dev.atrium.membership.region.Regions;
import dev.atrium.membership.revision.RevisionStore;
import dev.atrium.membership.revision.Revisions;
import dev.atrium.membership.stack.NewStacks;
import dev.atrium.membership.stack.StackApi;
import dev.atrium.membership.stack.StackSecretStore;
import dev.atrium.membership.stack.StackSecrets;
import dev.atrium.membership.stack.StackStore;
import dev.atrium.membership.stack.Stacks;
import dev.atrium.membership.stackuser.StackUserApi;
import dev.atrium.membership.stackuser.StackUserStore;
import dev.atrium.membership.stackuser.StackUsers;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// The part of the API that is about stacks, where they run and who may use them, put together.
final class StackFeatures {
    private final RegionApi regions;
    private final StackApi stacks;
    private final ModuleApi modules;
    private final StackUserApi users;

    StackFeatures(MembershipApi.Surroundings around, LogStore log) {
        Database database = around.database();
        Clock clock = around.clock();
        MembershipSettings.Stacks settings = around.settings().stacks();
        RegionStore regionStore = new RegionStore();
        StackStore stackStore = new StackStore();
        ModuleStore moduleStore = new ModuleStore();
        regions =
                new RegionApi(
                        new Regions(
                                database,
                                regionStore,
                                new RegionAccessStore(),
                                log,
                                clock,
                                around.ids()));
        stacks =
                new StackApi(
                        new Stacks(
                                database,
                                stackStore,
                                new Revisions(database, new RevisionStore()),
                                regionStore,
                                log,
                                settings.managed(),
                                clock),
                        new NewStacks(
                                database,
                                new NewStacks.Stores(stackStore, moduleStore, regionStore, log),
                                new StackSecrets(new StackSecretStore(), around.master()),
                                settings,
                                clock,
                                around.ids()));
        modules = new ModuleApi(new Modules(database, moduleStore, log, settings, clock));
        users =
                new StackUserApi(
                        new StackUsers(
                                database,
                                new StackUserStore(),
                                new Grants(new GrantStore()),
                                log,
                                clock));
    }

    List<Route> routes(Gate gate) {
        return Stream.of(
                        regions.routes(gate),
                        stacks.routes(gate),
                        modules.routes(gate),
                        users.routes(gate))
                .flatMap(List::stream)
                .toList();
    }
}
