package dev.atrium.membership.issuer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// The hosts of the world that a test needs, all on one loopback port; its client sends there
/// whatever is asked of another host.
final class Elsewhere extends HttpClient implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Supplier<String>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Elsewhere() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /// @param route method, host and path, such as `GET api.github.com/user`
    Elsewhere on(String route, Supplier<String> json) {
        answers.put(route, json);
        return this;
    }

    Elsewhere on(String route, String json) {
        return on(route, () -> json);
    }

    /// The routes that were asked for, in their order, each with its body behind it.
    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String route =
                    exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestHeaders().getFirst("X-Host")
                            + exchange.getRequestURI().getPath();
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(route + " " + body);
            Supplier<String> known = answers.get(route);
            byte[] json = (known == null ? "{}" : known.get()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known == null ? 404 : 200, json.length);
            exchange.getResponseBody().write(json);
        }
    }

    private HttpRequest here(HttpRequest request) {
        URI uri = request.uri();
        if ("127.0.0.1".equals(uri.getHost())) {
            return request;
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return HttpRequest.newBuilder(request, (_, _) -> true)
                .uri(
                        URI.create(
                                "http://127.0.0.1:"
                                        + server.getAddress().getPort()
                                        + uri.getRawPath()
                                        + query))
                .header("X-Host", uri.getHost())
                .build();
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return client.send(here(request), handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return client.sendAsync(here(request), handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            HttpResponse.PushPromiseHandler<T> pushed) {
        return client.sendAsync(here(request), handler, pushed);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
