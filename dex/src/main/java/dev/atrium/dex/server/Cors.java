package dev.atrium.dex.server;

import dev.atrium.http.Handler;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.OAuthEdge;
import dev.atrium.oidc.OAuthProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Cross-origin requests from the origins that the configuration names
/// (https://fetch.spec.whatwg.org/#http-cors-protocol). Credentials are never allowed.
final class Cors {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final Set<String> SIMPLE_HEADERS =
            Set.of("accept", "accept-language", "content-language", "origin");

    private final List<String> origins;
    private final List<String> headers;

    Cors(List<String> origins, List<String> headers) {
        this.origins = List.copyOf(origins);
        this.headers = List.copyOf(headers);
    }

    /// The same handler for callers from other origins, whose errors they may read too.
    Handler around(Handler handler, OAuthEdge errors) {
        if (origins.isEmpty()) {
            return handler;
        }
        return request -> {
            if (request.method().equals("OPTIONS")) {
                return preflight(request);
            }
            Response response;
            try {
                response = handler.handle(request);
            } catch (OAuthProblem problem) {
                response = errors.render(problem, request);
            }
            return allowed(request).map(new Marking(response)::with).orElse(response);
        };
    }

    private Response preflight(Request request) {
        Optional<String> origin = allowed(request);
        if (origin.isEmpty()) {
            return Response.empty(200);
        }
        Optional<String> method = request.header("Access-Control-Request-Method");
        if (method.isEmpty()) {
            return Response.empty(400);
        }
        if (!METHODS.contains(method.orElseThrow())) {
            return Response.empty(405);
        }
        List<String> granted = new ArrayList<>();
        for (String name : requestedHeaders(request)) {
            if (SIMPLE_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (headers.stream().noneMatch(name::equalsIgnoreCase)) {
                return Response.empty(403);
            }
            granted.add(canonical(name));
        }
        Response response = new Marking(Response.empty(200)).with(origin.orElseThrow());
        return granted.isEmpty()
                ? response
                : response.header("Access-Control-Allow-Headers", String.join(",", granted));
    }

    /// What to answer in `Access-Control-Allow-Origin`, if anything.
    private Optional<String> allowed(Request request) {
        return request.header("Origin")
                .filter(origin -> !origin.isEmpty())
                .flatMap(
                        origin ->
                                origins.contains("*")
                                        ? Optional.of("*")
                                        : Optional.of(origin).filter(origins::contains));
    }

    private static List<String> requestedHeaders(Request request) {
        return request.header("Access-Control-Request-Headers").stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /// `x-requested-with` as `X-Requested-With`.
    private static String canonical(String name) {
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("-"))
                .map(
                        part ->
                                part.isEmpty()
                                        ? part
                                        : Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining("-"));
    }

    private final class Marking {
        private final Response response;

        Marking(Response response) {
            this.response = response;
        }

        Response with(String origin) {
            Response marked = response.header("Access-Control-Allow-Origin", origin);
            return origins.size() > 1 ? marked.header("Vary", "Origin") : marked;
        }
    }
}
