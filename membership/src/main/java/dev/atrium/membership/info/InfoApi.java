package dev.atrium.membership.info;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the server says of itself. Nothing here asks the database: these answer while it is away.
public final class InfoApi {
    /// The level of the API, not our release: fctl 2 hides commands from servers below v0.29.0.
    private static final String API_LEVEL = "v3.0.0";

    private final Optional<URI> consoleUrl;

    public InfoApi(Optional<URI> consoleUrl) {
        this.consoleUrl = consoleUrl;
    }

    private record Wire(String version, List<String> capabilities, @Nullable String consoleURL) {}

    public List<Route> routes(Gate gate) {
        return List.of(gate.open(Operation.GET_SERVER_INFO, this::info));
    }

    /// Stands at the root, outside of the API's base path, where probes look for it.
    public Route health() {
        return Route.open(
                Verb.GET,
                "/_healthcheck",
                "healthCheck",
                _ -> Response.json(200, Map.of("status", "up")));
    }

    private Response info(Request request) {
        return Response.json(
                200,
                new Wire(
                        API_LEVEL,
                        List.of("MODULE_SELECTION"),
                        consoleUrl.map(URI::toString).orElse(null)));
    }
}
