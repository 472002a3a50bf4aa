package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The listeners and what every page carries.
///
/// @param headers configured security headers by their canonical name; only those that were set
public record WebConfig(
        Optional<String> http,
        Optional<String> https,
        Optional<String> tlsCert,
        Optional<String> tlsKey,
        Tls tls,
        List<String> allowedOrigins,
        List<String> allowedHeaders,
        Map<String, String> headers,
        ClientAddress clientAddress) {
    private static final List<String> HEADERS =
            List.of(
                    "Content-Security-Policy",
                    "X-Frame-Options",
                    "X-Content-Type-Options",
                    "X-XSS-Protection",
                    "Strict-Transport-Security");

    /// @param minimum `1.2` or `1.3`
    /// @param maximum the same, where one was set
    public record Tls(String minimum, Optional<String> maximum) {
        static Tls read(Section section) {
            return new Tls(section.textOr("tlsMinVersion", "1.2"), section.text("tlsMaxVersion"));
        }
    }

    /// Where the browser's address stands when a proxy is in front.
    ///
    /// @param header counts only when the peer is inside one of the trusted networks
    public record ClientAddress(Optional<String> header, List<Network> trustedProxies) {}

    /// @param prefix how many leading bits count
    public record Network(InetAddress address, int prefix) {
        /// @throws IllegalArgumentException saying what is missing
        static Network parse(String text) {
            int slash = text.lastIndexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException(
                        "no '/': write the prefix length too, such as " + text + "/32");
            }
            if (!text.substring(0, slash).matches("[0-9a-fA-F:.]+")) {
                throw new IllegalArgumentException("not an IP address");
            }
            try {
                InetAddress address = InetAddress.getByName(text.substring(0, slash));
                int prefix = Integer.parseInt(text.substring(slash + 1));
                if (prefix < 0 || prefix > address.getAddress().length * 8) {
                    throw new IllegalArgumentException("the prefix length is out of range");
                }
                return new Network(address, prefix);
            } catch (UnknownHostException | NumberFormatException _) {
                throw new IllegalArgumentException("not an address and a prefix length");
            }
        }
    }

    static WebConfig read(Section section, DexOverrides overrides) {
        List<String> headers = section.texts("allowedHeaders");
        return new WebConfig(
                overrides.webHttp().or(() -> section.text("http")),
                overrides.webHttps().or(() -> section.text("https")),
                section.text("tlsCert"),
                section.text("tlsKey"),
                Tls.read(section),
                section.texts("allowedOrigins"),
                headers.isEmpty() ? List.of("Authorization") : headers,
                headers(section.section("headers")),
                new ClientAddress(
                        section.section("clientRemoteIP").text("header"),
                        networks(section.section("clientRemoteIP").get("trustedProxies"))));
    }

    private static Map<String, String> headers(Section section) {
        Map<String, String> set = new TreeMap<>();
        for (String name : HEADERS) {
            section.text(name).ifPresent(value -> set.put(name, value));
        }
        return set;
    }

    private static List<Network> networks(ConfigNode list) {
        List<Network> networks = new ArrayList<>();
        for (ConfigNode element : list.elements()) {
            String text = element.text().orElse("");
            try {
                networks.add(Network.parse(text));
            } catch (IllegalArgumentException wrong) {
                throw new DexConfigException(
                        "failed to parse client remote IP settings: failed to parse CIDR \""
                                + text
                                + "\": "
                                + wrong.getMessage(),
                        element);
            }
        }
        return networks;
    }
}
