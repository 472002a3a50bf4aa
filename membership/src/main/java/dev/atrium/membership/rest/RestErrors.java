package dev.atrium.membership.rest;

import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.storage.ConstraintViolation;
import org.jspecify.annotations.Nullable;

/// Every 4xx and 5xx of Membership as `{errorCode, errorMessage}`, those of the web server
/// included:
/// fctl ends with success on an error that has no JSON body.
public final class RestErrors implements ErrorEdge {

    /// @param requestId for the person to quote and the operator to find in the log
    private record Body(String errorCode, String errorMessage, @Nullable String requestId) {}

    @Override
    public Response render(Throwable error, Request request) {
        return switch (error) {
            case Problem problem -> render(problem, request.id());
            case ConstraintViolation _ ->
                    answer(409, "CONFLICT", "the change contradicts what is stored", request.id());
            default ->
                    answer(
                            500,
                            "INTERNAL",
                            "something went wrong on our side; quote request " + request.id(),
                            request.id());
        };
    }

    private static Response render(Problem problem, String id) {
        return switch (problem) {
            case Problem.Invalid invalid -> answer(400, "VALIDATION", invalid.text(), id);
            case Problem.Unauthenticated refused ->
                    answer(401, "UNAUTHORIZED", refused.text(), id)
                            .header("WWW-Authenticate", "Bearer");
            case Problem.Forbidden forbidden -> answer(403, "FORBIDDEN", forbidden.text(), id);
            case Problem.NotFound missing -> answer(404, "NOT_FOUND", missing.text(), id);
            case Problem.MethodNotAllowed wrong ->
                    answer(405, "METHOD_NOT_ALLOWED", wrong.text(), id);
            case Problem.Conflict conflict -> answer(409, "CONFLICT", conflict.text(), id);
            case Problem.TooLarge large -> answer(413, "TOO_LARGE", large.text(), id);
            case Problem.UnsupportedMediaType type ->
                    answer(415, "UNSUPPORTED_MEDIA_TYPE", type.text(), id);
            case Problem.Throttled throttled ->
                    answer(429, "THROTTLED", throttled.text(), id)
                            .header(
                                    "Retry-After",
                                    Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
            case Problem.Unavailable away -> answer(503, "UNAVAILABLE", away.text(), id);
        };
    }

    private static Response answer(int status, String code, String message, String id) {
        return Response.json(status, new Body(code, message, id.isEmpty() ? null : id));
    }

    @Override
    public Response refuse(int status, String reason) {
        return Response.json(
                status, new Body(status < 500 ? "VALIDATION" : "INTERNAL", reason, null));
    }

    @Override
    public boolean expects(Throwable error) {
        return error instanceof Problem || error instanceof ConstraintViolation;
    }
}
