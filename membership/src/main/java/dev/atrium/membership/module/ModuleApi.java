package dev.atrium.membership.module;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Endpoint;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.rest.Listing;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The modules of a stack over HTTP.
public final class ModuleApi {
    private final Modules modules;

    public ModuleApi(Modules modules) {
        this.modules = modules;
    }

    /// @param clusterStatus an object or absent; clients fail on anything else
    public record Wire(
            String name,
            String state,
            String status,
            Instant lastStatusUpdate,
            Instant lastStateUpdate,
            @Nullable JsonNode clusterStatus) {
        public static Wire of(Module module) {
            return new Wire(
                    module.name(),
                    module.state().name(),
                    module.status().name(),
                    module.lastStatusUpdate(),
                    module.lastStateUpdate(),
                    module.clusterStatus().filter(JsonNode::isObject).orElse(null));
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_MODULES, this::list),
                gate.guard(Operation.ENABLE_MODULE, named(modules::enable)),
                gate.guard(Operation.DISABLE_MODULE, named(modules::disable)),
                gate.guard(Operation.ENABLE_STARGATE, accepted(modules::enableStargate)),
                gate.guard(Operation.DISABLE_STARGATE, accepted(modules::disableStargate)));
    }

    private Response list(Call call) {
        return new Listing<Module>(
                        "modules",
                        (after, limit) ->
                                modules.list(call.organization(), call.stack(), after, limit),
                        Module::name,
                        Wire::of)
                .answer(call.request());
    }

    /// The module's name is in the query, and there is no body.
    private static Endpoint named(BiConsumer<Modules.Target, String> change) {
        return call -> {
            change.accept(target(call), call.request().query().text("name"));
            return Response.empty(202);
        };
    }

    private static Endpoint accepted(Consumer<Modules.Target> change) {
        return call -> {
            change.accept(target(call));
            return Response.empty(202);
        };
    }

    private static Modules.Target target(Call call) {
        return new Modules.Target(call.organization(), call.stack(), call.caller());
    }
}
