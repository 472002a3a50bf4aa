package dev.atrium.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// The caller's address: the peer's, or what a trusted proxy says in the configured header. The
/// header lists hops; those that are trusted are skipped from its end.
public final class ClientAddress {
    private final Optional<String> header;
    private final List<Network> trusted;

    /// @param header that names hops, separated by commas
    /// @param trusted networks whose header is believed, in CIDR notation
    /// @throws IllegalArgumentException for a network that is not
    public ClientAddress(Optional<String> header, List<String> trusted) {
        this.header = header.filter(_ -> !trusted.isEmpty());
        this.trusted = trusted.stream().map(Network::parse).toList();
    }

    public String of(Request request) {
        String peer = request.peer();
        if (header.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        String[] hops = request.header(header.orElseThrow()).orElse("").split(",", -1);
        for (int index = hops.length - 1; index >= 0; index--) {
            String hop = hops[index].strip();
            if (address(hop).isEmpty()) {
                return peer;
            }
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return peer;
    }

    private boolean isTrusted(String text) {
        return address(text)
                .filter(address -> trusted.stream().anyMatch(network -> network.contains(address)))
                .isPresent();
    }

    /// An address literal; names are never looked up.
    private static Optional<byte[]> address(String text) {
        try {
            return text.matches("[0-9.]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?")
                    ? Optional.of(InetAddress.ofLiteral(text).getAddress())
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private record Network(byte[] base, int bits) {
        static Network parse(String cidr) {
            String[] parts = cidr.split("/", 2);
            Optional<byte[]> base = address(parts[0]);
            if (parts.length != 2
                    || base.isEmpty()
                    || !parts[1].matches("[0-9]{1,3}")
                    || Integer.parseInt(parts[1]) > base.orElseThrow().length * 8) {
                throw new IllegalArgumentException(
                        "\"" + cidr + "\" is not a network (expected for instance 10.0.0.0/8)");
            }
            return new Network(base.orElseThrow(), Integer.parseInt(parts[1]));
        }

        boolean contains(byte[] address) {
            if (address.length != base.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (base[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
