package dev.atrium.membership.stack;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Endpoint;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.access.Pass;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.region.Region;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.RawValue;

/// Stacks over HTTP.
public final class StackApi {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_VERSION = 128;
    private static final int LONGEST_METADATA = 1_024;
    private static final int MOST_METADATA = 64;

    private final Stacks stacks;
    private final NewStacks newStacks;

    public StackApi(Stacks stacks, NewStacks newStacks) {
        this.stacks = stacks;
        this.newStacks = newStacks;
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
            Region.Wire region,
            RawValue modules) {
        static Wire of(Stack stack) {
            Stack.Times times = stack.times();
            Stack.Switches switches = stack.switches();
            return new Wire(
                    stack.id().value(),
                    stack.name(),
                    stack.organization().value(),
                    stack.region().id(),
                    stack.version(),
                    stack.uri(),
                    stack.life().status().name(),
                    stack.life().state().name(),
                    stack.life().expected().name(),
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
                    stack.region(),
                    new RawValue(stack.modules()));
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guardInPassing(Operation.LIST_STACKS, this::list),
                gate.guard(Operation.CREATE_STACK, this::create),
                gate.guardInPassing(
                        Operation.GET_STACK,
                        (call, pass) -> Data.of(200, Wire.of(stacks.read(pass, call.stack())))),
                gate.guard(Operation.UPDATE_STACK, this::update),
                gate.guard(Operation.DELETE_STACK, this::delete),
                gate.guard(Operation.DISABLE_STACK, accepted(stacks::disable)),
                gate.guard(Operation.ENABLE_STACK, accepted(stacks::enable)),
                gate.guard(
                        Operation.RESTORE_STACK,
                        call -> Data.of(202, Wire.of(stacks.restore(target(call))))),
                gate.guard(Operation.UPGRADE_STACK, this::upgrade));
    }

    private Response create(Call call) {
        Body body = Body.of(call.request());
        String region = body.text("regionID", LONGEST_NAME);
        if (region.isEmpty()) {
            throw new Problem.Invalid("regionID", "it is empty");
        }
        NewStacks.Wish wish =
                new NewStacks.Wish(
                        body.text("name", LONGEST_NAME),
                        new RegionId(region),
                        body.optionalText("version", LONGEST_VERSION).orElse(""),
                        metadata(body).orElse(Map.of()));
        return Data.of(202, Wire.of(newStacks.create(call.organization(), call.caller(), wish)));
    }

    /// Metadata that is absent stays as it is: fctl never sends any, and the Terraform provider
    /// keeps a mark of its own there.
    private Response update(Call call) {
        Body body = Body.of(call.request());
        String name = body.text("name", LONGEST_NAME);
        return Data.of(200, Wire.of(stacks.update(target(call), name, metadata(body))));
    }

    private Response delete(Call call) {
        stacks.delete(target(call), call.on("force"));
        return Response.empty(204);
    }

    private Response upgrade(Call call) {
        Body body = Body.of(call.request());
        stacks.upgrade(target(call), body.optionalText("version", LONGEST_VERSION).orElse(""));
        return Response.empty(202);
    }

    private static Endpoint accepted(Consumer<Stacks.Target> change) {
        return call -> {
            change.accept(target(call));
            return Response.empty(202);
        };
    }

    private static Stacks.Target target(Call call) {
        return new Stacks.Target(call.organization(), call.stack(), call.caller());
    }

    private static Optional<Map<String, String>> metadata(Body body) {
        return body.optionalTexts("metadata", MOST_METADATA, LONGEST_METADATA);
    }

    /// `all` adds disabled and deleted stacks; `deleted` is the older switch for the latter.
    private Response list(Call call, Pass pass) {
        boolean all = call.on("all");
        StackStore.Shown shown = new StackStore.Shown(all, all || call.on("deleted"));
        return new Listing<Stack>(
                        "stacks",
                        (after, limit) -> stacks.list(pass, shown, after, limit),
                        stack -> stack.id().value(),
                        Wire::of)
                .answer(call.request());
    }
}
