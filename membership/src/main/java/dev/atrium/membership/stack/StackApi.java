package dev.atrium.membership.stack;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.module.ModuleApi;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Stacks over HTTP.
public final class StackApi {
    private final Stacks stacks;

    public StackApi(Stacks stacks) {
        this.stacks = stacks;
    }

    private record Wire(
            String id,
            String name,
            String organizationId,
            String regionID,
            String version,
            String uri,
            String status,
            String state,
            String expectedStatus,
            Instant lastStateUpdate,
            Instant lastExpectedStatusUpdate,
            Instant lastStatusUpdate,
            boolean reachable,
            @Nullable Instant lastReachableUpdate,
            @Nullable Instant warnedAt,
            @Nullable Instant disposableSince,
            boolean stargateEnabled,
            boolean synchronised,
            boolean auditEnabled,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant disabledAt,
            @Nullable Instant deletedAt,
            Map<String, String> metadata,
            List<ModuleApi.Wire> modules) {
        static Wire of(Stack stack) {
            Stack.Times times = stack.times();
            Stack.Switches switches = stack.switches();
            return new Wire(
                    stack.id().value(),
                    stack.name(),
                    stack.organization().value(),
                    stack.region().value(),
                    stack.version(),
                    stack.uri(),
                    stack.status().name(),
                    stack.state().name(),
                    stack.expectedStatus().name(),
                    times.lastStateUpdate(),
                    times.lastExpectedStatusUpdate(),
                    times.lastStatusUpdate(),
                    switches.reachable(),
                    times.lastReachableUpdate().orElse(null),
                    times.warnedAt().orElse(null),
                    times.disposableSince().orElse(null),
                    switches.stargate(),
                    switches.synchronised(),
                    switches.audit(),
                    times.createdAt(),
                    times.updatedAt(),
                    times.disabledAt().orElse(null),
                    times.deletedAt().orElse(null),
                    stack.metadata(),
                    stack.modules().stream().map(ModuleApi.Wire::of).toList());
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_STACKS, this::list),
                gate.guard(
                        Operation.GET_STACK,
                        call ->
                                Data.of(
                                        200,
                                        Wire.of(stacks.read(call.organization(), call.stack())))));
    }

    /// `all` adds disabled and deleted stacks; `deleted` is the older switch for the latter.
    private Response list(Call call) {
        boolean all = call.on("all");
        StackStore.Shown shown = new StackStore.Shown(all, all || call.on("deleted"));
        return new Listing<Stack>(
                        "stacks",
                        (after, limit) -> stacks.list(call.organization(), shown, after, limit),
                        stack -> stack.id().value(),
                        Wire::of)
                .answer(call.request());
    }
}
