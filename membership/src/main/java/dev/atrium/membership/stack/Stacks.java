package dev.atrium.membership.stack;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Pass;
import dev.atrium.membership.access.Seen;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.region.Catalogue;
import dev.atrium.membership.region.RegionStore;
import dev.atrium.membership.revision.Revisions;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Use cases of stacks that exist. Each change is one transaction with its entry in the log; one
/// that changes nothing writes none.
public final class Stacks {
    private final Database database;
    private final StackStore store;
    private final StackMemory memory;
    private final RegionStore regions;
    private final LogStore log;
    private final boolean managed;
    private final Clock clock;

    /// @param managed whether stacks of regions without an agent follow every wish at once
    public Stacks(
            Database database,
            StackStore store,
            Revisions revisions,
            RegionStore regions,
            LogStore log,
            boolean managed,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.memory = new StackMemory(revisions);
        this.regions = regions;
        this.log = log;
        this.managed = managed;
        this.clock = clock;
    }

    /// A stack of an organization, and who asks.
    record Target(OrganizationId organization, StackId stack, Caller caller) {}

    List<ShownStack> list(
            Pass pass,
            OrganizationId organization,
            StackStore.Shown shown,
            String after,
            int limit) {
        return shown(
                pass,
                new StackMemory.Key(organization, new StackMemory.Part.Page(shown, after, limit)),
                tx -> store.list(tx, pass.asked(), organization, shown, after, limit));
    }

    /// Also one that was deleted, as long as it can be restored.
    ShownStack read(Pass pass, OrganizationId organization, StackId id) {
        return shown(
                        pass,
                        new StackMemory.Key(organization, new StackMemory.Part.One(id)),
                        tx -> store.seen(tx, pass.asked(), organization, id))
                .stream()
                .findFirst()
                .orElseThrow(() -> missing(id));
    }

    private List<ShownStack> shown(
            Pass pass, StackMemory.Key key, Function<Tx, Seen<StackMemory.Kept>> read) {
        return memory.find(pass, key)
                .orElseGet(() -> memory.keep(key, database.read(read).through(pass)));
    }

    /// @param metadata empty to keep what there is
    ShownStack update(Target target, String name, Optional<Map<String, String>> metadata) {
        return database.write(
                tx -> {
                    hold(tx, target).life().refuseDeleted();
                    store.rename(
                            tx,
                            target.organization(),
                            target.stack(),
                            name,
                            metadata,
                            clock.instant());
                    append(tx, target, Action.STACKS_UPDATED, Map.of("name", name));
                    return found(tx, target);
                });
    }

    void disable(Target target) {
        database.writing(
                tx -> {
                    StackStore.Held held = hold(tx, target);
                    held.life()
                            .disabled(reporter(held))
                            .ifPresent(
                                    life ->
                                            move(
                                                    tx,
                                                    target,
                                                    life,
                                                    Action.STACKS_DISABLED,
                                                    Map.of()));
                });
    }

    /// Enables a disabled stack, and keeps an idle one that was about to be cleaned up.
    void enable(Target target) {
        database.writing(
                tx -> {
                    StackStore.Held held = hold(tx, target);
                    Optional<Life> enabled = held.life().enabled(reporter(held));
                    if (enabled.isPresent()) {
                        refuseOutdated(held);
                        move(tx, target, enabled.orElseThrow(), Action.STACKS_ENABLED, Map.of());
                    } else if (held.disposable()) {
                        move(tx, target, held.life(), Action.STACKS_DISPOSAL_RESET, Map.of());
                    }
                });
    }

    /// @param force whether its data is deleted at once, instead of after the time for a change of
    ///     mind
    void delete(Target target, boolean force) {
        database.writing(
                tx -> {
                    StackStore.Held held = hold(tx, target);
                    Life.Reporter reporter = reporter(held);
                    Optional<Life> deleted =
                            force ? held.life().destroyed(reporter) : held.life().deleted(reporter);
                    deleted.ifPresent(
                            life ->
                                    move(
                                            tx,
                                            target,
                                            life,
                                            Action.STACKS_DELETED,
                                            Map.of("force", Boolean.toString(force))));
                });
    }

    ShownStack restore(Target target) {
        return database.write(
                tx -> {
                    StackStore.Held held = hold(tx, target);
                    Optional<Life> restored = held.life().restored(reporter(held));
                    if (restored.isPresent()) {
                        refuseOutdated(held);
                        move(tx, target, restored.orElseThrow(), Action.STACKS_RESTORED, Map.of());
                    }
                    return found(tx, target);
                });
    }

    /// An empty version changes nothing: the Terraform provider sends one with each new name when
    /// nobody configured a version.
    void upgrade(Target target, String version) {
        database.writing(
                tx -> {
                    StackStore.Held held = hold(tx, target);
                    if (version.isEmpty() || version.equals(held.version())) {
                        return;
                    }
                    Life life = held.life().changed(reporter(held));
                    Catalogue.of(tx, regions, held.region()).offered(version);
                    store.version(tx, target.organization(), target.stack(), version);
                    move(
                            tx,
                            target,
                            life,
                            Action.STACKS_UPGRADED,
                            Map.of("from", held.version(), "version", version));
                });
    }

    private StackStore.Held hold(Tx tx, Target target) {
        return store.hold(tx, target.organization(), target.stack())
                .orElseThrow(() -> missing(target.stack()));
    }

    private ShownStack found(Tx tx, Target target) {
        return store.find(tx, target.organization(), target.stack())
                .orElseThrow(() -> missing(target.stack()));
    }

    private static Problem.NotFound missing(StackId id) {
        return new Problem.NotFound("stack", id.value());
    }

    private Life.Reporter reporter(StackStore.Held held) {
        return Life.Reporter.of(managed, held.awaited());
    }

    private static void refuseOutdated(StackStore.Held held) {
        if (held.outdated()) {
            throw new Problem.Conflict(
                    "the agent of region " + held.region() + " is outdated: upgrade it first");
        }
    }

    private void move(Tx tx, Target target, Life life, Action action, Map<String, String> details) {
        store.move(tx, target.organization(), target.stack(), life, clock.instant());
        append(tx, target, action, details);
    }

    private void append(Tx tx, Target target, Action action, Map<String, String> details) {
        Map<String, String> data = new HashMap<>(details);
        data.put("stackId", target.stack().value());
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
