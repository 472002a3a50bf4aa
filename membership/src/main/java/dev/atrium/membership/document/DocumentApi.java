package dev.atrium.membership.document;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// Serves the document, as JSON and as a page. Both are the same for everybody and for as long as
/// the program runs.
public final class DocumentApi {
    /// What changes with a release is looked for again within the hour.
    private static final String KEPT = "public, max-age=3600";

    private final Document document;

    public DocumentApi(Document document) {
        this.document = document;
    }

    /// Paths below the base path, like those of the operations.
    ///
    /// @param base where the issuer's style sheets are found
    public List<Route> routes(String base) {
        Response json = Response.of(200, "application/json", document.bytes());
        Response page =
                Response.html(200, new DocumentPage(document.json(), base).html())
                        .header(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'")
                        .header("X-Content-Type-Options", "nosniff");
        Response style = Response.of(200, "text/css; charset=utf-8", style());
        return List.of(
                route("/openapi.json", "openApiDocument", json),
                route("/docs", "openApiPage", page),
                route("/docs.css", "openApiPageStyle", style));
    }

    private static Route route(String path, String name, Response response) {
        Response kept = response.header("Cache-Control", KEPT);
        return Route.open(Verb.GET, path, name, _ -> kept);
    }

    private static byte[] style() {
        try (InputStream resource = DocumentApi.class.getResourceAsStream("docs.css")) {
            if (resource == null) {
                throw new IOException("resource docs.css is missing");
            }
            return resource.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
