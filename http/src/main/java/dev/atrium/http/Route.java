package dev.atrium.http;

/// A path and what answers there, as a value, so that the routes of a role can be listed, compared
/// with a golden file and held against an API document.
///
/// @param path with `{name}` for one segment; matched exactly, case-sensitively
/// @param operation the operation's name in the API document, or the page's name
/// @param access what the caller needs: [#PUBLIC], or the words of the role's own access rules. The
///     route only carries it; the role that declares the route enforces it in one place.
public record Route(Verb verb, String path, String operation, String access, Handler handler) {
    public static final String PUBLIC = "PUBLIC";

    public static Route open(Verb verb, String path, String operation, Handler handler) {
        return new Route(verb, path, operation, PUBLIC, handler);
    }

    /// The same route with `handler` in place of its own, for whoever wraps routes with a check.
    public Route with(Handler replacement) {
        return new Route(verb, path, operation, access, replacement);
    }
}
