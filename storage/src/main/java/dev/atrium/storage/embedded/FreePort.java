package dev.atrium.storage.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Chooses a port for what is to listen on this machine in a moment.
public final class FreePort {
    private static final int FIRST = 20_400;
    // From here on Linux gives ports to outgoing connections, which would take one between its
    // choice and its use (ip_local_port_range).
    private static final int END = 32_768;
    private static final int ATTEMPTS = 200;

    private FreePort() {}

    /// @throws IllegalStateException if every port that was tried is taken
    public static int choose() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port was found between " + FIRST + " and " + (END - 1));
    }

    /// Whether something can listen at a port of the loopback address now.
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
