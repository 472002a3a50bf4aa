package dev.atrium.server.role;

/// Where to listen, as `host:port`, `:port` or `port`.
///
/// @param host empty for every address
public record Address(String host, int port) {
    /// @param setting the name that a message uses
    /// @throws IllegalArgumentException with the value and what was expected
    public static Address parse(String setting, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port >= 0 && port <= 65_535) {
                return new Address(host, port);
            }
        } catch (NumberFormatException _) {
            // Said below, together with the port that is out of range.
        }
        throw new IllegalArgumentException(
                setting + " is \"" + text + "\" (expected for instance 0.0.0.0:8080 or :8080)");
    }

    /// The address for a socket.
    public String bind() {
        return host.isEmpty() ? "0.0.0.0" : host;
    }
}
