package dev.atrium.membership.module;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.region.Region;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Use cases of the modules of stacks. A module is on the list from the moment it is asked for,
/// whatever the cluster has done about it so far, and stays there when it is switched off.
public final class Modules {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private final Database database;
    private final ModuleStore store;
    private final LogStore log;
    private final MembershipSettings.Stacks settings;
    private final Clock clock;

    public Modules(
            Database database,
            ModuleStore store,
            LogStore log,
            MembershipSettings.Stacks settings,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    /// A stack of an organization, and who asks.
    record Target(OrganizationId organization, StackId stack, Caller caller) {}

    List<Module> list(OrganizationId organization, StackId stack, String after, int limit) {
        return database.read(
                tx -> {
                    List<Module> modules = store.list(tx, organization, stack, after, limit);
                    if (modules.isEmpty() && !store.stackExists(tx, organization, stack)) {
                        throw missing(stack);
                    }
                    return modules;
                });
    }

    /// @param typed the module's name in any case
    void enable(Target target, String typed) {
        turn(target, name(typed), Module.State.ENABLED, Action.STACKS_MODULE_ENABLED);
    }

    void disable(Target target, String typed) {
        turn(target, name(typed), Module.State.DISABLED, Action.STACKS_MODULE_DISABLED);
    }

    void enableStargate(Target target) {
        turn(target, Module.STARGATE, Module.State.ENABLED, Action.STACKS_STARGATE_ENABLED);
    }

    void disableStargate(Target target) {
        turn(target, Module.STARGATE, Module.State.DISABLED, Action.STACKS_STARGATE_DISABLED);
    }

    private void turn(Target target, String name, Module.State state, Action action) {
        database.writing(
                tx -> {
                    ModuleStore.Host host =
                            store.hold(tx, target.organization(), target.stack())
                                    .orElseThrow(() -> missing(target.stack()));
                    Optional<Module> found =
                            store.find(tx, target.organization(), target.stack(), name);
                    refuse(host, found, name, state);
                    boolean there = found.filter(module -> module.state() == state).isPresent();
                    boolean stargate =
                            name.equals(Module.STARGATE)
                                    ? state == Module.State.ENABLED
                                    : host.stargate();
                    if (there && stargate == host.stargate()) {
                        return;
                    }
                    write(tx, target, host, name, state, stargate);
                    append(tx, target, action, name);
                });
    }

    private void write(
            Tx tx,
            Target target,
            ModuleStore.Host host,
            String name,
            Module.State state,
            boolean stargate) {
        boolean waits = host.awaited() || !settings.managed();
        Optional<Module.Status> settled =
                waits
                        ? Optional.empty()
                        : Optional.of(
                                state == Module.State.ENABLED
                                        ? Module.Status.READY
                                        : Module.Status.DELETED);
        store.turn(
                tx, target.organization(), target.stack(), name, state, settled, clock.instant());
        store.touch(
                tx, target.organization(), target.stack(), state, waits, stargate, clock.instant());
    }

    private void refuse(
            ModuleStore.Host host, Optional<Module> found, String name, Module.State state) {
        if (state == Module.State.DISABLED) {
            if (settings.minimalModules().contains(name)) {
                throw new Problem.Conflict(
                        "every stack has the module \"" + name + "\", it cannot be switched off");
            }
            if (found.isEmpty() && !name.equals(Module.STARGATE)) {
                throw new Problem.NotFound("module", name);
            }
            return;
        }
        if (host.deleted()) {
            throw new Problem.Conflict("the stack is deleted: restore it first");
        }
        if (found.isEmpty() && !Region.runs(host.capabilities(), name)) {
            throw new Problem.Conflict("the stack's region runs no module \"" + name + "\"");
        }
    }

    private static String name(String typed) {
        String name = typed.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new Problem.Invalid(
                    "name",
                    typed.isEmpty()
                            ? "it is missing: name a module in the query"
                            : "expected a module's name, a letter and up to 62 of a-z 0-9 -");
        }
        return name;
    }

    private static Problem.NotFound missing(StackId stack) {
        return new Problem.NotFound("stack", stack.value());
    }

    private void append(Tx tx, Target target, Action action, String module) {
        Map<String, String> data = new HashMap<>();
        data.put("stackId", target.stack().value());
        data.put("name", module);
        log.append(
                tx,
                new Entry(
                        action,
                        Optional.of(target.organization()),
                        Optional.of(target.stack()),
                        Optional.of(target.caller()),
                        clock.instant(),
                        data));
    }
}
