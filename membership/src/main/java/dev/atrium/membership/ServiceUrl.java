package dev.atrium.membership;

import java.net.URI;
import java.net.URISyntaxException;

/// The public base URL of Membership, such as `https://membership.example.com/api`. It is the
/// issuer of every token and the only source of redirect addresses and of cookies' Secure.
public record ServiceUrl(String text) {
    public ServiceUrl {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a URL (" + malformed.getReason() + ")");
        }
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "\""
                            + text
                            + "\" is not a base URL (expected for instance https://membership.example.com/api)");
        }
        if (text.endsWith("/")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" ends with a slash; the issuer has none");
        }
    }

    public URI uri() {
        return URI.create(text);
    }

    public boolean secure() {
        return text.startsWith("https://");
    }

    /// The path that every public route starts with; empty when the URL has none.
    public String path() {
        String path = uri().getRawPath();
        return path == null ? "" : path;
    }

    /// The port that a browser sees, which tells cookies of neighbours on one host apart.
    public int port() {
        int port = uri().getPort();
        return port >= 0 ? port : secure() ? 443 : 80;
    }

    public String at(String relative) {
        return text + "/" + relative;
    }

    @Override
    public String toString() {
        return text;
    }
}
