package dev.atrium.membership.issuer;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.oidc.JsonText;
import dev.atrium.oidc.OAuthEdge;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.pages.Pages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What goes wrong on the issuer's paths: JSON for programs, a page for people, each with the
/// request's id.
public final class IssuerErrors {
    private final String root;
    private final Set<String> people;
    private final Set<String> programs;
    private final Pages pages;
    private final OAuthEdge oauth;

    IssuerErrors(
            String root, Set<String> people, Set<String> programs, Pages pages, OAuthEdge oauth) {
        this.root = root;
        this.people = people;
        this.programs = programs;
        this.pages = pages;
        this.oauth = oauth;
    }

    /// Whether an error is the issuer's to tell rather than the API's.
    public boolean tells(Throwable error, Request request) {
        return error instanceof OAuthProblem || forPeople(request) || forPrograms(request);
    }

    public Response render(Throwable error, Request request) {
        return switch (error) {
            case OAuthProblem.Answered answered -> json(answered, request);
            case OAuthProblem problem -> oauth.render(problem, request);
            case Problem problem -> render(problem, request);
            default ->
                    answer(
                            request,
                            500,
                            OAuthError.SERVER_ERROR,
                            "Something went wrong on our side. Please quote request "
                                    + request.id()
                                    + ".");
        };
    }

    private Response render(Problem problem, Request request) {
        return switch (problem) {
            case Problem.Unavailable _ ->
                    answer(
                            request,
                            503,
                            OAuthError.TEMPORARILY_UNAVAILABLE,
                            "This service cannot answer just now. Please try again in a moment.");
            case Problem.TooLarge _ -> refused(request, 413, problem);
            case Problem.Throttled throttled ->
                    answer(request, 429, OAuthError.SLOW_DOWN, problem.text())
                            .header(
                                    "Retry-After",
                                    Long.toString(Math.max(1, throttled.retryAfter().toSeconds())));
            case Problem.NotFound _ -> refused(request, 404, problem);
            case Problem.MethodNotAllowed _ -> refused(request, 405, problem);
            case Problem.UnsupportedMediaType _ -> refused(request, 415, problem);
            case Problem.Invalid _,
                    Problem.Conflict _,
                    Problem.Forbidden _,
                    Problem.Unauthenticated _ ->
                    refused(request, 400, problem);
        };
    }

    private Response refused(Request request, int status, Problem problem) {
        return answer(request, status, OAuthError.INVALID_REQUEST, problem.text());
    }

    private Response answer(Request request, int status, OAuthError error, String text) {
        return forPeople(request)
                ? pages.error(status, text, request.id())
                : json(new OAuthProblem.Answered(error, text, status, List.of()), request);
    }

    private static Response json(OAuthProblem.Answered answered, Request request) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", answered.error().wire());
        if (!answered.description().isEmpty()) {
            members.put("error_description", answered.description());
        }
        members.put("request_id", request.id());
        Response response =
                Response.of(answered.status(), "application/json", JsonText.compact(members))
                        .header("Cache-Control", "no-store");
        for (Response.Header header : answered.headers()) {
            response = response.header(header.name(), header.value());
        }
        return response;
    }

    private boolean forPeople(Request request) {
        String path = request.path();
        return path.startsWith(root + "/login/")
                || path.startsWith(root + "/invitations/")
                || (path.startsWith(root) && people.contains(path.substring(root.length())));
    }

    private boolean forPrograms(Request request) {
        String path = request.path();
        return path.startsWith(root) && programs.contains(path.substring(root.length()));
    }
}
