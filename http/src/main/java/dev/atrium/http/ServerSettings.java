package dev.atrium.http;

import java.util.Optional;

/// @param role the name in logs and metrics, such as `dex`
/// @param host the address to listen on
/// @param port zero picks a free one
/// @param bodyLimit in bytes
/// @param requestIdHeader whether each response carries `X-Request-Id`
/// @param tls where the port speaks it
/// @param meter that counts too
public record ServerSettings(
        String role,
        String host,
        int port,
        long bodyLimit,
        boolean requestIdHeader,
        Optional<Tls> tls,
        Optional<RequestMeter> meter) {
    public static ServerSettings of(String role, String host, int port) {
        return new ServerSettings(
                role, host, port, 1 << 20, true, Optional.empty(), Optional.empty());
    }

    public ServerSettings withoutRequestIdHeader() {
        return new ServerSettings(role, host, port, bodyLimit, false, tls, meter);
    }

    public ServerSettings with(Tls secure) {
        return new ServerSettings(
                role, host, port, bodyLimit, requestIdHeader, Optional.of(secure), meter);
    }

    public ServerSettings with(RequestMeter own) {
        return new ServerSettings(
                role, host, port, bodyLimit, requestIdHeader, tls, Optional.of(own));
    }
}
