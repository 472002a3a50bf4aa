package dev.atrium.http.outgoing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Which addresses may be reached, by who chose them.
public enum AddressPolicy {
    /// Chosen by whoever runs the process: any address.
    OPERATOR,
    /// Typed by somebody who is only a user of the process: no address that is not public, since
    /// the request would be sent from inside the operator's network.
    TENANT;

    boolean permits(InetAddress address) {
        return this == OPERATOR || isPublic(address);
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
    }

    /// The special-purpose blocks of RFC 6890 that the JDK has no predicate for.
    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean carrier = first == 100 && second >= 64 && second < 128;
        boolean benchmark = first == 198 && (second == 18 || second == 19);
        boolean protocols = first == 192 && second == 0 && bytes[2] == 0;
        return first != 0 && first < 240 && !carrier && !benchmark && !protocols;
    }

    /// Unique local addresses, and those that carry an IPv4 address inside (6to4, NAT64).
    private static boolean isPublic6(byte[] bytes) {
        if ((bytes[0] & 0xfe) == 0xfc) {
            return false;
        }
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return isPublic(embedded(bytes, 2));
        }
        boolean nat64 =
                bytes[0] == 0
                        && bytes[1] == 0x64
                        && bytes[2] == (byte) 0xff
                        && bytes[3] == (byte) 0x9b;
        return !nat64 || isPublic(embedded(bytes, 12));
    }

    private static InetAddress embedded(byte[] bytes, int start) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, start, start + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }
}
