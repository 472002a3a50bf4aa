package dev.atrium.http.outgoing;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The proxies that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, in either case of letters, as
/// other programs read them. Loopback addresses are reached directly.
public final class EnvironmentProxies extends ProxySelector {
    private final Optional<URI> forHttp;
    private final Optional<URI> forHttps;
    private final List<String> direct;

    /// @throws IllegalArgumentException when a proxy's address cannot be read
    public EnvironmentProxies(Map<String, String> environment) {
        this.forHttp = address(environment, "HTTP_PROXY");
        this.forHttps = address(environment, "HTTPS_PROXY");
        this.direct =
                Arrays.stream(value(environment, "NO_PROXY").orElse("").split("[,\\s]+", -1))
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> entry.toLowerCase(Locale.ROOT))
                        .toList();
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static Optional<URI> address(Map<String, String> environment, String name) {
        Optional<String> text = value(environment, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String whole =
                text.orElseThrow().contains("://")
                        ? text.orElseThrow()
                        : "http://" + text.orElseThrow();
        try {
            URI address = URI.create(whole);
            if (address.getHost() != null && "http".equals(address.getScheme())) {
                return Optional.of(address);
            }
        } catch (IllegalArgumentException _) {
            // The message must not repeat the address, which may hold a password.
        }
        throw new IllegalArgumentException(
                name + " is not the address of an HTTP proxy (expected http://host:port)");
    }

    @Override
    public List<Proxy> select(URI target) {
        Optional<URI> proxy = "https".equals(target.getScheme()) ? forHttps : forHttp;
        if (proxy.isEmpty() || target.getHost() == null || isDirect(target)) {
            return List.of(Proxy.NO_PROXY);
        }
        URI address = proxy.orElseThrow();
        int port = address.getPort() < 0 ? 80 : address.getPort();
        return List.of(
                new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(address.getHost(), port)));
    }

    private boolean isDirect(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        int port =
                target.getPort() < 0
                        ? ("https".equals(target.getScheme()) ? 443 : 80)
                        : target.getPort();
        return host.equals("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent()
                || direct.stream().anyMatch(entry -> matches(entry, host, port));
    }

    /// `*`, a network, an address, or a name that stands for itself and what is below it; a port
    /// may follow.
    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.contains("/")) {
            return literal(host).filter(address -> inNetwork(entry, address)).isPresent();
        }
        String name = entry;
        int colon = entry.lastIndexOf(':');
        if (colon > 0 && entry.indexOf(':') == colon) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        String suffix = name.startsWith("*.") ? name.substring(1) : name;
        return suffix.startsWith(".")
                ? host.endsWith(suffix)
                : host.equals(suffix) || host.endsWith("." + suffix);
    }

    private static boolean inNetwork(String network, InetAddress address) {
        String[] parts = network.split("/", 2);
        Optional<InetAddress> base = literal(parts[0]);
        if (base.isEmpty() || !parts[1].matches("[0-9]{1,3}")) {
            return false;
        }
        byte[] left = base.orElseThrow().getAddress();
        byte[] right = address.getAddress();
        int bits = Integer.parseInt(parts[1]);
        if (left.length != right.length || bits > left.length * 8) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((left[bit / 8] & mask) != (right[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// What to say to a proxy that asks who is calling, where its address holds a name.
    public Optional<Authenticator> credentials() {
        boolean any =
                List.of(forHttp, forHttps).stream()
                        .flatMap(Optional::stream)
                        .anyMatch(address -> address.getRawUserInfo() != null);
        return any ? Optional.of(new Credentials()) : Optional.empty();
    }

    private final class Credentials extends Authenticator {
        @Override
        protected @org.jspecify.annotations.Nullable PasswordAuthentication
                getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
                return null;
            }
            for (URI address :
                    List.of(forHttps, forHttp).stream().flatMap(Optional::stream).toList()) {
                String user = address.getRawUserInfo();
                if (user != null && address.getHost().equalsIgnoreCase(getRequestingHost())) {
                    String[] parts = user.split(":", 2);
                    return new PasswordAuthentication(
                            decoded(parts[0]),
                            (parts.length > 1 ? decoded(parts[1]) : "").toCharArray());
                }
            }
            return null;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {}
}
