package dev.atrium.membership.module;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.rest.Listing;
import dev.atrium.storage.Database;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The modules of a stack over HTTP.
public final class ModuleApi {
    private final Database database;
    private final ModuleStore store;

    public ModuleApi(Database database, ModuleStore store) {
        this.database = database;
        this.store = store;
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
        return List.of(gate.guard(Operation.LIST_MODULES, this::list));
    }

    private Response list(Call call) {
        return new Listing<Module>(
                        "modules",
                        (after, limit) -> read(call, after, limit),
                        Module::name,
                        Wire::of)
                .answer(call.request());
    }

    private List<Module> read(Call call, String after, int limit) {
        return database.read(
                tx -> {
                    List<Module> modules =
                            store.list(tx, call.organization(), call.stack(), after, limit);
                    if (modules.isEmpty()
                            && !store.stackExists(tx, call.organization(), call.stack())) {
                        throw new Problem.NotFound("stack", call.stack().value());
                    }
                    return modules;
                });
    }
}
