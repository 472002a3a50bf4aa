package dev.atrium.bench.provider;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/// A browser without a past: it starts with no cookie. Its connections are those of everybody, as
/// the proxy before a provider keeps them.
final class Browser {
    private final Http http;
    private final CookieManager cookies = new CookieManager();

    /// Sends a request and reads its answer to the end.
    @FunctionalInterface
    interface Http {
        HttpResponse<String> send(HttpRequest.Builder request) throws IOException;
    }

    Browser(Http http) {
        this.http = http;
    }

    HttpResponse<String> send(URI to, HttpRequest.Builder request) throws IOException {
        List<String> own = cookies.get(to, Map.of()).getOrDefault("Cookie", List.of());
        HttpResponse<String> answer =
                http.send(
                        own.isEmpty() ? request : request.header("Cookie", String.join("; ", own)));
        cookies.put(to, answer.headers().map());
        return answer;
    }
}
