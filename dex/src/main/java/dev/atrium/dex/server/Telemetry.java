package dev.atrium.dex.server;

import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import dev.atrium.kernel.Problem;
import dev.atrium.storage.Database;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What operators' tools ask of the role, on a listener of its own: metrics and health.
public final class Telemetry {
    private final Database database;
    private final Supplier<String> metrics;

    /// @param metrics in the text format of Prometheus
    public Telemetry(Database database, Supplier<String> metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    public List<Route> routes() {
        return List.of(
                Route.open(Verb.GET, "/metrics", "metrics", this::metrics),
                Route.open(Verb.GET, "/healthz", "health", this::checks),
                Route.open(Verb.GET, "/healthz/live", "liveness", _ -> Response.text(200, "ok")),
                Route.open(Verb.GET, "/healthz/ready", "readiness", this::checks));
    }

    private Response metrics(Request request) {
        return Response.of(
                200,
                "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                metrics.get().getBytes(StandardCharsets.UTF_8));
    }

    private Response checks(Request request) {
        boolean answers = database.answers();
        return Response.json(
                answers ? 200 : 503,
                Map.of("checks", Map.of("storage", answers ? "passing" : "failing")));
    }

    /// Plain text for whatever else is asked.
    public static final class Edge implements ErrorEdge {
        @Override
        public Response render(Throwable error, Request request) {
            return error instanceof Problem
                    ? DexErrorEdge.notFound()
                    : Response.text(500, "Internal Server Error\n");
        }

        @Override
        public Response refuse(int status, String reason) {
            return Response.text(status, reason + "\n");
        }

        @Override
        public boolean expects(Throwable error) {
            return error instanceof Problem;
        }
    }
}
