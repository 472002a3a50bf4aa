package dev.atrium.membership.stack;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.module.Module;
import dev.atrium.membership.module.ModuleStore;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Use cases of stacks.
public final class Stacks {
    private final Database database;
    private final StackStore store;
    private final ModuleStore modules;

    public Stacks(Database database, StackStore store, ModuleStore modules) {
        this.database = database;
        this.store = store;
        this.modules = modules;
    }

    List<Stack> list(OrganizationId organization, StackStore.Shown shown, String after, int limit) {
        return database.read(
                tx ->
                        withModules(
                                tx,
                                organization,
                                store.list(tx, organization, shown, after, limit)));
    }

    /// Also one that was deleted, as long as it can be restored.
    Stack read(OrganizationId organization, StackId id) {
        return database.read(
                tx ->
                        store.find(tx, organization, id)
                                .map(stack -> withModules(tx, organization, List.of(stack)))
                                .orElseThrow(() -> new Problem.NotFound("stack", id.value()))
                                .getFirst());
    }

    private List<Stack> withModules(Tx tx, OrganizationId organization, List<Stack> stacks) {
        if (stacks.isEmpty()) {
            return stacks;
        }
        Map<StackId, List<Module>> found =
                modules.ofStacks(tx, organization, stacks.stream().map(Stack::id).toList()).stream()
                        .collect(Collectors.groupingBy(Module::stack));
        return stacks.stream()
                .map(stack -> stack.with(found.getOrDefault(stack.id(), List.of())))
                .toList();
    }
}
