package dev.atrium.console.page;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import dev.atrium.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Serves one built application from the class path. Every path that names no file is the
/// application's own and gets its page. File names carry a hash of their content, so they may be
/// kept for good; the page itself never is.
public final class WebApp {
    private static final Pattern FILE =
            Pattern.compile("/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+");
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "ico", "image/x-icon",
                    "woff2", "font/woff2",
                    "json", "application/json",
                    "txt", "text/plain; charset=utf-8");

    private final String root;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /// @param app the folder below `web/` on the class path
    /// @throws IllegalStateException when the application was not built
    public WebApp(String app) {
        this.root = "/web/" + app;
        if (file("/index.html").isEmpty()) {
            throw new IllegalStateException(
                    "the web application " + app + " is not part of this build");
        }
    }

    public List<Route> routes() {
        return List.of(
                Route.open(Verb.GET, "/", "page", this::serve),
                Route.open(Verb.GET, "/<path>", "page", this::serve));
    }

    private Response serve(Request request) {
        String path = request.path();
        Optional<byte[]> found = FILE.matcher(path).matches() ? file(path) : Optional.empty();
        if (found.isPresent()) {
            String cache =
                    path.startsWith("/assets/")
                            ? "public, max-age=31536000, immutable"
                            : "no-cache";
            return Response.of(200, type(path), found.orElseThrow())
                    .header("Cache-Control", cache)
                    .header("X-Content-Type-Options", "nosniff");
        }
        if (path.startsWith("/assets/")) {
            throw new Problem.NotFound("file", path);
        }
        return Response.of(200, type("/index.html"), file("/index.html").orElseThrow())
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin")
                .header(
                        "Content-Security-Policy",
                        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
    }

    private Optional<byte[]> file(String path) {
        byte[] known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream in = WebApp.class.getResourceAsStream(root + path)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] content = in.readAllBytes();
            files.put(path, content);
            return Optional.of(content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String type(String path) {
        return TYPES.getOrDefault(
                path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
