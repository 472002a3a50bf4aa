package dev.atrium.console.proxy;

import dev.atrium.console.ConsoleSettings;
import dev.atrium.console.login.SameOrigin;
import dev.atrium.console.session.Session;
import dev.atrium.console.session.Sessions;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import dev.atrium.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `/api/**` of the application is `/**` of Membership, called as the person who is logged in.
public final class ApiProxy {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern PATH = Pattern.compile("/api/[A-Za-z0-9._~%/-]*");

    private final ConsoleSettings settings;
    private final Sessions sessions;
    private final HttpClient http;

    public ApiProxy(ConsoleSettings settings, Sessions sessions, HttpClient http) {
        this.settings = settings;
        this.sessions = sessions;
        this.http = http;
    }

    public List<Route> routes() {
        return List.of(Route.open(Verb.ANY, "/api/<path>", "api", this::forward));
    }

    private Response forward(Request request) {
        Session session =
                request.cookie(settings.cookieName())
                        .flatMap(sessions::find)
                        .orElseThrow(() -> new Problem.Unauthenticated("nobody is logged in"));
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (!reads) {
            SameOrigin.require(request, settings.publicUrl());
            // A form cannot set a header, so no page of another site can make a browser send this
            // request.
            if (request.header("X-Requested-With").isEmpty()) {
                throw new Problem.Forbidden("the header X-Requested-With is missing");
            }
        }
        Session current = sessions.renewed(session);
        HttpRequest.Builder outgoing =
                HttpRequest.newBuilder(target(request))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + current.tokens().access().reveal())
                        .header("Accept", "application/json")
                        .header("X-Request-Id", request.id())
                        .method(
                                request.method(),
                                reads
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        if (!reads) {
            request.header("Content-Type").ifPresent(type -> outgoing.header("Content-Type", type));
        }
        return answer(outgoing.build());
    }

    private Response answer(HttpRequest outgoing) {
        HttpResponse<InputStream> incoming;
        try {
            incoming = http.send(outgoing, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException _) {
            throw new Problem.Unavailable(
                    "Membership cannot be reached at " + settings.membershipUrl());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Problem.Unavailable("interrupted while asking Membership");
        }
        Optional<String> type = incoming.headers().firstValue("Content-Type");
        InputStream body = incoming.body();
        Response response =
                type.isPresent()
                        ? Response.stream(
                                incoming.statusCode(),
                                type.orElseThrow(),
                                out -> {
                                    try (body) {
                                        body.transferTo(out);
                                    }
                                })
                        : Response.empty(incoming.statusCode());
        return response.header("Cache-Control", "no-store");
    }

    private URI target(Request request) {
        String path = request.path();
        if (!PATH.matcher(path).matches()
                || path.contains("..")
                || path.contains("%2e")
                || path.contains("%2E")) {
            throw new Problem.NotFound("path", path);
        }
        String query = request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery();
        try {
            return URI.create(settings.membershipUrl() + path.substring("/api".length()) + query);
        } catch (IllegalArgumentException _) {
            throw new Problem.Invalid("query", "is not a valid part of an address");
        }
    }
}
