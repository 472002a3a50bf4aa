package dev.atrium.dex.server;

import dev.atrium.http.Handler;
import dev.atrium.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The headers that the configuration adds to every answer but theme files and unknown paths. A
/// configured one takes the place of ours.
final class ResponseHeaders {
    private final Map<String, String> configured;

    ResponseHeaders(Map<String, String> configured) {
        this.configured = Map.copyOf(configured);
    }

    Handler around(Handler handler) {
        return request -> add(handler.handle(request));
    }

    Response add(Response response) {
        if (configured.isEmpty()) {
            return response;
        }
        List<Response.Header> headers = new ArrayList<>();
        for (Response.Header header : response.headers()) {
            if (configured.keySet().stream().noneMatch(header.name()::equalsIgnoreCase)) {
                headers.add(header);
            }
        }
        configured.forEach((name, value) -> headers.add(new Response.Header(name, value)));
        return new Response(response.status(), headers, response.body());
    }
}
