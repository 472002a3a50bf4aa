package dev.atrium.oidc;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import java.util.Map;

/// Sends a browser elsewhere.
public final class Redirects {
    private Redirects() {}

    /// A hop; a GET is also answered with a page of one line, for those who do not follow.
    public static Response to(Request request, int status, String location) {
        Response redirect = Response.redirect(status, location);
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return redirect;
        }
        String note =
                "<a href=\"%s\">%s</a>.\n\n"
                        .formatted(escape(location), status == 302 ? "Found" : "See Other");
        return Response.html(status, note).header("Location", location);
    }

    /// A redirect URI with parameters in its query: those it had stay, a name that occurs is
    /// replaced, the result is sorted.
    public static String withQuery(String uri, Map<String, String> added) {
        int hash = uri.indexOf('#');
        String fragment = hash < 0 ? "" : uri.substring(hash);
        String base = hash < 0 ? uri : uri.substring(0, hash);
        int mark = base.indexOf('?');
        Parameters query = mark < 0 ? Parameters.EMPTY : Parameters.parse(base.substring(mark + 1));
        for (Map.Entry<String, String> entry : added.entrySet()) {
            query = query.with(entry.getKey(), entry.getValue());
        }
        String path = mark < 0 ? base : base.substring(0, mark);
        return path + "?" + query.sorted().encode() + fragment;
    }

    /// A redirect URI with parameters in its fragment, sorted; its query stays as it is.
    public static String withFragment(String uri, Map<String, String> parameters) {
        int hash = uri.indexOf('#');
        Parameters fragment = Parameters.EMPTY;
        for (Map.Entry<String, String> entry : parameters.entrySet()) {
            fragment = fragment.with(entry.getKey(), entry.getValue());
        }
        return (hash < 0 ? uri : uri.substring(0, hash)) + "#" + fragment.sorted().encode();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }
}
