package dev.atrium.connectors.authproxy;

import java.net.InetAddress;
import java.util.Arrays;

/// A range of addresses, written `address/bits` (RFC 4632); a lone address is a range of one.
record Network(byte[] address, int bits) {

    /// @throws IllegalArgumentException when it is none
    static Network parse(String text) {
        String[] parts = text.split("/", 2);
        byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
        int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException(text + " has too many bits");
        }
        return new Network(address, bits);
    }

    boolean contains(String peer) {
        byte[] other;
        try {
            other = InetAddress.ofLiteral(peer.replaceAll("[\\[\\]]", "")).getAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
        int whole = bits / 8;
        if (other.length != address.length || !Arrays.equals(address, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        int mask = rest == 0 ? 0 : (0xff << (8 - rest)) & 0xff;
        return rest == 0 || (address[whole] & mask) == (other[whole] & mask);
    }
}
