package dev.atrium.http;

/// @param role the name in logs and metrics, such as `dex`
/// @param host the address to listen on
/// @param port zero picks a free one
/// @param bodyLimit in bytes
/// @param requestIdHeader whether each response carries `X-Request-Id`
public record ServerSettings(
        String role, String host, int port, long bodyLimit, boolean requestIdHeader) {
    public static ServerSettings of(String role, String host, int port) {
        return new ServerSettings(role, host, port, 1 << 20, true);
    }

    public ServerSettings withoutRequestIdHeader() {
        return new ServerSettings(role, host, port, bodyLimit, false);
    }
}
