package dev.atrium.server.telemetry;

import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import java.util.Map;

/// Errors of the telemetry listener, which only operators read.
public final class PlainErrors implements ErrorEdge {
    @Override
    public Response render(Throwable error, Request request) {
        if (error instanceof Problem.NotFound) {
            // In Dex's words: its telemetry listener is one of those that this edge serves.
            return Response.text(404, "404 page not found\n")
                    .header("X-Content-Type-Options", "nosniff");
        }
        int status =
                switch (error) {
                    case Problem.MethodNotAllowed _ -> 405;
                    case Problem _ -> 400;
                    default -> 500;
                };
        String message =
                error instanceof Problem problem ? problem.text() : "something failed on our side";
        return Response.json(status, Map.of("error", message, "requestId", request.id()));
    }

    @Override
    public Response refuse(int status, String reason) {
        return Response.json(status, Map.of("error", reason));
    }

    @Override
    public boolean expects(Throwable error) {
        return error instanceof Problem;
    }
}
