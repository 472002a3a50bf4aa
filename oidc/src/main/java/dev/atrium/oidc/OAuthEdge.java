package dev.atrium.oidc;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.pages.Pages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where a refusal of the protocol becomes an answer.
public final class OAuthEdge {
    private static final Logger LOG = LoggerFactory.getLogger(OAuthEdge.class);

    private final Pages pages;
    private final Optional<String> issuer;

    public OAuthEdge(Pages pages) {
        this(pages, Optional.empty());
    }

    /// @param issuer to name in refusals that go through the browser (RFC 9207), where it is wanted
    public OAuthEdge(Pages pages, Optional<String> issuer) {
        this.pages = pages;
        this.issuer = issuer;
    }

    public Response render(OAuthProblem problem, Request request) {
        return switch (problem) {
            case OAuthProblem.Answered answered -> json(answered);
            case OAuthProblem.Redirected redirected -> redirect(redirected, request);
            case OAuthProblem.Shown shown -> {
                shown.reason()
                        .ifPresent(
                                reason ->
                                        LOG.atWarn()
                                                .addKeyValue("request_id", request.id())
                                                .setCause(reason)
                                                .log(shown.message()));
                yield pages.error(shown.status(), shown.message(), request.id());
            }
        };
    }

    /// The body that all refusals told to programs share (RFC 6749 section 5.2).
    public static Response json(OAuthProblem.Answered answered) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", answered.error().wire());
        if (!answered.description().isEmpty()) {
            members.put("error_description", answered.description());
        }
        Response response =
                Response.of(answered.status(), "application/json", JsonText.compact(members));
        for (Response.Header header : answered.headers()) {
            response = response.header(header.name(), header.value());
        }
        return response;
    }

    private Response redirect(OAuthProblem.Redirected problem, Request request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", problem.error().wire());
        parameters.put("error_description", problem.description());
        parameters.put("state", problem.state());
        issuer.ifPresent(name -> parameters.put("iss", name));
        Response response =
                Redirects.to(request, 303, Redirects.withQuery(problem.redirectUri(), parameters));
        return problem.cookie().map(response::cookie).orElse(response);
    }
}
