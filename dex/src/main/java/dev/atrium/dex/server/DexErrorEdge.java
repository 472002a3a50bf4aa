package dev.atrium.dex.server;

import dev.atrium.http.ErrorEdge;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.OAuthEdge;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.keys.SignerUnavailable;
import dev.atrium.oidc.pages.Pages;
import java.util.List;
import java.util.Set;

/// What goes wrong, in Dex's words: JSON for programs, a page for people, a line of text for paths
/// that do not exist.
final class DexErrorEdge implements ErrorEdge {
    private final OAuthEdge oauth;
    private final Pages pages;
    private final ResponseHeaders headers;
    private final Set<String> programs;

    /// @param programs paths that only programs call
    DexErrorEdge(OAuthEdge oauth, Pages pages, ResponseHeaders headers, Set<String> programs) {
        this.oauth = oauth;
        this.pages = pages;
        this.headers = headers;
        this.programs = programs;
    }

    @Override
    public Response render(Throwable error, Request request) {
        return switch (error) {
            case Problem.NotFound _ -> notFound();
            case OAuthProblem problem -> headers.add(oauth.render(problem, request));
            case Problem problem -> headers.add(render(problem, request));
            case SignerUnavailable _ ->
                    headers.add(answer(request, 500, OAuthError.SERVER_ERROR, ""));
            default ->
                    headers.add(
                            answer(
                                    request,
                                    500,
                                    OAuthError.SERVER_ERROR,
                                    "Internal server error."));
        };
    }

    private Response render(Problem problem, Request request) {
        return switch (problem) {
            case Problem.Unavailable _ ->
                    answer(request, 500, OAuthError.SERVER_ERROR, "Database error.");
            case Problem.TooLarge _ ->
                    answer(request, 413, OAuthError.INVALID_REQUEST, problem.text());
            case Problem.Throttled _ -> answer(request, 429, OAuthError.SLOW_DOWN, problem.text());
            case Problem.Invalid _ ->
                    answer(request, 400, OAuthError.INVALID_REQUEST, "Failed to parse request.");
            case Problem.NotFound _,
                    Problem.MethodNotAllowed _,
                    Problem.Conflict _,
                    Problem.Forbidden _,
                    Problem.Unauthenticated _,
                    Problem.UnsupportedMediaType _ ->
                    answer(request, 400, OAuthError.INVALID_REQUEST, problem.text());
        };
    }

    private Response answer(Request request, int status, OAuthError error, String text) {
        return programs.contains(request.path())
                ? OAuthEdge.json(new OAuthProblem.Answered(error, text, status, List.of()))
                : pages.error(status, text, request.id());
    }

    static Response notFound() {
        return Response.text(404, "404 page not found\n")
                .header("X-Content-Type-Options", "nosniff");
    }

    @Override
    public Response refuse(int status, String reason) {
        return Response.text(status, status + " " + reason + "\n");
    }

    @Override
    public boolean expects(Throwable error) {
        return error instanceof OAuthProblem
                || error instanceof Problem
                || error instanceof SignerUnavailable;
    }
}
