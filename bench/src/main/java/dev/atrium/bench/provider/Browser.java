package dev.atrium.bench.provider;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A browser without a past: it starts with no cookie, and keeps those of one provider. Its
/// connections are those of its client, as those of a provider are kept by the proxy before it.
final class Browser {
    private final Http http;
    private final Map<String, HttpCookie> cookies = new LinkedHashMap<>();

    /// Sends a request and reads its answer to the end.
    @FunctionalInterface
    interface Http {
        HttpResponse<String> send(HttpRequest.Builder request) throws IOException;
    }

    Browser(Http http) {
        this.http = http;
    }

    HttpResponse<String> send(URI to, HttpRequest.Builder request) throws IOException {
        String own =
                cookies.values().stream()
                        .filter(cookie -> to.getPath().startsWith(cookie.getPath()))
                        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "));
        HttpResponse<String> answer =
                http.send(own.isEmpty() ? request : request.header("Cookie", own));
        for (String set : answer.headers().allValues("Set-Cookie")) {
            HttpCookie.parse(set).forEach(this::keep);
        }
        return answer;
    }

    private void keep(HttpCookie cookie) {
        if (cookie.getMaxAge() == 0 || cookie.getValue().isEmpty()) {
            cookies.remove(cookie.getName());
        } else {
            if (cookie.getPath() == null) {
                cookie.setPath("/");
            }
            cookies.put(cookie.getName(), cookie);
        }
    }
}
