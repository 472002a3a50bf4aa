package dev.atrium.console;

import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import java.util.Map;

/// Problems as the two applications read them: the management API's own shape, plus the request's
/// id.
final class ConsoleErrors implements ErrorEdge {
    @Override
    public Response render(Throwable error, Request request) {
        if (!(error instanceof Problem problem)) {
            return body(
                    500,
                    "INTERNAL",
                    "something failed on our side; the request's id leads to it in the log",
                    request.id());
        }
        return switch (problem) {
            case Problem.Invalid invalid -> body(400, "VALIDATION", invalid.text(), request.id());
            case Problem.Unauthenticated unknown ->
                    body(401, "UNAUTHENTICATED", unknown.text(), request.id());
            case Problem.Forbidden forbidden ->
                    body(403, "FORBIDDEN", forbidden.text(), request.id());
            case Problem.NotFound missing -> body(404, "NOT_FOUND", missing.text(), request.id());
            case Problem.MethodNotAllowed wrong ->
                    body(405, "METHOD_NOT_ALLOWED", wrong.text(), request.id());
            case Problem.Conflict conflict -> body(409, "CONFLICT", conflict.text(), request.id());
            case Problem.TooLarge large -> body(413, "TOO_LARGE", large.text(), request.id());
            case Problem.UnsupportedMediaType type ->
                    body(415, "UNSUPPORTED_MEDIA_TYPE", type.text(), request.id());
            case Problem.Throttled throttled ->
                    body(429, "THROTTLED", throttled.text(), request.id())
                            .header(
                                    "Retry-After",
                                    Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
            case Problem.Unavailable unavailable ->
                    body(503, "UNAVAILABLE", unavailable.text(), request.id());
        };
    }

    @Override
    public Response refuse(int status, String reason) {
        return body(status, "VALIDATION", reason, "");
    }

    @Override
    public boolean expects(Throwable error) {
        return error instanceof Problem;
    }

    private static Response body(int status, String code, String message, String requestId) {
        return Response.json(
                        status,
                        Map.of("errorCode", code, "errorMessage", message, "requestId", requestId))
                .header("Cache-Control", "no-store");
    }
}
